package dev.sabot.console;

import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.text.Script;
import dev.sabot.console.text.ScriptPart;
import dev.sabot.console.text.SourceText;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Runs the statements and dot commands of a text in order.
final class ScriptRunner {
    /// A file that reads itself must end somewhere.
    private static final int DEEPEST_READ = 16;

    private final StatementRunner statements;
    private final DotCommands dotCommands;
    private final ErrorPrinter errors;
    private final boolean continuesOnError;
    private int depth;

    ScriptRunner(
            StatementRunner statements,
            DotCommands dotCommands,
            ErrorPrinter errors,
            boolean continuesOnError) {
        this.statements = statements;
        this.dotCommands = dotCommands;
        this.errors = errors;
        this.continuesOnError = continuesOnError;
    }

    /// Runs a text to its end or its first error; returns whether there was none.
    boolean run(SourceText source) {
        boolean succeeded = true;
        for (ScriptPart part : new Script(source.text())) {
            boolean partSucceeded =
                    switch (part) {
                        case ScriptPart.Sql sql -> runStatement(sql, source);
                        case ScriptPart.Dot dot -> dotCommands.run(dot.command(), this);
                    };
            succeeded &= partSucceeded;
            if (!partSucceeded && !continuesOnError || dotCommands.mustQuit()) {
                break;
            }
        }
        return succeeded;
    }

    /// Runs a file; returns whether it could be read and had no error.
    boolean runFile(Path file) {
        if (depth == DEEPEST_READ) {
            errors.print("Files read one another more than " + DEEPEST_READ + " deep at " + file);
            return false;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException _) {
            errors.print("There is no file " + file);
            return false;
        } catch (CharacterCodingException _) {
            errors.print("The file " + file + " is not UTF-8 text");
            return false;
        } catch (IOException e) {
            errors.print("The file " + file + " cannot be read: " + e.getMessage());
            return false;
        }
        depth++;
        try {
            return run(new SourceText(file.toString(), text));
        } finally {
            depth--;
        }
    }

    private boolean runStatement(ScriptPart.Sql sql, SourceText source) {
        boolean succeeded = statements.run(sql, source);
        dotCommands.afterStatement();
        return succeeded;
    }
}
