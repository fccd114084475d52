package dev.sabot.console;

import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ErrorPrinter;
import dev.sabot.console.output.Ink;
import dev.sabot.console.output.OutputClosedException;
import dev.sabot.console.text.SourceText;

import picocli.CommandLine;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// The `sabot` command: statements of the command line, of files and of a pipe, or a prompt.
///
/// The terminal library is loaded for the prompt only, so that one statement starts quickly.
public final class Main {
    private final InputStream input;
    private final ConsoleOutput output;
    private final Surroundings surroundings;

    private Main(InputStream input, ConsoleOutput output, Surroundings surroundings) {
        this.input = input;
        this.output = output;
        this.surroundings = surroundings;
    }

    /// Runs the command in the process and ends it with the exit code.
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        ConsoleOutput output = ConsoleOutput.ofProcess(surroundings.outputIsTerminal());
        System.exit(new Main(System.in, output, surroundings).run(arguments));
    }

    /// Runs the command on given streams, none of them a terminal, and returns the exit code.
    public static int run(
            String[] arguments, InputStream input, PrintStream results, PrintStream messages) {
        Surroundings surroundings = Surroundings.detached();
        ConsoleOutput output = new ConsoleOutput(results, messages, false);
        return new Main(input, output, surroundings).run(arguments);
    }

    private int run(String[] arguments) {
        CommandLine commandLine = CommandLineOptions.commandLine();
        CommandLineOptions options = commandLine.getCommand();
        try (output) {
            commandLine.parseArgs(arguments);
            if (options.wantsHelp()) {
                output.write(help());
                return ExitCode.OK;
            }
            if (options.wantsVersion()) {
                output.writeLine("sabot " + Version.text());
                return ExitCode.OK;
            }
            options.validate();
            return run(options);
        } catch (CommandLine.ParameterException e) {
            output.message("Error: " + e.getMessage());
            output.message("sabot sql --help lists all options.");
            return ExitCode.USAGE;
        } catch (OutputClosedException _) {
            // A reader such as head has seen enough: no news for the user, but no success either.
            return ExitCode.FAILED;
        } catch (IOException e) {
            output.message("Error: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private String help() {
        boolean isTerminal = surroundings.outputIsTerminal();
        int width = isTerminal ? surroundings.terminalWidth().getAsInt() : 0;
        return CommandLineOptions.help(width, surroundings.ink(isTerminal, false));
    }

    private int run(CommandLineOptions options) throws IOException {
        boolean isInteractive = options.sources().isEmpty() && surroundings.inputIsTerminal();
        boolean isColourless = options.isColourless();
        Ink messageInk = surroundings.ink(surroundings.messagesAreTerminal(), isColourless);
        Ink resultInk = surroundings.ink(surroundings.outputIsTerminal(), isColourless);
        Settings settings =
                new Settings(
                        isInteractive,
                        resultInk,
                        surroundings.outputIsTerminal() ? surroundings.terminalWidth() : () -> 0);
        options.applyTo(settings);
        ErrorPrinter errors = new ErrorPrinter(output, messageInk);
        try (Connection connection =
                Connections.open(options.url(), options.user(), surroundings::password)) {
            ConsoleSession session =
                    new ConsoleSession(connection, settings, options, surroundings, output, errors);
            return run(session, options, isInteractive) ? ExitCode.OK : ExitCode.FAILED;
        } catch (SQLException e) {
            errors.print(e, SourceText.typed(""), 0, 0);
            return ExitCode.FAILED;
        }
    }

    private boolean run(ConsoleSession session, CommandLineOptions options, boolean isInteractive)
            throws IOException {
        if (!session.prepare()) {
            return false;
        }
        if (isInteractive) {
            session.runInteractively();
            return true;
        }
        Thread cancellation = new Thread(session::cancelAndWait, "cancellation");
        Runtime.getRuntime().addShutdownHook(cancellation);
        try {
            return options.sources().isEmpty()
                    ? session.runScript(read(input))
                    : session.runSources();
        } finally {
            removeHook(cancellation);
        }
    }

    private static String read(InputStream input) throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is being interrupted, and the hook is what cancels the statement.
        }
    }
}
