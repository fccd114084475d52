package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sabot.jdbc.SabotErrors;
import dev.sabot.jdbc.SqlPosition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a newcomer does wrong where a test file cannot: each time an error with code and remedy, a
/// session that goes on, and no part of a file left over.
class BadInputTest {
    private static final int DEPTH = 10_000;

    @TempDir private Path folder;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:");
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private SQLException fails(String code, String sql) throws SQLException {
        SQLException error =
                assertThrows(
                        SQLException.class,
                        () -> {
                            if (statement.execute(sql)) {
                                try (ResultSet rows = statement.getResultSet()) {
                                    while (rows.next()) {
                                        rows.getObject(1);
                                    }
                                }
                            }
                        });
        SqlPosition position = SabotErrors.position(error);
        assertEquals(code, position == null ? null : position.codeName(), error::getMessage);
        assertAnswers();
        return error;
    }

    private void assertAnswers() throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertTrue(rows.next());
            assertEquals(1, rows.getInt(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "(, )",
        "ABS(, )",
        "NOT (, )",
        "CASE WHEN TRUE THEN , ' END'",
        "'ARRAY[', ']'",
        "'(SELECT ', )",
        "CAST(, ' AS INTEGER)'",
        "'EXISTS (SELECT 1 WHERE ', )",
        "-(, )",
        "'COALESCE(1, ', )"
    })
    void deepNestingIsRefused(String before, String after) throws SQLException {
        String open = before.contains(" ") ? before + " " : before;
        fails("STATEMENT_TOO_COMPLEX", "SELECT " + open.repeat(DEPTH) + "1" + after.repeat(DEPTH));
    }

    @Test
    void deepSubqueriesInFromAreRefused() throws SQLException {
        String sql = "SELECT * FROM (".repeat(DEPTH) + "SELECT 1" + ") AS t".repeat(DEPTH);
        fails("STATEMENT_TOO_COMPLEX", sql);
    }

    @Test
    void longStatementsRunOrAreRefused() throws SQLException {
        fails("STATEMENT_TOO_COMPLEX", "SELECT LENGTH('" + "x".repeat(5 << 20) + "')");
        String literal = "x".repeat(900 << 10);
        try (ResultSet rows = statement.executeQuery("SELECT LENGTH('" + literal + "')")) {
            assertTrue(rows.next());
            assertEquals(900 << 10, rows.getInt(1));
        }
        StringBuilder unknown = new StringBuilder("SELECT 1\n");
        while (unknown.length() < 900 << 10) {
            unknown.append("  -- a comment that goes on and on and on and on and on and on\n");
        }
        SQLException error = fails("UNKNOWN_TABLE", unknown + "FROM nope");
        SqlPosition position = SabotErrors.position(error);
        assertTrue(position != null && position.line() > 10_000, error::getMessage);
    }

    @Test
    void longListsRunOrAreRefused() throws SQLException {
        StringBuilder list = new StringBuilder("SELECT 1 WHERE 1 IN (0");
        for (int value = 2; list.length() < 5 << 20; value++) {
            list.append(", ").append(value);
        }
        try {
            assertEquals(0, count(list + ")"));
        } catch (SQLException e) {
            SqlPosition position = SabotErrors.position(e);
            assertTrue(
                    position != null && position.codeName().equals("STATEMENT_TOO_COMPLEX"),
                    e::getMessage);
        }
        assertAnswers();
    }

    private int count(String sql) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void damagedParquetNamesTheFile() throws SQLException, IOException {
        Path file = folder.resolve("a.parquet");
        statement.execute(
                "COPY (SELECT i, CAST(i AS VARCHAR) AS s FROM generate_series(1, 50000) AS g (i))"
                        + " TO '"
                        + file
                        + "'");
        byte[] bytes = Files.readAllBytes(file);
        for (double part : new double[] {0, 0.001, 0.3, 0.9, 0.999}) {
            Path cut = folder.resolve("cut.parquet");
            Files.write(cut, java.util.Arrays.copyOf(bytes, (int) (bytes.length * part)));
            SQLException error = fails("MALFORMED_FILE", "SELECT * FROM '" + cut + "'");
            assertTrue(error.getMessage().contains("cut.parquet"), error::getMessage);
        }
        Path page = folder.resolve("page.parquet");
        byte[] broken = bytes.clone();
        java.util.Arrays.fill(broken, 4, 400, (byte) 0xEE);
        Files.write(page, broken);
        SQLException error = fails("MALFORMED_FILE", "SELECT SUM(i), MAX(s) FROM '" + page + "'");
        assertTrue(error.getMessage().contains("page.parquet"), error::getMessage);
    }

    @Test
    void pathsWithoutFilesAreNamed() throws SQLException, IOException {
        Files.createDirectory(folder.resolve("empty"));
        for (String path : new String[] {"empty", "empty/*.csv", "nope.csv", "nope/x.parquet"}) {
            SQLException error =
                    fails(
                            "FILE_NOT_FOUND",
                            "SELECT * FROM read_csv('" + folder + "/" + path + "')");
            assertTrue(error.getMessage().contains(path), error::getMessage);
        }
        SqlPosition position =
                SabotErrors.position(
                        fails("FILE_NOT_FOUND", "SELECT *\n  FROM '" + folder + "/nope.csv'"));
        assertTrue(position != null && position.line() == 2 && position.column() == 8);
        Files.createDirectory(folder.resolve("folder.csv"));
        fails("FILE_IO", "COPY (SELECT 1 AS a) TO '" + folder + "/folder.csv' (OVERWRITE)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet"})
    void aFullDiskLeavesNoPartOfAFile(String format) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "a small disk needs the right to mount one");
        try {
            fails(
                    "DISK_FULL",
                    "COPY (SELECT i, random() AS r, md5(CAST(i AS VARCHAR)) AS m"
                            + " FROM generate_series(1, 200000) AS g (i)) TO '"
                            + disk.resolve("a." + format)
                            + "'");
            try (Stream<Path> left = Files.list(disk)) {
                assertEquals(0, left.count(), "parts of a file are left");
            }
        } finally {
            call("umount", disk.toString());
        }
    }

    private static int call(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return -1;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM generate_series(1, 10000000) AS a (i),"
                        + " generate_series(1, 10000000) AS b (j) WHERE i * 2 < j",
                "COPY (SELECT i FROM generate_series(1, 100000000000) AS g (i)) TO '%s'"
            })
    void whatNeverEndsIsCancelled(String sql) throws Exception {
        Path file = folder.resolve("endless.csv");
        CountDownLatch ended = new CountDownLatch(1);
        SQLException[] error = new SQLException[1];
        try (Statement endless = connection.createStatement()) {
            Thread thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    if (endless.execute(sql.formatted(file))) {
                                        endless.getResultSet().next();
                                    }
                                } catch (SQLException e) {
                                    error[0] = e;
                                } finally {
                                    ended.countDown();
                                }
                            });
            assertTrue(!ended.await(300, TimeUnit.MILLISECONDS), "it should not end");
            endless.cancel();
            thread.join();
        }
        assertEquals("57014", error[0].getSQLState());
        assertAnswers();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "parts of a file are left");
        }
    }
}
