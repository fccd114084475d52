package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.Progress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class StatementTest {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private SabotConnection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:").unwrap(SabotConnection.class);
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        executor.shutdownNow();
        connection.close();
        assertEquals(0, FixtureExecution.OPEN_BLOCKS.get());
    }

    @Test
    void sessionSaysWhetherThereAreRows() throws SQLException {
        assertTrue(statement.execute("numbers 1"));
        assertEquals(-1, statement.getUpdateCount());
        assertNotNull(statement.getResultSet());
        assertFalse(statement.execute("count 7"));
        assertNull(statement.getResultSet());
        assertEquals(7, statement.getUpdateCount());
        assertFalse(statement.getMoreResults());
        assertEquals(-1, statement.getUpdateCount());
        assertEquals(3, statement.executeUpdate("count 3"));
        assertEquals(5_000_000_000L, statement.executeLargeUpdate("count 5000000000"));
        assertEquals(Statement.SUCCESS_NO_INFO, statement.executeUpdate("count 5000000000"));
        assertEquals("07005", state(() -> statement.executeQuery("count 1")));
        assertEquals("HY000", state(() -> statement.executeUpdate("numbers 1")));
        assertFalse(statement.getGeneratedKeys().next());
    }

    private interface Call {
        void run() throws SQLException;
    }

    private static String state(Call call) {
        return assertThrows(SQLException.class, call::run).getSQLState();
    }

    @Test
    void nextExecutionClosesTheResult() throws SQLException {
        ResultSet first = statement.executeQuery("numbers 10");
        assertTrue(first.next());
        ResultSet second = statement.executeQuery("numbers 10");
        assertTrue(first.isClosed());
        statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        assertFalse(second.isClosed());
        statement.close();
        assertTrue(second.isClosed());
        assertEquals("HY010", state(() -> statement.execute("count 1")));
    }

    @Test
    void closesOnCompletion() throws SQLException {
        statement.closeOnCompletion();
        statement.executeQuery("numbers 1");
        ResultSet second = statement.executeQuery("numbers 1");
        assertFalse(statement.isClosed());
        second.close();
        assertTrue(statement.isClosed());
    }

    @Test
    void cancelEndsAWaitingRead() throws Exception {
        assertCancelled(
                () -> {
                    try (ResultSet rows = statement.executeQuery("stuck")) {
                        return rows.next();
                    }
                },
                () -> statement.cancel());
        assertEquals(1, statement.executeUpdate("count 1"));
    }

    @Test
    void cancelEndsAWaitingUpdate() throws Exception {
        assertCancelled(() -> statement.executeUpdate("slow"), () -> statement.cancel());
    }

    @Test
    void closingTheStatementOrTheConnectionEndsAWaitingRead() throws Exception {
        assertCancelled(() -> statement.executeQuery("stuck").next(), () -> statement.close());
        Statement other = connection.createStatement();
        assertCancelled(() -> other.executeUpdate("slow"), () -> connection.close());
    }

    @Test
    void abortEndsAWaitingRead() throws Exception {
        assertCancelled(
                () -> statement.executeQuery("stuck").next(),
                () -> connection.abort(Runnable::run));
        assertTrue(connection.isClosed());
    }

    private void assertCancelled(Callable<?> waiting, Call action) throws Exception {
        Future<?> future = executor.submit(waiting);
        Thread.sleep(100);
        assertFalse(future.isDone());
        action.run();
        ExecutionException error =
                assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        assertEquals("57014", ((SQLException) error.getCause()).getSQLState());
    }

    @Test
    void timeoutCoversFetching() throws SQLException {
        statement.setQueryTimeout(1);
        ResultSet rows = statement.executeQuery("stuck");
        SQLTimeoutException error = assertThrows(SQLTimeoutException.class, rows::next);
        assertEquals("57014", error.getSQLState());
    }

    @Test
    void progressComesFromTheExecution() throws SQLException {
        SabotStatement own = statement.unwrap(SabotStatement.class);
        assertFalse(own.progress().isFractionKnown());
        ResultSet rows = statement.executeQuery("numbers 100");
        rows.next();
        Progress progress = own.progress();
        assertEquals(0.5, progress.fraction());
        assertEquals(4, progress.rowsRead());
    }

    @Test
    void fetchSizeReachesTheSession() throws SQLException {
        statement.setFetchSize(10);
        statement.executeQuery("numbers 100").next();
        assertEquals(10, statement.unwrap(SabotStatement.class).progress().rowsRead());
    }

    @Test
    void batchStopsAtTheFirstFailure() throws SQLException {
        statement.addBatch("count 1");
        statement.addBatch("count 2");
        assertArrayEquals(new int[] {1, 2}, statement.executeBatch());
        assertArrayEquals(new int[0], statement.executeBatch());
        statement.addBatch("count 1");
        statement.addBatch("fail 23505 UNIQUE_VIOLATION 2 7");
        statement.addBatch("count 3");
        BatchUpdateException error =
                assertThrows(BatchUpdateException.class, statement::executeBatch);
        assertArrayEquals(new int[] {1}, error.getUpdateCounts());
        assertEquals("23505", error.getSQLState());
        assertEquals(7, SabotErrors.position(error).column());
    }

    @Test
    void errorsHaveTheClassOfTheirStateAndAPosition() {
        Map<String, Class<?>> classes =
                Map.ofEntries(
                        Map.entry("42601", SQLSyntaxErrorException.class),
                        Map.entry("3F000", SQLSyntaxErrorException.class),
                        Map.entry("22012", SQLDataException.class),
                        Map.entry("23502", SQLIntegrityConstraintViolationException.class),
                        Map.entry("0A000", SQLFeatureNotSupportedException.class),
                        Map.entry("53200", SQLTransientException.class),
                        Map.entry("08001", SQLNonTransientConnectionException.class),
                        Map.entry("08006", SQLTransientConnectionException.class),
                        Map.entry("XX000", SQLException.class));
        classes.forEach((state, type) -> {
            SQLException error =
                    assertThrows(
                            SQLException.class,
                            () -> statement.execute("fail " + state + " SOME_CODE 3 15"));
            assertEquals(type, error.getClass());
            assertEquals(state, error.getSQLState());
            SqlPosition position = SabotErrors.position(error);
            assertEquals(3, position.line());
            assertEquals(15, position.column());
            assertEquals("SOME_CODE", position.codeName());
            assertEquals("it failed", position.detail());
            assertEquals("it failed [SOME_CODE at line 3, column 15]", error.getMessage());
        });
        assertNull(SabotErrors.position(new SQLException("other")));
    }

    @Test
    void warningsAreChained() throws SQLException {
        statement.execute("warn");
        SQLWarning warning = statement.getWarnings();
        assertEquals("first", warning.getMessage());
        assertEquals("01003", warning.getNextWarning().getSQLState());
        assertNull(warning.getNextWarning().getNextWarning());
        statement.clearWarnings();
        assertNull(statement.getWarnings());
    }

    @Test
    void escapesAreTranslatedUnlessSwitchedOff() throws SQLException {
        ResultSet rows = statement.executeQuery("say {d '2024-01-31'}");
        rows.next();
        assertEquals("DATE '2024-01-31'", rows.getString(1));
        statement.setEscapeProcessing(false);
        rows = statement.executeQuery("say {d '2024-01-31'}");
        rows.next();
        assertEquals("{d '2024-01-31'}", rows.getString(1));
    }

    @Test
    void limitsAreChecked() {
        assertEquals("HY024", state(() -> statement.setMaxRows(-1)));
        assertEquals("HY024", state(() -> statement.setQueryTimeout(-1)));
        assertEquals("HY024", state(() -> statement.setFetchSize(-1)));
        assertEquals("HY024", state(() -> statement.setFetchDirection(ResultSet.FETCH_REVERSE)));
    }

    @Test
    void statementsOfOneConnectionRunSideBySide() throws SQLException {
        try (Connection own = DriverManager.getConnection("jdbc:sabot:");
                Statement left = own.createStatement();
                Statement right = own.createStatement();
                ResultSet a = left.executeQuery("numbers 9");
                ResultSet b = right.executeQuery("numbers 9")) {
            while (a.next()) {
                assertTrue(b.next());
                assertEquals(a.getLong(1), b.getLong(1));
            }
        }
    }
}
