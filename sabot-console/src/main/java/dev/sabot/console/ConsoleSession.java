package dev.sabot.console;

import dev.sabot.console.line.Catalog;
import dev.sabot.console.line.LineEditor;
import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.output.Ink;
import dev.sabot.console.text.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.regex.Pattern;

/// One connection and everything that works on it.
final class ConsoleSession {
    private static final Pattern PLAIN_SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final CommandLineOptions options;
    private final Surroundings surroundings;
    private final ConsoleOutput output;
    private final Settings settings;
    private final Catalog catalog;
    private final StatementRunner statements;
    private final DotCommands dotCommands;
    private final ScriptRunner scripts;

    ConsoleSession(
            Connection connection,
            Settings settings,
            CommandLineOptions options,
            Surroundings surroundings,
            ConsoleOutput output,
            ErrorPrinter errors) {
        this.options = options;
        this.surroundings = surroundings;
        this.output = output;
        this.settings = settings;
        this.catalog = new Catalog(connection);
        this.statements =
                new StatementRunner(
                        connection,
                        settings,
                        output,
                        errors,
                        surroundings.messagesAreTerminal(),
                        catalog::hasChanged);
        CatalogListing listing = new CatalogListing(connection, settings, output);
        this.dotCommands = new DotCommands(settings, output, errors, listing);
        this.scripts =
                new ScriptRunner(statements, dotCommands, errors, options.continuesOnError());
    }

    /// Cancels the running statement from any thread.
    void cancel() {
        statements.cancel();
    }

    /// Cancels the running statement and lets it print what it has, for as long as that takes no
    /// time a user would notice.
    void cancelAndWait() {
        statements.cancelAndWait();
    }

    /// Applies `--threads` and `--set`, and opens the files of the command line as views.
    boolean prepare() {
        for (Map.Entry<String, String> assignment : options.assignments().entrySet()) {
            String name = assignment.getKey();
            String shown = PLAIN_SETTING.matcher(name).matches() ? name : literal(name);
            if (!statements.runSilently("SET " + shown + " = " + literal(assignment.getValue()))) {
                return false;
            }
        }
        for (Path file : options.dataFiles()) {
            String name = viewName(file);
            String view = "\"" + name.replace("\"", "\"\"") + "\"";
            String sql = "CREATE TEMPORARY VIEW " + view + " AS SELECT * FROM ";
            if (!statements.runSilently(sql + literal(file.toString()))) {
                return false;
            }
            if (!options.isQuiet()) {
                output.message("Notice: " + file + " is the view " + view);
            }
        }
        return true;
    }

    /// Runs what the command line asks for; returns whether all of it succeeded.
    boolean runSources() {
        boolean succeeded = true;
        for (ScriptSource source : options.sources()) {
            succeeded &=
                    switch (source) {
                        case ScriptSource.Inline(String sql) -> scripts.run(SourceText.typed(sql));
                        case ScriptSource.File(Path path) -> scripts.runFile(path);
                    };
            if (!succeeded && !options.continuesOnError() || dotCommands.mustQuit()) {
                break;
            }
        }
        return succeeded;
    }

    /// Runs a script that was piped in.
    boolean runScript(String text) {
        return scripts.run(new SourceText("stdin", text));
    }

    /// Opens the prompt and serves it until the user leaves.
    void runInteractively() throws IOException {
        LineEditor.Configuration configuration =
                new LineEditor.Configuration(
                        catalog,
                        InteractiveLoop::argumentsOf,
                        history(),
                        surroundings.ink(true, options.isColourless()) == Ink.COLOURED);
        try (LineEditor editor = LineEditor.onProcessTerminal(configuration)) {
            settings.setWidth(editor::width);
            if (!options.isQuiet()) {
                output.message("Sabot " + Version.text() + " on " + withoutOptions(options.url()));
                output.message("End statements with ';'. Type .help for help, Ctrl-D to leave.");
            }
            Path startFile = surroundings.home().resolve(".sabotrc");
            if (Files.exists(startFile)) {
                scripts.runFile(startFile);
            }
            new InteractiveLoop(editor, scripts, statements, dotCommands, output).run();
        }
    }

    private Path history() {
        @Nullable Path chosen = options.history();
        return chosen == null ? surroundings.home().resolve(".sabot").resolve("history") : chosen;
    }

    // Options may hold a password.
    private static String withoutOptions(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    /// Returns the name of a file without its directory and ending.
    private static String viewName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
