package dev.sabot.bench.data;

import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.report.BenchOutput;

import io.trino.tpch.TpchEntity;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;

/// Generates rows and lets DuckDB write them as Parquet files.
///
/// Each file passes through a DuckDB of its own, so that files can be made side by side.
final class GeneratedFiles implements FileMaker {
    private static final int PROGRESS_ROWS = 20_000;

    /// Rows of all tables at scale factor 1.
    private static final long TOTAL_AT_ONE =
            DataTable.ALL.stream().mapToLong(DataTable::rowsAtOne).sum();

    private final ScaleFactor scale;
    private final int numThreads;
    private final BenchOutput output;
    private final LongAdder rowsDone = new LongAdder();

    GeneratedFiles(ScaleFactor scale, int numThreads, BenchOutput output) {
        this.scale = scale;
        this.numThreads = numThreads;
        this.output = output;
    }

    @Override
    public String activity() {
        return "generating";
    }

    @Override
    public int numThreads() {
        return numThreads;
    }

    @Override
    public int numFiles(DataTable<?> table) {
        return table.numFiles(scale);
    }

    @Override
    public long make(DataTable<?> table, int index, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // One thread keeps the order of the rows, and leaves the others to other files.
            statement.execute("SET threads = 1");
            statement.execute("CREATE TABLE generated (" + table.columns() + ")");
            long rows = append(table, index, connection.unwrap(DuckDBConnection.class));
            statement.execute(
                    "COPY generated TO "
                            + SqlText.literal(file)
                            + " (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)");
            return rows;
        }
    }

    private <E extends TpchEntity> long append(
            DataTable<E> table, int index, DuckDBConnection connection) throws SQLException {
        int numFiles = numFiles(table);
        long rows = 0;
        try (DuckDBAppender appender =
                connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "generated")) {
            Iterable<E> generated =
                    table.generator()
                            .createGenerator(scale.value().doubleValue(), index + 1, numFiles);
            for (E row : generated) {
                appender.beginRow();
                table.writer().append(appender, row);
                appender.endRow();
                rows++;
                if (rows % PROGRESS_ROWS == 0) {
                    progress(table);
                }
            }
        }
        return rows;
    }

    private void progress(DataTable<?> table) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("another file failed");
        }
        rowsDone.add(PROGRESS_ROWS);
        long done = rowsDone.sum();
        double total = scale.value().doubleValue() * TOTAL_AT_ONE;
        output.progress(() ->
                String.format(
                        Locale.ROOT,
                        "%s %s: %,d rows, %.0f %% of all tables",
                        activity(),
                        table.name(),
                        done,
                        Math.min(99, 100 * done / total)));
    }
}
