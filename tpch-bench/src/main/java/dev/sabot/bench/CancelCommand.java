package dev.sabot.bench;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.data.DataTable;
import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.measure.Times;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.report.Machine;
import dev.sabot.bench.run.BenchEngine;
import dev.sabot.bench.run.CancelTiming;
import dev.sabot.bench.run.LatencyReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `sabot bench cancel`: how long a cancelled statement goes on.
@Command(
        name = "cancel",
        sortOptions = false,
        customSynopsis = "sabot bench cancel [OPTIONS]",
        header = "Times how long statements go on once they are cancelled.",
        description = {
            "%nStarts each statement, cancels it from a second thread after a random time below"
                + " what it takes, and takes the time from cancel() to its end. Statements: the"
                + " TPC-H queries, a cross join, a sort, an aggregate of many groups, a scan and a"
                + " COPY."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  sabot bench cancel --sf 1 --runs 10"})
final class CancelCommand implements Callable<Integer> {
    private static final double AIM_MILLIS = 100;

    private final BenchOutput output;

    @Mixin private DataOptions options = new DataOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the times to cancel at. Default: ${DEFAULT-VALUE}.")
    private long seed;

    CancelCommand(BenchOutput output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Setup setup = options.setup(1);
        DataSet data = options.prepareData(output);
        Path folder = Files.createTempDirectory("sabot-cancel");
        LatencyReport report = new LatencyReport("cancel() to the end", AIM_MILLIS);
        try (BenchEngine sabot =
                BenchEngine.open(EngineKind.SABOT, Map.of("threads", setup.threads()))) {
            sabot.addTables(data, setup.source());
            CancelTiming timing = new CancelTiming(sabot, seed);
            output.line(report.header());
            for (Map.Entry<String, String> statement : statements(data, folder).entrySet()) {
                List<Times> ends = timing.time(statement.getValue(), setup.runs());
                output.line(report.line(statement.getKey(), ends));
            }
        } finally {
            Files.deleteIfExists(folder.resolve("copy.parquet"));
            Files.deleteIfExists(folder);
        }
        output.line(report.summary());
        output.line("machine: " + Machine.now() + ", " + setup + ", seed " + seed);
        return Main.OK;
    }

    private Map<String, String> statements(DataSet data, Path folder) {
        Map<String, String> statements = new LinkedHashMap<>();
        for (TpchQuery query : options.queries()) {
            statements.put("q" + query.number(), query.text());
        }
        statements.put(
                "cross join",
                "SELECT COUNT(*) FROM lineitem AS a, lineitem AS b WHERE a.l_comment <"
                        + " b.l_comment");
        statements.put("sort", "SELECT * FROM lineitem ORDER BY l_comment, l_orderkey");
        statements.put(
                "aggregate",
                "SELECT l_comment, l_orderkey, COUNT(*), SUM(l_tax) FROM lineitem GROUP BY 1, 2");
        statements.put(
                "scan",
                "SELECT MAX(l_comment), MIN(l_shipinstruct), SUM(l_extendedprice) FROM "
                        + data.files(lineitem()));
        statements.put(
                "copy", "COPY lineitem TO '" + folder.resolve("copy.parquet") + "' (OVERWRITE)");
        return statements;
    }

    private static DataTable<?> lineitem() {
        return DataTable.ALL.stream()
                .filter(table -> table.name().equals("lineitem"))
                .findFirst()
                .orElseThrow();
    }
}
