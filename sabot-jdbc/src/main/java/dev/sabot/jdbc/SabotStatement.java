package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.CancelSignal;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.Progress;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionWarning;
import dev.sabot.jdbc.value.BlockBuilder;

import org.jspecify.annotations.Nullable;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs SQL. Only {@link SabotPreparedStatement} extends it.
 *
 * <p><b>Threads:</b> for one thread, but {@link #cancel}, {@link #progress} and {@link #close} may
 * come from others while it executes or its result is read.
 */
public class SabotStatement implements Statement, Unwrappable {
    /** Starts one execution. */
    interface Starter {
        Execution start(ExecuteOptions options) throws SessionException;
    }

    private final SabotConnection connection;
    private final int resultSetType;
    private final Set<SabotResultSet> openResults = ConcurrentHashMap.newKeySet();
    private final List<String> batch = new ArrayList<>();
    private volatile CancelSignal cancelSignal = new CancelSignal();
    private volatile @Nullable Execution execution;
    private volatile boolean closed;
    private @Nullable SabotResultSet result;
    private boolean hasUpdateCount;
    private long updateCount = -1;
    private long maxRows;
    private int timeoutSeconds;
    private int fetchRows;
    private int maxFieldSize;
    private int clearedWarnings;
    private boolean escapeProcessing = true;
    private boolean poolable;
    private boolean closeOnCompletion;

    SabotStatement(SabotConnection connection, int resultSetType) {
        this.connection = connection;
        this.resultSetType = resultSetType;
        this.timeoutSeconds = connection.defaultTimeoutSeconds();
        this.fetchRows = connection.defaultFetchRows();
    }

    /**
     * Returns how far the running statement has come, or the last one came; before the first, an
     * unknown fraction of nothing.
     */
    public final Progress progress() {
        Execution current = execution;
        return current == null ? new Progress(Progress.UNKNOWN, 0, 0) : current.progress();
    }

    final void requireOpen() throws SQLException {
        if (closed) {
            throw SqlErrors.closed("statement");
        }
    }

    /** Runs SQL that does not return before its update count is known; true = there are rows. */
    final boolean run(Starter starter) throws SQLException {
        ExecuteOptions options = beginExecution();
        JdbcObjects objects = connection.objects();
        try {
            Execution started = starter.start(options);
            execution = started;
            if (started.isQuery()) {
                SabotResultSet rows = SabotResultSet.ofExecution(this, started, maxRows, objects);
                openResults.add(rows);
                result = rows;
            } else {
                try {
                    updateCount = started.updateCount();
                    hasUpdateCount = true;
                } finally {
                    started.close();
                }
            }
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
        if (closed) {
            closeResults();
            throw SqlErrors.closed("statement");
        }
        return result != null;
    }

    /** Forgets what the last execution left and returns the options of the next. */
    final ExecuteOptions beginExecution() throws SQLException {
        requireOpen();
        closeResults();
        clearedWarnings = 0;
        execution = null;
        connection.beforeExecution();
        CancelSignal signal = new CancelSignal();
        cancelSignal = signal;
        return ExecuteOptions.unlimited()
                .withMaxRows(maxRows)
                .withTimeoutMillis(timeoutSeconds * 1000L)
                .withFetchRows(fetchRows)
                .withCancelSignal(signal);
    }

    // Of a prepared statement, which has its own SQL, this refuses.
    boolean runSql(String sql) throws SQLException {
        requireOpen();
        if (sql == null) {
            throw SqlErrors.badArgument("the SQL is null");
        }
        String text = escapeProcessing ? SqlEscapes.translate(sql) : sql;
        return run(options -> connection.session().execute(text, options));
    }

    final ResultSet requireRows(boolean hasRows) throws SQLException {
        SabotResultSet rows = result;
        if (!hasRows || rows == null) {
            throw SqlErrors.of(
                    "07005",
                    "the statement returns no rows; it has run: use execute or executeUpdate");
        }
        return rows;
    }

    final long requireCount(boolean hasRows) throws SQLException {
        if (hasRows) {
            closeResults();
            throw SqlErrors.of("HY000", "the statement returns rows: use executeQuery or execute");
        }
        return knownCount(updateCount);
    }

    private static long knownCount(long count) {
        return count < 0 ? SUCCESS_NO_INFO : count;
    }

    /** Returns the count, or {@link #SUCCESS_NO_INFO} if an int is too small for it. */
    static int narrow(long count) {
        return count > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) count;
    }

    @Override
    public final ResultSet executeQuery(String sql) throws SQLException {
        return requireRows(runSql(sql));
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        return runSql(sql);
    }

    @Override
    public final boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        return runSql(sql);
    }

    @Override
    public final boolean execute(String sql, int[] columnIndexes) throws SQLException {
        return runSql(sql);
    }

    @Override
    public final boolean execute(String sql, String[] columnNames) throws SQLException {
        return runSql(sql);
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        return narrow(executeLargeUpdate(sql));
    }

    @Override
    public final int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public final int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public final int executeUpdate(String sql, String[] columnNames) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        return requireCount(runSql(sql));
    }

    @Override
    public final long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return executeLargeUpdate(sql);
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return executeLargeUpdate(sql);
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        return executeLargeUpdate(sql);
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        requireOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
        batch.clear();
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return Arrays.stream(executeLargeBatch()).mapToInt(SabotStatement::narrow).toArray();
    }

    /** Runs the batch up to its first failure, whose exception has the counts before it. */
    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        List<String> statements = new ArrayList<>(batch);
        batch.clear();
        long[] counts = new long[statements.size()];
        for (int i = 0; i < counts.length; i++) {
            try {
                counts[i] = requireCount(runSql(statements.get(i)));
            } catch (SQLException e) {
                throw batchFailure(e, Arrays.copyOf(counts, i));
            }
        }
        return counts;
    }

    static BatchUpdateException batchFailure(SQLException failure, long[] counts) {
        return new BatchUpdateException(
                "entry " + (counts.length + 1) + " of the batch failed: " + failure.getMessage(),
                failure.getSQLState(),
                failure.getErrorCode(),
                counts,
                failure);
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        requireOpen();
        return result;
    }

    @Override
    public final int getUpdateCount() throws SQLException {
        return narrow(getLargeUpdateCount());
    }

    @Override
    public final long getLargeUpdateCount() throws SQLException {
        requireOpen();
        return hasUpdateCount ? knownCount(updateCount) : -1;
    }

    @Override
    public final boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    /** Ends the only result of the statement; there is never another. */
    @Override
    public final boolean getMoreResults(int current) throws SQLException {
        requireOpen();
        SabotResultSet last = result;
        result = null;
        hasUpdateCount = false;
        if (current == CLOSE_ALL_RESULTS) {
            closeResults();
        } else if (current == CLOSE_CURRENT_RESULT && last != null) {
            last.close();
        }
        return false;
    }

    /** Returns no rows: INSERT ... RETURNING returns what has been generated. */
    @Override
    public final ResultSet getGeneratedKeys() throws SQLException {
        requireOpen();
        return SabotResultSet.ofRows(
                this, List.of(), new BlockBuilder(List.of()).build(), connection.objects());
    }

    /** Stops what this statement runs, or the result that is being read, and returns at once. */
    @Override
    public final void cancel() throws SQLException {
        requireOpen();
        cancelRunning();
    }

    private void cancelRunning() {
        cancelSignal.cancel();
        Execution current = execution;
        if (current != null) {
            current.cancel();
        }
    }

    /** Forgets a closed result, and closes the statement after its last if that was asked for. */
    final void resultClosed(SabotResultSet closedResult) throws SQLException {
        openResults.remove(closedResult);
        if (closeOnCompletion && openResults.isEmpty() && !closed) {
            close();
        }
    }

    final void closeResults() throws SQLException {
        boolean isLast = closeOnCompletion;
        closeOnCompletion = false;
        try {
            for (SabotResultSet open : openResults) {
                open.close();
            }
        } finally {
            closeOnCompletion = isLast;
            result = null;
            updateCount = -1;
            hasUpdateCount = false;
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        connection.statementClosed(this);
        cancelRunning();
        for (SabotResultSet open : openResults) {
            open.close();
        }
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    @Override
    public final void closeOnCompletion() throws SQLException {
        requireOpen();
        closeOnCompletion = true;
    }

    @Override
    public final boolean isCloseOnCompletion() throws SQLException {
        requireOpen();
        return closeOnCompletion;
    }

    @Override
    public final Connection getConnection() throws SQLException {
        requireOpen();
        return connection;
    }

    final SabotConnection connection() {
        return connection;
    }

    @Override
    public final int getMaxRows() throws SQLException {
        return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
    }

    @Override
    public final void setMaxRows(int max) throws SQLException {
        setLargeMaxRows(max);
    }

    @Override
    public final long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
    }

    @Override
    public final void setLargeMaxRows(long max) throws SQLException {
        maxRows = requireNotNegative(max, "maximum of rows");
    }

    @Override
    public final int getQueryTimeout() throws SQLException {
        requireOpen();
        return timeoutSeconds;
    }

    @Override
    public final void setQueryTimeout(int seconds) throws SQLException {
        timeoutSeconds = (int) requireNotNegative(seconds, "timeout");
    }

    @Override
    public final int getFetchSize() throws SQLException {
        requireOpen();
        return fetchRows;
    }

    @Override
    public final void setFetchSize(int rows) throws SQLException {
        fetchRows = (int) requireNotNegative(rows, "fetch size");
    }

    @Override
    public final int getMaxFieldSize() throws SQLException {
        requireOpen();
        return maxFieldSize;
    }

    final int maxFieldSize() {
        return maxFieldSize;
    }

    @Override
    public final void setMaxFieldSize(int max) throws SQLException {
        maxFieldSize = (int) requireNotNegative(max, "field size");
    }

    private long requireNotNegative(long value, String what) throws SQLException {
        requireOpen();
        if (value < 0) {
            throw SqlErrors.badArgument("negative " + what + ": " + value);
        }
        return value;
    }

    @Override
    public final void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
        escapeProcessing = enable;
    }

    @Override
    public final void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        FetchDirection.check(direction, resultSetType);
    }

    @Override
    public final int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public final int getResultSetType() throws SQLException {
        requireOpen();
        return resultSetType;
    }

    @Override
    public final int getResultSetConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public final int getResultSetHoldability() throws SQLException {
        requireOpen();
        return ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }

    @Override
    public final void setPoolable(boolean value) throws SQLException {
        requireOpen();
        poolable = value;
    }

    @Override
    public final boolean isPoolable() throws SQLException {
        requireOpen();
        return poolable;
    }

    /** Does nothing: there are no positioned updates that could use the name. */
    @Override
    public final void setCursorName(String name) throws SQLException {
        requireOpen();
    }

    @Override
    public final @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        Execution current = execution;
        if (current == null) {
            return null;
        }
        List<SessionWarning> warnings = current.warnings();
        SQLWarning first = null;
        for (int i = warnings.size() - 1; i >= clearedWarnings; i--) {
            SessionWarning warning = warnings.get(i);
            SQLWarning link = new SQLWarning(warning.message(), warning.sqlState());
            link.setNextWarning(first);
            first = link;
        }
        return first;
    }

    @Override
    public final void clearWarnings() throws SQLException {
        requireOpen();
        Execution current = execution;
        clearedWarnings = current == null ? 0 : current.warnings().size();
    }
}
