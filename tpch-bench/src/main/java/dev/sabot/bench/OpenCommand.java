package dev.sabot.bench;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.Times;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.report.Machine;
import dev.sabot.bench.run.BenchEngine;
import dev.sabot.bench.run.LatencyReport;
import dev.sabot.bench.run.Stopwatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `sabot bench open`: how long opening an engine takes.
@Command(
        name = "open",
        sortOptions = false,
        customSynopsis = "sabot bench open [OPTIONS]",
        header = "Times the opening of an engine in a warm JVM.",
        description = {
            "%nOpens jdbc:sabot: and closes it again, as often as --warmup says, and then takes"
                    + " the time of each opening, and of each opening with its first SELECT 1."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  sabot bench open", "  sabot bench open --warmup 100 --runs 200"})
final class OpenCommand implements Callable<Integer> {
    private static final double AIM_MILLIS = 10;

    private final BenchOutput output;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "50",
            description = "Engines opened before the first is timed. Default: ${DEFAULT-VALUE}.")
    private int warmUps;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description = "Engines timed. Default: ${DEFAULT-VALUE}.")
    private int runs;

    OpenCommand(BenchOutput output) {
        this.output = output;
    }

    @Override
    public Integer call() throws SQLException {
        times(warmUps, true);
        LatencyReport report = new LatencyReport("opening", AIM_MILLIS);
        output.line(report.header());
        output.line(report.line("open", times(runs, false)));
        output.line(report.line("open, SELECT 1", times(runs, true)));
        output.line(report.summary());
        output.line("machine: " + Machine.now());
        return Main.OK;
    }

    private static List<Times> times(int count, boolean isAsked) throws SQLException {
        List<Times> times = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            Stopwatch stopwatch = new Stopwatch();
            stopwatch.start();
            try (BenchEngine sabot = BenchEngine.open(EngineKind.SABOT, Map.of())) {
                if (isAsked) {
                    sabot.query("SELECT 1");
                }
                stopwatch.stop();
            }
            times.add(stopwatch.times());
        }
        return times;
    }
}
