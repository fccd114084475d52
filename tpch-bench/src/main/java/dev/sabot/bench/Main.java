package dev.sabot.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.run.QueryFailure;
import dev.sabot.error.SabotException;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;

/// The `sabot bench` command.
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final int HELP_COLUMNS = 90;
    private static final int HELP_OPTION_COLUMNS = 24;

    private Main() {}

    /// Runs the command in the process and ends it with the exit code.
    public static void main(String[] arguments) {
        System.exit(run(arguments, BenchOutput.ofProcess()));
    }

    /// Runs the command and returns the exit code: 0, 1 for wrong rows and errors, 2 for a wrong
    /// command line.
    public static int run(String[] arguments, BenchOutput output) {
        CommandLine commandLine = new CommandLine(new BenchCommand());
        commandLine.addSubcommand(new TpchCommand(output));
        commandLine.addSubcommand(new PlanCommand(output));
        commandLine.addSubcommand(new CancelCommand(output));
        commandLine.addSubcommand(new OpenCommand(output));
        addHelp(commandLine);
        commandLine.getSubcommands().values().forEach(Main::addHelp);
        commandLine.setOut(new PrintWriter(output.results(), true, UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.setUsageHelpWidth(HELP_COLUMNS);
        commandLine.setUsageHelpLongOptionsMaxWidth(HELP_OPTION_COLUMNS);
        commandLine.setParameterExceptionHandler((error, _) -> wrongUsage(error, output));
        commandLine.setExecutionExceptionHandler((error, _, _) -> failure(error, output));
        return commandLine.execute(arguments);
    }

    private static void addHelp(CommandLine commandLine) {
        commandLine
                .getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Print this text.")
                                .build());
    }

    private static int wrongUsage(CommandLine.ParameterException error, BenchOutput output) {
        output.message("Error: " + error.getMessage());
        output.message(
                error.getCommandLine().getCommandSpec().qualifiedName() + " --help explains it.");
        return USAGE;
    }

    private static int failure(Exception error, BenchOutput output) {
        output.eraseProgress();
        switch (error) {
            case QueryFailure failure -> output.message("Error: " + failure.text());
            case SabotException failure ->
                    output.message("Error: " + failure.getMessage() + " (" + failure.code() + ")");
            case SQLException failure -> output.message("Error: " + failure.getMessage());
            case IOException failure -> output.message("Error: " + failure);
            default -> {
                // A fault of this program: whoever mends it needs to know where.
                output.message("Error: " + error);
                for (StackTraceElement element : error.getStackTrace()) {
                    output.message("    at " + element);
                }
            }
        }
        return FAILED;
    }
}
