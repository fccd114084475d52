package dev.sabot.bench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command that holds the benchmarks.
@Command(
        name = "sabot bench",
        sortOptions = false,
        customSynopsis = "sabot bench COMMAND [OPTIONS]",
        description = "%nBenchmarks that check every row before they believe a time.%n",
        optionListHeading = "Options:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sabot bench tpch --sf 1 --vs duckdb",
            "  sabot bench tpch --sf 10 --vs duckdb --source memory --queries 1,6,9",
            "  sabot bench plan --sf 1",
            "  sabot bench cancel --sf 1",
            "  sabot bench open",
            "",
            "sabot bench tpch --help and its like list all options."
        })
final class BenchCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("The command was not made by a command line.");
        }
        throw new ParameterException(known.commandLine(), "Name a benchmark, such as tpch");
    }
}
