package dev.sabot.console;

import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.output.OutputClosedException;
import dev.sabot.console.output.OutputFormat;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs the commands that begin with a dot.
final class DotCommands {
    private final Settings settings;
    private final ConsoleOutput output;
    private final ErrorPrinter errors;
    private final CatalogListing listing;
    private boolean mustQuit;
    private boolean endsRedirection;

    DotCommands(
            Settings settings, ConsoleOutput output, ErrorPrinter errors, CatalogListing listing) {
        this.settings = settings;
        this.output = output;
        this.errors = errors;
        this.listing = listing;
    }

    /// Tells whether the user asked to leave.
    boolean mustQuit() {
        return mustQuit;
    }

    /// Ends what lasts for one statement only.
    void afterStatement() {
        if (endsRedirection) {
            endsRedirection = false;
            endRedirection();
        }
    }

    /// Runs a command line; prints what is wrong with it and returns false when it fails.
    ///
    /// @param scripts runs the file of `.read`
    boolean run(String line, ScriptRunner scripts) {
        String[] parts = line.strip().replaceFirst(";$", "").strip().split("\\s+", 2);
        String argument = parts.length == 2 ? unquoted(parts[1].strip()) : "";
        Optional<DotCommand> found = DotCommand.find(parts[0]);
        if (found.isEmpty()) {
            String hint =
                    DotCommand.nearest(parts[0])
                            .map(command -> "did you mean " + command.label() + "?")
                            .orElse(".help lists all commands.");
            errors.print("There is no command " + parts[0] + "; " + hint);
            return false;
        }
        DotCommand command = found.get();
        if (command.needsArgument() && parts.length < 2) {
            return usage(command);
        }
        return run(command, argument, scripts);
    }

    private boolean run(DotCommand command, String argument, ScriptRunner scripts) {
        return switch (command) {
            case EXIT, QUIT -> {
                mustQuit = true;
                yield true;
            }
            case HELP -> help();
            case HEADERS -> toggle(command, argument, settings::setHeader);
            case PROGRESS -> toggle(command, argument, settings::setProgress);
            case TIMER -> toggle(command, argument, settings::setTime);
            case MAXROWS -> maxRows(argument);
            case MODE -> mode(argument);
            case NULLVALUE -> {
                settings.setNullText(argument);
                yield true;
            }
            case ONCE -> redirect(argument, true);
            case OUTPUT -> argument.isEmpty() ? endRedirection() : redirect(argument, false);
            case READ -> path(argument).map(scripts::runFile).orElse(false);
            case FUNCTIONS -> list(() -> listing.printFunctions(argument));
            case SCHEMA -> list(() -> listing.printSchema(argument));
            case TABLES -> list(() -> listing.printTables(argument));
        };
    }

    private boolean usage(DotCommand command) {
        errors.print("Usage: " + command.label() + " " + command.argument());
        return false;
    }

    private boolean help() {
        for (DotCommand command : DotCommand.all()) {
            String usage = command.label() + " " + command.argument();
            output.writeLine(String.format(Locale.ROOT, "%-22s %s", usage, command.description()));
        }
        output.writeLine("");
        output.writeLine("Formats of .mode:");
        for (OutputFormat format : OutputFormat.values()) {
            output.writeLine(
                    String.format(Locale.ROOT, "  %-20s %s", format.label(), format.description()));
        }
        output.flush();
        return true;
    }

    private boolean toggle(DotCommand command, String argument, Consumer<Boolean> setting) {
        return switch (argument.toLowerCase(Locale.ROOT)) {
            case "on" -> {
                setting.accept(true);
                yield true;
            }
            case "off" -> {
                setting.accept(false);
                yield true;
            }
            default -> usage(command);
        };
    }

    private boolean maxRows(String argument) {
        if (!argument.matches("[0-9]{1,9}")) {
            return usage(DotCommand.MAXROWS);
        }
        settings.setMaxRows(Integer.parseInt(argument));
        return true;
    }

    private boolean mode(String argument) {
        Optional<OutputFormat> format = OutputFormat.find(argument);
        if (format.isEmpty()) {
            String names = String.join(", ", OutputFormat.labels());
            errors.print("There is no format " + argument + "; there are " + names);
            return false;
        }
        settings.setFormat(format.get());
        return true;
    }

    private boolean redirect(String argument, boolean once) {
        @Nullable Path file = path(argument).orElse(null);
        if (file == null) {
            return false;
        }
        try {
            output.redirectTo(file);
        } catch (IOException e) {
            errors.print("The file " + file + " cannot be written: " + e.getMessage());
            return false;
        }
        endsRedirection = once;
        return true;
    }

    private boolean endRedirection() {
        try {
            output.endRedirection();
            return true;
        } catch (IOException e) {
            errors.print("The file of .output cannot be closed: " + e.getMessage());
            return false;
        } catch (OutputClosedException e) {
            errors.print(e);
            return false;
        }
    }

    private Optional<Path> path(String argument) {
        try {
            return Optional.of(Path.of(argument));
        } catch (InvalidPathException e) {
            errors.print(argument + " is not a file name: " + e.getReason());
            return Optional.empty();
        }
    }

    private boolean list(Listing listing) {
        try {
            listing.print();
            output.flush();
            return true;
        } catch (SQLException e) {
            errors.print(String.valueOf(e.getMessage()));
            return false;
        } catch (OutputClosedException e) {
            errors.print(e);
            return false;
        }
    }

    private static String unquoted(String argument) {
        boolean isQuoted =
                argument.length() >= 2
                        && (argument.startsWith("'") && argument.endsWith("'")
                                || argument.startsWith("\"") && argument.endsWith("\""));
        return isQuoted ? argument.substring(1, argument.length() - 1) : argument;
    }

    @FunctionalInterface
    private interface Listing {
        void print() throws SQLException;
    }
}
