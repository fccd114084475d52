package dev.sabot.bench;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.measure.Source;
import dev.sabot.bench.measure.Writer;
import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// The options of every benchmark over the TPC-H tables.
final class DataOptions {
    private static final int MAX_THREADS = 256;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--sf",
            paramLabel = "N",
            defaultValue = "1",
            converter = ScaleFactorConverter.class,
            description =
                    "Scale factor of the tables: 1 is 8.7 million rows in 310 MB of Parquet."
                            + " Default: ${DEFAULT-VALUE}.")
    private ScaleFactor scale = ScaleFactor.parse("1");

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "parquet",
            description =
                    "Where the tables are: ${COMPLETION-CANDIDATES}. Memory tables are filled"
                            + " from the Parquet files first. Default: ${DEFAULT-VALUE}.")
    private Source source = Source.PARQUET;

    @Option(
            names = "--writer",
            paramLabel = "WRITER",
            defaultValue = "duckdb",
            description =
                    "Who wrote the Parquet files: ${COMPLETION-CANDIDATES}. Sabot's are written"
                            + " with COPY ... TO from DuckDB's, and compared with them."
                            + " Default: ${DEFAULT-VALUE}.")
    private Writer writer = Writer.DUCKDB;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder of the Parquet files, which are made there once."
                            + " Default: ~/.sabot/bench/tpch-sfN.")
    private @Nullable Path data;

    @Option(
            names = "--queries",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description = "The queries, such as 1,6,21. Default: all 22.")
    private List<Integer> queries = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads each engine may use. Default: one per core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Runs of each query before those that count. Default: 2; of plan: 20.")
    private @Nullable Integer givenWarmUps;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of each query that count. Default: ${DEFAULT-VALUE}.")
    private int runs = 5;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures to a file, too.")
    private @Nullable Path json;

    /// Returns what was chosen.
    ///
    /// @param usualWarmUps the warm-up runs when none were chosen
    ///
    /// **Errors**: ParameterException.
    Setup setup(int usualWarmUps) {
        int warmUps = givenWarmUps == null ? usualWarmUps : givenWarmUps;
        if (threads < 1 || threads > MAX_THREADS) {
            throw wrong("--threads must be 1 to " + MAX_THREADS + ", not " + threads);
        }
        if (runs < 1) {
            throw wrong("--runs must be 1 or more, not " + runs);
        }
        if (warmUps < 0) {
            throw wrong("--warmup must be 0 or more, not " + warmUps);
        }
        return new Setup(scale, source, writer, threads, warmUps, runs);
    }

    /// Returns the queries chosen, in the order of their numbers.
    ///
    /// **Errors**: ParameterException.
    List<TpchQuery> queries() {
        if (queries.isEmpty()) {
            return TpchQuery.all(scale);
        }
        for (int number : queries) {
            if (number < 1 || number > TpchQuery.COUNT) {
                throw wrong("there is no query " + number + "; there are 1 to " + TpchQuery.COUNT);
            }
        }
        return queries.stream()
                .distinct()
                .sorted()
                .map(number -> TpchQuery.of(number, scale))
                .toList();
    }

    /// Returns the files, made where they are missing.
    DataSet prepareData(BenchOutput output) throws IOException, SQLException {
        Path folder = data == null ? DataSet.usualFolder(scale) : data;
        DataSet generated = DataSet.generated(folder, scale, threads, output);
        return switch (writer) {
            case DUCKDB -> generated;
            case SABOT -> DataSet.rewritten(generated, scale, output);
        };
    }

    @Nullable Path json() {
        return json;
    }

    ParameterException wrong(String message) {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("The options were not made by a command line.");
        }
        return new ParameterException(known.commandLine(), message);
    }

    static final class ScaleFactorConverter implements ITypeConverter<ScaleFactor> {
        @Override
        public ScaleFactor convert(String text) {
            try {
                return ScaleFactor.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
