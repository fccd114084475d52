package dev.sabot.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.SabotStatement;
import dev.sabot.jdbc.session.Progress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/// Continuous queries and jobs as programs see them.
@Timeout(60)
class ContinuousQueryTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:");
        run(
                "CREATE TABLE s (ts TIMESTAMP(3), v INTEGER, WATERMARK FOR ts AS ts)"
                        + " WITH ('connector' = 'memory', 'unbounded' = 'true')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(int second, int value) throws SQLException {
        run("INSERT INTO s VALUES (TIMESTAMP '2025-01-01 00:00:0" + second + "', " + value + ")");
    }

    @Test
    void nextWaitsForRowsUntilTheStatementIsCancelled() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT v FROM s WHERE v > 1")) {
            insert(1, 1);
            insert(2, 2);
            assertTrue(rows.next());
            assertEquals(2, rows.getInt(1));
            CompletableFuture<Void> later =
                    CompletableFuture.runAsync(() -> {
                        try {
                            insert(3, 3);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            assertTrue(rows.next());
            assertEquals(3, rows.getInt(1));
            later.join();
            Progress progress = ((SabotStatement) statement).progress();
            assertFalse(progress.isFractionKnown());
            assertNotNull(progress.stream());
            CompletableFuture<Void> cancelling =
                    CompletableFuture.runAsync(() -> {
                        try {
                            statement.cancel();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            SQLException cancelled = assertThrows(SQLException.class, rows::next);
            assertEquals("57014", cancelled.getSQLState());
            cancelling.join();
        }
    }

    @Test
    void changesSayWhatHappens() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(3);
            try (ResultSet rows = statement.executeQuery("SELECT SUM(v) AS total FROM s")) {
                assertEquals("_op", rows.getMetaData().getColumnLabel(1));
                assertTrue(rows.next());
                assertEquals("+I", rows.getString(1));
                insert(1, 5);
                assertTrue(rows.next());
                assertEquals("-D", rows.getString("_op"));
                assertTrue(rows.next());
                assertEquals(5, rows.getInt("total"));
                assertFalse(rows.next());
            }
        }
    }

    @Test
    void closingEndsAQueryNobodyReads() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM s");
        insert(1, 1);
        assertTrue(rows.next());
        statement.close();
        assertTrue(rows.isClosed());
    }

    @Test
    void insertingFromAStreamStartsAJob() throws Exception {
        run("SET 'stream.commit-interval' = '10 ms'");
        run("CREATE TABLE sink (v INTEGER)");
        try (Statement statement = connection.createStatement()) {
            assertEquals(0, statement.executeUpdate("INSERT INTO sink SELECT v * 10 FROM s"));
            assertTrue(statement.getWarnings().getMessage().contains("CANCEL JOB 1"));
            insert(1, 4);
            assertEquals(40, awaitValue(statement, "SELECT MAX(v) FROM sink"));
            assertEquals(1, awaitValue(statement, "SELECT rows_in FROM sabot.system.jobs"));
            statement.execute("CANCEL JOB sink");
            assertEquals(
                    1,
                    awaitValue(
                            statement,
                            "SELECT COUNT(*) FROM sabot.system.jobs WHERE state = 'CANCELLED'"));
            SQLException unknown =
                    assertThrows(SQLException.class, () -> statement.execute("CANCEL JOB other"));
            assertEquals("42704", unknown.getSQLState());
        }
    }

    @Test
    void aJobKeepsItsError() throws Exception {
        run("CREATE TABLE sink (v INTEGER)");
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO sink SELECT 1 / v FROM s");
            insert(1, 0);
            assertEquals(
                    1,
                    awaitValue(
                            statement,
                            "SELECT COUNT(*) FROM sabot.system.jobs WHERE state = 'FAILED'"
                                    + " AND error LIKE 'DIVISION_BY_ZERO%'"));
        }
    }

    @Test
    void closingTheDatabaseEndsItsJobs() throws SQLException {
        run("CREATE TABLE sink (v INTEGER)");
        run("INSERT INTO sink SELECT v FROM s");
        run("INSERT INTO s SELECT ts, v + 1 FROM s WHERE v < 0");
        connection.close();
        assertTrue(connection.isClosed());
    }

    /// Asks until the answer is more than 0.
    private static int awaitValue(Statement statement, String sql) throws SQLException {
        while (true) {
            try (ResultSet rows = statement.executeQuery(sql)) {
                if (rows.next() && rows.getInt(1) > 0) {
                    return rows.getInt(1);
                }
            }
        }
    }
}
