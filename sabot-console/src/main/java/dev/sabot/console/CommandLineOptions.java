package dev.sabot.console;

import dev.sabot.console.output.Ink;
import dev.sabot.console.output.OutputFormat;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options of the `sabot` command, with their help.
@Command(
        name = "sabot",
        sortOptions = false,
        usageHelpAutoWidth = false,
        customSynopsis = {
            "sabot [sql] [OPTIONS] [JDBC-URL] [FILE...]",
            "       sabot [sql] [OPTIONS] -c SQL | -f FILE ...",
            "       sabot [sql] [OPTIONS] < SCRIPT"
        },
        description = {
            "%nRuns SQL over tables, files and streams.%n",
            "Without -c, -f or a piped script it opens an interactive console. Results go to the"
                    + " standard output; times, notices, progress and errors go to the standard"
                    + " error."
        },
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:all statements succeeded",
            "  1:a statement, the connection or a file failed",
            "  2:the command line is wrong",
            "130:interrupted with Ctrl-C"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sabot",
            "  sabot lineitem.parquet",
            "  sabot -c \"SELECT count(*) FROM 'data/*.parquet'\"",
            "  sabot --format csv -f report.sql > report.csv",
            "  sabot jdbc:sabot://db.example.com:32010 --user ada --set timezone=UTC",
            "  echo 'SELECT 1;' | sabot --format jsonlines",
            "",
            "Type .help in the console for its commands. ~/.sabotrc is run when it opens."
        })
final class CommandLineOptions {
    private static final int USUAL_WIDTH = 90;
    private static final String EMBEDDED = "jdbc:sabot:";

    @Spec private @Nullable CommandSpec spec;

