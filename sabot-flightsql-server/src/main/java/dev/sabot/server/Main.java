package dev.sabot.server;

import dev.sabot.error.SabotException;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The `sabot server` command.
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int HELP_COLUMNS = 90;
    private static final int HELP_OPTION_COLUMNS = 28;

    private Main() {}

    /// Runs the command in the process and ends it with the exit code.
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.exit(run(arguments, out, System.err));
    }

    /// Runs the command and returns the exit code: 0 when it was told to stop, 1 when it could not
    /// start, 2 for a wrong command line.
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine commandLine = new CommandLine(new ServerCommand(out));
        commandLine
                .getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Print this text.")
                                .build());
        commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commandLine.setUsageHelpWidth(HELP_COLUMNS);
        commandLine.setUsageHelpLongOptionsMaxWidth(HELP_OPTION_COLUMNS);
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.setParameterExceptionHandler((error, _) -> {
            err.println("sabot server: " + error.getMessage());
            err.println("sabot server --help explains it.");
            return USAGE;
        });
        commandLine.setExecutionExceptionHandler((error, _, _) -> {
            err.println("sabot server: " + error.getMessage());
            if (!(error instanceof SabotException)) {
                error.printStackTrace(err);
            }
            return FAILED;
        });
        return commandLine.execute(arguments);
    }
}
