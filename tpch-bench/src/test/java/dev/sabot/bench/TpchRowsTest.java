package dev.sabot.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.Source;
import dev.sabot.bench.measure.Writer;
import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.run.BenchEngine;
import dev.sabot.bench.run.QueryFailure;
import dev.sabot.bench.run.RowCheck;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Holds every row of every TPC-H query to DuckDB's, wherever the tables are.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TpchRowsTest {
    private static final ScaleFactor SCALE = ScaleFactor.parse("0.01");

    private Path folder;
    private DataSet data;
    private BenchEngine oracle;
    private RowCheck check;

    @BeforeAll
    void generate(@TempDir Path temporary) throws Exception {
        folder = temporary;
        data = DataSet.generated(folder, SCALE, 2, silent());
        oracle = BenchEngine.open(EngineKind.DUCKDB, Map.of("threads", 2));
        oracle.addTables(data, Source.PARQUET);
        check = new RowCheck(oracle);
    }

    @AfterAll
    void close() throws SQLException {
        oracle.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DUCKDB, PARQUET, 1, 8192",
        "DUCKDB, PARQUET, 2, 8192",
        "DUCKDB, PARQUET, 1, 1000",
        "DUCKDB, PARQUET, 2, 1000",
        "DUCKDB, MEMORY, 1, 8192",
        "DUCKDB, MEMORY, 2, 8192",
        "DUCKDB, MEMORY, 1, 1000",
        "DUCKDB, MEMORY, 2, 1000",
        "SABOT, PARQUET, 1, 8192",
        "SABOT, PARQUET, 2, 8192",
        "SABOT, PARQUET, 1, 1000",
        "SABOT, PARQUET, 2, 1000"
    })
    void rows_are_those_of_duckdb(Writer writer, Source source, int threads, int batchRows)
            throws Exception {
        DataSet files =
                switch (writer) {
                    case DUCKDB -> data;
                    case SABOT -> DataSet.rewritten(data, SCALE, silent());
                };
        List<String> failures = new ArrayList<>();
        Map<String, Integer> settings = Map.of("threads", threads, "batch_rows", batchRows);
        try (BenchEngine sabot = BenchEngine.open(EngineKind.SABOT, settings)) {
            sabot.addTables(files, source);
            for (TpchQuery query : TpchQuery.all(SCALE)) {
                try {
                    check.check(query, sabot);
                } catch (QueryFailure failure) {
                    failures.add(failure.text());
                }
            }
        }
        if (!failures.isEmpty()) {
            fail("\n" + String.join("\n", failures));
        }
    }

    @Test
    void command_checks_times_and_writes_figures() throws Exception {
        Path json = folder.resolve("figures.json");
        BenchRun run =
                BenchRun.of(
                        "tpch",
                        "--sf=0.01",
                        "--data=" + folder,
                        "--vs=duckdb",
                        "--queries=6,1",
                        "--warmup=0",
                        "--runs=2",
                        "--cpu",
                        "--json=" + json);
        assertEquals(Main.OK, run.exitCode(), run.messages());
        assertTrue(run.results().startsWith("TPC-H SF 0.01, Parquet files"), run.results());
        assertTrue(run.results().contains("\nq01 "), run.results());
        assertTrue(run.results().contains("\ngeo. mean "), run.results());
        assertTrue(run.results().contains("\nrows: checked against DuckDB"), run.results());
        assertTrue(Files.readString(json).contains("\"median_ms\""), Files.readString(json));
    }

    @Test
    void command_says_that_rows_were_not_checked() {
        BenchRun run =
                BenchRun.of(
                        "tpch",
                        "--sf=0.01",
                        "--data=" + folder,
                        "--queries=6",
                        "--warmup=0",
                        "--runs=1",
                        "--no-check");
        assertEquals(Main.OK, run.exitCode(), run.messages());
        assertTrue(run.results().contains("\nrows: NOT CHECKED"), run.results());
    }

    @Test
    void plans_are_timed() {
        BenchRun run =
                BenchRun.of(
                        "plan",
                        "--sf=0.01",
                        "--data=" + folder,
                        "--queries=2,6",
                        "--warmup=0",
                        "--runs=1");
        assertEquals(Main.OK, run.exitCode(), run.messages());
        assertTrue(run.results().contains(" of 2 queries take more than 5 ms"), run.results());
    }

    private static BenchOutput silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new BenchOutput(nowhere, nowhere, false);
    }
}
