package dev.sabot.sqltest.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.SabotStatement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/// Statements that run on a server: large, cancelled, late, left alone; and connections that end.
@Timeout(120)
class RunningStatementsTest {
    private static final String ENDLESS =
            "SELECT COUNT(*) FROM generate_series(1, 1000000) AS a (n),"
                    + " generate_series(1, 1000000) AS b (m) WHERE a.n + b.m < 0";
    private static final String MANY_ROWS =
            "SELECT n, 'row number ' || n AS t FROM generate_series(1, 1000000) AS s (n)";
    private static final Duration SOON = Duration.ofSeconds(2);

    private static Doors doors;

    @BeforeAll
    static void open() throws SQLException {
        doors = new Doors();
    }

    // Fails when a statement left memory behind.
    @AfterAll
    static void close() throws SQLException {
        doors.close();
    }

    @Test
    void aLargeResultArrivesWhole() throws SQLException {
        try (Statement statement = doors.remote().createStatement()) {
            for (int fetchRows : new int[] {0, 1000}) {
                statement.setFetchSize(fetchRows);
                long rows = 0;
                long sum = 0;
                long characters = 0;
                try (ResultSet result = statement.executeQuery(MANY_ROWS)) {
                    while (result.next()) {
                        rows++;
                        sum += result.getLong(1);
                        characters += result.getString(2).length();
                    }
                }
                assertEquals(1_000_000, rows);
                assertEquals(500_000_500_000L, sum);
                assertEquals(16_888_896L, characters);
                assertEquals(1_000_000, ((SabotStatement) statement).progress().rowsRead());
            }
        }
    }

    @Test
    void aResultLeftInTheMiddleIsGivenBack() throws SQLException {
        for (int round = 0; round < 5; round++) {
            try (Statement statement = doors.remote().createStatement();
                    ResultSet result = statement.executeQuery(MANY_ROWS)) {
                assertTrue(result.next());
                assertEquals(1, result.getInt(1));
            }
        }
        try (Statement statement = doors.remote().createStatement()) {
            statement.setMaxRows(10);
            int rows = 0;
            try (ResultSet result = statement.executeQuery(MANY_ROWS)) {
                while (result.next()) {
                    rows++;
                }
            }
            assertEquals(10, rows);
        }
    }

    @Test
    void cancelEndsAStatementAtOnce() throws SQLException, InterruptedException {
        try (Statement statement = doors.remote().createStatement()) {
            Instant[] cancelled = new Instant[1];
            Thread canceller =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    Thread.sleep(500);
                                    cancelled[0] = Instant.now();
                                    statement.cancel();
                                } catch (InterruptedException | SQLException e) {
                                    throw new AssertionError(e);
                                }
                            });
            SQLException error =
                    assertThrows(
                            SQLException.class,
                            () -> {
                                try (ResultSet rows = statement.executeQuery(ENDLESS)) {
                                    rows.next();
                                }
                            });
            Instant ended = Instant.now();
            canceller.join();
            assertEquals("57014", error.getSQLState());
            Duration waited = Duration.between(cancelled[0], ended);
            assertTrue(waited.compareTo(SOON) < 0, "waited " + waited);
            assertEquals(2, Doors.rows(doors.remote(), "SELECT 1").size());
        }
        awaitNothingRunning();
    }

    // The server may still be ending what the client has left.
    private static void awaitNothingRunning() throws InterruptedException {
        for (int wait = 0; wait < 100 && doors.server().engine().allocatedBytes() > 0; wait++) {
            Thread.sleep(20);
        }
        assertEquals(0, doors.server().engine().allocatedBytes());
    }

    @Test
    void aTimeoutEndsAStatementOnTheServer() throws SQLException, InterruptedException {
        try (Statement statement = doors.remote().createStatement()) {
            statement.setQueryTimeout(1);
            Instant start = Instant.now();
            SQLException error =
                    assertThrows(
                            SQLException.class,
                            () -> {
                                try (ResultSet rows = statement.executeQuery(ENDLESS)) {
                                    rows.next();
                                }
                            });
            assertEquals("57014", error.getSQLState());
            assertEquals(SQLTimeoutException.class, error.getClass());
            assertTrue(Duration.between(start, Instant.now()).toMillis() < 10_000);
        }
        awaitNothingRunning();
    }

    @Test
    void aTimeoutCoversReadingToo() throws SQLException, InterruptedException {
        try (Statement statement = doors.remote().createStatement()) {
            statement.setQueryTimeout(1);
            SQLException error =
                    assertThrows(
                            SQLException.class,
                            () -> {
                                try (ResultSet rows =
                                        statement.executeQuery(
                                                "SELECT a.n FROM generate_series(1, 1000000) AS"
                                                        + " a (n), generate_series(1, 1000) AS b"
                                                        + " (m)")) {
                                    while (rows.next()) {
                                        if (rows.getRow() % 100_000 == 0) {
                                            Thread.sleep(100);
                                        }
                                    }
                                }
                            });
            assertEquals("57014", error.getSQLState());
        }
        awaitNothingRunning();
    }

    @Test
    void aPoolCanTellALiveConnectionFromADeadOne() throws SQLException {
        Connection connection = doors.connect("");
        assertTrue(connection.isValid(5));
        connection.close();
        assertFalse(connection.isValid(5));
        Connection aborted = doors.connect("");
        aborted.abort(Runnable::run);
        assertTrue(aborted.isClosed());
        assertFalse(aborted.isValid(5));
    }

    @Test
    void aServerThatStopsIsNoticed() throws SQLException {
        Doors own = new Doors();
        Connection connection = own.connect("");
        assertTrue(connection.isValid(5));
        own.close();
        assertFalse(connection.isValid(2));
        SQLException error =
                assertThrows(SQLException.class, () -> Doors.rows(connection, "SELECT 1"));
        assertEquals("08", error.getSQLState().substring(0, 2), error.getMessage());
        connection.close();
    }

    @Test
    void connectionsHaveSessionsOfTheirOwn() throws SQLException {
        try (Connection one = doors.connect("?timezone=Asia/Tokyo");
                Connection other = doors.connect("")) {
            Doors.rows(one, "SELECT 1");
            try (Statement statement = one.createStatement()) {
                statement.execute("CREATE TABLE shared (x INTEGER)");
            }
            assertEquals(1, Doors.rows(other, "SELECT x FROM shared").size());
            assertEquals("Asia/Tokyo", setting(one), "the option of the URL is the session's own");
            assertNotEquals("Asia/Tokyo", setting(other));
            try (Statement statement = other.createStatement()) {
                statement.execute("DROP TABLE shared");
            }
        }
    }

    private static String setting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW SETTINGS LIKE 'timezone'")) {
            rows.next();
            return rows.getString("setting_value");
        }
    }
}
