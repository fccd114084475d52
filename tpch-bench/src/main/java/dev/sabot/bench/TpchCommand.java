package dev.sabot.bench;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.measure.Source;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.report.FiguresFile;
import dev.sabot.bench.report.Machine;
import dev.sabot.bench.report.TimesTable;
import dev.sabot.bench.run.BenchEngine;
import dev.sabot.bench.run.QueryFailure;
import dev.sabot.bench.run.QueryTiming;
import dev.sabot.bench.run.RowCheck;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `sabot bench tpch`: the 22 queries of TPC-H, checked and timed.
@Command(
        name = "tpch",
        sortOptions = false,
        customSynopsis = "sabot bench tpch [OPTIONS]",
        header = "Checks and times the TPC-H queries, also against DuckDB.",
        description = {
            "%nGenerates the TPC-H tables as Parquet files once, compares every row of every query"
                    + " with DuckDB's answer over the same files, and then takes the times. The"
                    + " engines take turns in this process; a time lasts from the text of the query"
                    + " until all rows are Java values.%n",
            "The queries have the standard text. The data are not audited, and no figure is a TPC"
                    + " result."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all rows are right, and the times were taken",
            "1:a query has wrong rows, or something failed",
            "2:the command line is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sabot bench tpch",
            "  sabot bench tpch --sf 10 --vs duckdb --cpu --json figures.json",
            "  sabot bench tpch --vs duckdb --source memory --threads 1 --queries 1,6",
            "  sabot bench tpch --sf 0.01 --writer sabot --check-only",
            "  sabot bench tpch --url jdbc:sabot://localhost:32010"
        })
final class TpchCommand implements Callable<Integer> {
    /// The engines Sabot can be measured against.
    enum Peer {
        DUCKDB;

        @Override
        public String toString() {
            return EngineKind.DUCKDB.toString();
        }
    }

    private static final int WARM_UPS = 2;

    private final BenchOutput output;

    @Mixin private DataOptions options = new DataOptions();

    @Option(
            names = "--vs",
            order = -1,
            paramLabel = "ENGINE",
            description = "Measure another engine, too: ${COMPLETION-CANDIDATES}.")
    private @Nullable Peer peer;

    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description =
                    "The server Sabot runs on, instead of this process, as in"
                            + " jdbc:sabot://HOST:PORT. It reads the same files.")
    private @Nullable String url;

    @Option(
            names = "--cpu",
            description = "Show the processor time of the process per run, of all its threads.")
    private boolean showsCpu;

    @Option(
            names = "--check-only",
            description =
                    "Check the rows of all queries and time nothing; tells of every query that is"
                            + " wrong instead of stopping at the first.")
    private boolean checksOnly;

    @Option(names = "--no-check", description = "Time without checking rows; the result says so.")
    private boolean skipsCheck;

    TpchCommand(BenchOutput output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, SQLException, QueryFailure {
        Setup setup = options.setup(WARM_UPS);
        List<TpchQuery> queries = options.queries();
        if (checksOnly && skipsCheck) {
            throw options.wrong("--check-only and --no-check exclude each other");
        }
        Machine machine = Machine.now();
        DataSet data = options.prepareData(output);
        Map<String, Integer> settings = Map.of("threads", setup.threads());
        String sabotUrl = url == null ? EngineKind.SABOT.url() : url;
        try (BenchEngine sabot = BenchEngine.open(EngineKind.SABOT, sabotUrl, settings);
                BenchEngine duckdb = BenchEngine.open(EngineKind.DUCKDB, settings)) {
            output.message("data: " + data.folder());
            if (url != null) {
                output.message("Sabot is behind a server: its times include the way there");
            }
            fill(sabot, data, setup.source());
            // As the oracle alone it reads the files, which spares the memory of its tables.
            fill(duckdb, data, peer == null ? Source.PARQUET : setup.source());
            RowCheck check = skipsCheck ? null : new RowCheck(duckdb);
            if (checksOnly && check != null) {
                return checkAll(queries, check, sabot) ? Main.OK : Main.FAILED;
            }
            if (check != null) {
                for (TpchQuery query : queries) {
                    output.progress(() -> "checking " + query.name());
                    check.check(query, sabot);
                }
                output.message("rows: all " + queries.size() + " queries agree with DuckDB's");
            }
            List<BenchEngine> engines = peer == null ? List.of(sabot) : List.of(sabot, duckdb);
            time(setup, engines, check, queries, machine);
        }
        return Main.OK;
    }

    private void fill(BenchEngine engine, DataSet data, Source source) throws SQLException {
        if (source == Source.MEMORY) {
            output.message("filling the tables of " + engine.kind());
        }
        engine.addTables(data, source);
    }

    /// Returns whether all rows are right.
    private boolean checkAll(List<TpchQuery> queries, RowCheck check, BenchEngine sabot) {
        int numWrong = 0;
        for (TpchQuery query : queries) {
            output.progress(() -> "checking " + query.name());
            try {
                check.check(query, sabot);
                output.line(query.name() + " ok");
            } catch (QueryFailure failure) {
                output.line(failure.text());
                numWrong++;
            }
        }
        output.line(
                numWrong == 0
                        ? "all " + queries.size() + " queries agree with DuckDB"
                        : numWrong + " of " + queries.size() + " queries fail");
        return numWrong == 0;
    }

    private void time(
            Setup setup,
            List<BenchEngine> engines,
            @Nullable RowCheck check,
            List<TpchQuery> queries,
            Machine machine)
            throws IOException, SQLException, QueryFailure {
        Map<EngineKind, String> versions = new EnumMap<>(EngineKind.class);
        for (BenchEngine engine : engines) {
            versions.put(engine.kind(), engine.version());
        }
        TimesTable table =
                new TimesTable(engines.stream().map(BenchEngine::kind).toList(), showsCpu);
        QueryTiming timing = new QueryTiming(setup, engines, check, output);
        output.line(setup.toString());
        output.line("");
        output.line(table.header());
        List<QueryFigures> figures = new ArrayList<>();
        for (TpchQuery query : queries) {
            QueryFigures measured = timing.warmUpAndTime(query);
            figures.add(measured);
            output.line(table.line(measured));
        }
        output.line("");
        table.summary(figures).forEach(output::line);
        closing(machine, versions, check != null).forEach(output::line);
        Path json = options.json();
        if (json != null) {
            new FiguresFile("tpch", setup, check != null, machine, versions, figures).write(json);
        }
    }

    private static List<String> closing(
            Machine machine, Map<EngineKind, String> versions, boolean isChecked) {
        List<String> lines = new ArrayList<>();
        lines.add(
                isChecked
                        ? "rows: checked against DuckDB, before the times and after every run"
                        : "rows: NOT CHECKED (--no-check); these times prove nothing");
        List<String> engines = new ArrayList<>();
        versions.forEach((kind, version) -> engines.add(kind + " " + version));
        lines.add("engines: " + String.join(", ", engines));
        lines.add("machine: " + machine);
        if (machine.isBusy()) {
            lines.add("warning: others were computing at the start; do not publish these times");
        }
        Machine.peakResidentBytes()
                .ifPresent(bytes ->
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "peak memory of this process, with all engines in"
                                                + " it: %,d MiB resident",
                                        bytes >> 20)));
        return lines;
    }
}
