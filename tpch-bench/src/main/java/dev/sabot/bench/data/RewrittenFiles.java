package dev.sabot.bench.data;

import dev.sabot.bench.report.BenchOutput;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lets Sabot write each file of another data set anew with COPY, and DuckDB compare both.
final class RewrittenFiles implements FileMaker, AutoCloseable {
    private final DataSet source;
    private final BenchOutput output;
    private final Connection sabot;
    private final Connection duckdb;

    private RewrittenFiles(
            DataSet source, BenchOutput output, Connection sabot, Connection duckdb) {
        this.source = source;
        this.output = output;
        this.sabot = sabot;
        this.duckdb = duckdb;
    }

    static RewrittenFiles open(DataSet source, BenchOutput output) throws SQLException {
        Connection sabot = DriverManager.getConnection("jdbc:sabot:");
        try {
            return new RewrittenFiles(
                    source, output, sabot, DriverManager.getConnection("jdbc:duckdb:"));
        } catch (SQLException e) {
            sabot.close();
            throw e;
        }
    }

    @Override
    public String activity() {
        return "writing";
    }

    @Override
    public int numThreads() {
        return 1;
    }

    @Override
    public int numFiles(DataTable<?> table) throws IOException {
        return sourceFiles(table).size();
    }

    private List<Path> sourceFiles(DataTable<?> table) throws IOException {
        try (Stream<Path> files = Files.list(source.folder(table))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    @Override
    public long make(DataTable<?> table, int index, Path file) throws IOException, SQLException {
        Path original = sourceFiles(table).get(index);
        output.progress(() -> "writing " + file);
        try (Statement statement = sabot.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM "
                            + SqlText.literal(original)
                            + ") TO "
                            + SqlText.literal(file)
                            + " (FORMAT parquet, COMPRESSION 'snappy', ROW_GROUP_SIZE 122880)");
        }
        output.progress(() -> "comparing " + file);
        String written = SqlText.literal(file);
        check(file, columns(SqlText.literal(original)), columns(written));
        long rows = count(SqlText.literal(original));
        check(file, rows + " rows", count(written) + " rows");
        long missing =
                number(
                        "SELECT count(*) FROM (FROM read_parquet(%s) EXCEPT ALL FROM"
                                        .formatted(SqlText.literal(original))
                                + " read_parquet(%s))".formatted(written));
        check(file, "all rows", missing == 0 ? "all rows" : missing + " other rows");
        return rows;
    }

    private static void check(Path file, String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new SabotException(
                    ErrorCode.CORRUPT_STATE,
                    "COPY wrote "
                            + actual
                            + " to "
                            + file
                            + ", but the source has "
                            + expected
                            + " (as DuckDB reads both files)");
        }
    }

    private String columns(String file) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "DESCRIBE SELECT * FROM read_parquet(" + file + ")")) {
            while (result.next()) {
                columns.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return String.join(", ", columns);
    }

    private long count(String file) throws SQLException {
        return number("SELECT count(*) FROM read_parquet(" + file + ")");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try (sabot) {
            duckdb.close();
        }
    }
}