    private final List<ScriptSource> sources = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = {
                "What to connect to. The default, @|bold jdbc:sabot:|@, is an engine in",
                "this process; jdbc:sabot://HOST:PORT is a server."
            })
    private @Nullable String url;

    @Option(
            names = {"-U", "--user"},
            paramLabel = "NAME",
            description = {
                "The user to log in as. The password is the environment's SABOT_PASSWORD,",
                "or asked for."
            })
    private @Nullable String user;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatNames.class,
            description = {"How results are printed: ${COMPLETION-CANDIDATES}.", "Default: table."})
    private OutputFormat format = OutputFormat.TABLE;

    @Option(names = "--no-header", description = "Print no column names.")
    private boolean hasNoHeader;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "The text of NULL. Default: NULL, and nothing in csv.")
    private @Nullable String nullText;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = {
                "Rows of a table that are shown, half from either end; 0 shows all.",
                "Default: 40 in the console, else all."
            })
    private @Nullable Integer maxRows;

    @Option(
            names = "--timer",
            negatable = true,
            fallbackValue = "true",
            description = "Show how long statements take. Default: in the console only.")
    private @Nullable Boolean timer;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the engine; short for --set threads=N.")
    private @Nullable Integer threads;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a setting of the connection first. May be repeated.")
    private Map<String, String> assignments = new LinkedHashMap<>();

    @Option(names = "--no-color", description = "Use no colours; NO_COLOR does the same.")
    private boolean isColourless;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "The file that keeps what was typed. Default: ~/.sabot/history.")
    private @Nullable Path history;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print results and errors only.")
    private boolean isQuiet;

    @Option(
            names = "--continue-on-error",
            description = {
                "Run the rest of a script after an error. The exit code is 1 all the same.",
                "Default: stop at the first error."
            })
    private boolean continuesOnError;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and leave.")
    private boolean wantsHelp;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and leave.")
    private boolean wantsVersion;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = {
                "Files to open as views named like the files without their endings. One that",
                "begins with jdbc: is what to connect to, as with --url."
            })
    private List<String> arguments = new ArrayList<>();

    // Methods instead of fields: they keep the order of -c and -f among one another.

    @Option(
            names = {"-c", "--command"},
            order = -3,
            paramLabel = "SQL",
            description = {
                "Run statements and leave. May be repeated and mixed with -f;",
                "all run in the order given."
            })
    void addCommand(String sql) {
        sources.add(new ScriptSource.Inline(sql));
    }

    @Option(
            names = {"-f", "--file"},
            order = -2,
            paramLabel = "FILE",
            description = "Run the statements of a file and leave. May be repeated.")
    void addFile(Path file) {
        sources.add(new ScriptSource.File(file));
    }

    /// Returns a parser for one command line; of options given twice the last one counts.
    static CommandLine commandLine() {
        return new CommandLine(new CommandLineOptions()).setOverwrittenOptionsAllowed(true);
    }

    /// Returns the help.
    ///
    /// @param width columns of the terminal; 0 is not known
    static String help(int width, Ink ink) {
        CommandLine commandLine = commandLine();
        commandLine.setUsageHelpWidth(width <= 0 ? USUAL_WIDTH : Math.clamp(width, 60, 100));
        commandLine.setUsageHelpLongOptionsMaxWidth(24);
        CommandLine.Help.Ansi ansi =
                switch (ink) {
                    case PLAIN -> CommandLine.Help.Ansi.OFF;
                    case COLOURED -> CommandLine.Help.Ansi.ON;
                };
        return commandLine.getUsageMessage(ansi);
    }

    /// Checks what picocli cannot.
    void validate() {
        if (maxRows != null && maxRows < 0) {
            throw wrong("--max-rows must be 0 or more, not " + maxRows);
        }
        if (threads != null && threads < 1) {
            throw wrong("--threads must be 1 or more, not " + threads);
        }
        for (String name : assignments.keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw wrong("--set needs NAME=VALUE; '" + name + "' is not the name of a setting");
            }
        }
        List<String> urls = arguments.stream().filter(CommandLineOptions::isUrl).toList();
        if (urls.size() + (url == null ? 0 : 1) > 1) {
            throw wrong("There is more than one JDBC URL to connect to");
        }
        for (Path dataFile : dataFiles()) {
            if (!Files.exists(dataFile)) {
                throw wrong(
                        "There is neither a command nor a file '"
                                + dataFile
                                + "'; use -c to run SQL");
            }
        }
    }

    private ParameterException wrong(String message) {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("The options were not made by a command line.");
        }
        return new ParameterException(known.commandLine(), message);
    }

    List<ScriptSource> sources() {
        return sources;
    }

    private static boolean isUrl(String argument) {
        return argument.startsWith("jdbc:");
    }

    String url() {
        String given = url;
        return given != null
                ? given
                : arguments.stream().filter(CommandLineOptions::isUrl).findFirst().orElse(EMBEDDED);
    }

    /// Returns the user to log in as, or null for what the URL says.
    @Nullable String user() {
        return user;
    }

    /// Returns the settings to change, in order.
    Map<String, String> assignments() {
        Map<String, String> all = new LinkedHashMap<>();
        if (threads != null) {
            all.put("threads", String.valueOf(threads));
        }
        all.putAll(assignments);
        return all;
    }

    List<Path> dataFiles() {
        return arguments.stream()
                .filter(argument -> !isUrl(argument))
                .map(argument -> Path.of(argument))
                .toList();
    }

    boolean wantsHelp() {
        return wantsHelp;
    }

    boolean wantsVersion() {
        return wantsVersion;
    }

    @Nullable Path history() {
        return history;
    }

    boolean isColourless() {
        return isColourless;
    }

    boolean isQuiet() {
        return isQuiet;
    }

    boolean continuesOnError() {
        return continuesOnError;
    }

    /// Carries what the user chose over to the settings.
    void applyTo(Settings settings) {
        settings.setFormat(format);
        settings.setHeader(!hasNoHeader);
        settings.setNullText(nullText);
        settings.setFooter(!isQuiet);
        settings.setProgress(!isQuiet);
        if (maxRows != null) {
            settings.setMaxRows(maxRows);
        }
        if (timer != null) {
            settings.setTime(timer);
        }
    }

    static final class FormatConverter implements CommandLine.ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String label) {
            return OutputFormat.find(label)
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException(
                                    "there is no format '"
                                            + label
                                            + "'; there are "
                                            + String.join(", ", OutputFormat.labels())));
        }
    }

    static final class FormatNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        FormatNames() {
            super(OutputFormat.labels());
        }
    }
}
