package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionOption;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.url.ConnectionProperty;
import dev.sabot.jdbc.url.ConnectionUrl;
import dev.sabot.jdbc.value.JdbcTypes;
import dev.sabot.jdbc.value.SabotBlob;
import dev.sabot.jdbc.value.SabotClob;
import dev.sabot.jdbc.value.SabotStruct;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Struct;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection: one session and the statements on it.
 *
 * <p><b>Threads:</b> statements of one connection may run in different threads at once.
 */
public final class SabotConnection extends LimitedConnection implements Unwrappable {
    /** What happens to the session when the connection closes: a pool keeps it. */
    interface CloseAction {
        void run() throws SQLException;
    }

    /** The name of {@link SessionOption#APPLICATION_NAME} in JDBC's client info. */
    private static final String CLIENT_INFO_APPLICATION = "ApplicationName";

    private final Session session;
    private final ConnectionUrl url;
    private final CloseAction closeAction;
    private final Set<SabotStatement> statements = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean autoCommit = true;
    private boolean inTransaction;
    private volatile boolean readOnly;
    private volatile int networkTimeoutMillis;
    private volatile @Nullable SQLWarning warnings;
    private volatile String timezone = "UTC";
    private volatile JdbcObjects objects = new JdbcObjects(ZoneId.of(timezone));

    SabotConnection(Session session, ConnectionUrl url) {
        this(session, url, () -> closeSession(session));
    }

    SabotConnection(Session session, ConnectionUrl url, CloseAction closeAction) {
        this.session = session;
        this.url = url;
        this.closeAction = closeAction;
    }

    static void closeSession(Session session) throws SQLException {
        try {
            session.close();
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    Session session() {
        return session;
    }

    ConnectionUrl url() {
        return url;
    }

    int defaultTimeoutSeconds() {
        return ConnectionProperty.QUERY_TIMEOUT.count(url.properties());
    }

    int defaultFetchRows() {
        return ConnectionProperty.FETCH_ROWS.count(url.properties());
    }

    /** Returns the conversions of values under the session's time zone of this moment. */
    JdbcObjects objects() throws SQLException {
        String current = option(SessionOption.TIMEZONE);
        if (current != null && !current.equals(timezone)) {
            try {
                objects = new JdbcObjects(ZoneId.of(current));
                timezone = current;
            } catch (DateTimeException e) {
                throw SqlErrors.of("XX000", "the session's time zone is '" + current + "'", e);
            }
        }
        return objects;
    }

    private @Nullable String option(String name) throws SQLException {
        try {
            return session.getOption(name);
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    private void setOption(String name, @Nullable String value) throws SQLException {
        requireOpen();
        try {
            session.setOption(name, value);
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    void requireOpen() throws SQLException {
        if (closed.get()) {
            throw SqlErrors.closed("connection");
        }
    }

    void statementClosed(SabotStatement statement) {
        statements.remove(statement);
    }

    /** Opens the transaction that a statement outside auto-commit belongs to. */
    synchronized void beforeExecution() throws SQLException {
        requireOpen();
        if (autoCommit || inTransaction) {
            return;
        }
        try {
            session.begin();
            inTransaction = true;
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        return createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    }

    @Override
    public Statement createStatement(int resultSetType, int concurrency) throws SQLException {
        requireOpen();
        return opened(new SabotStatement(this, supportedType(resultSetType, concurrency)));
    }

    @Override
    public Statement createStatement(int resultSetType, int concurrency, int holdability)
            throws SQLException {
        warnOfHoldability(holdability);
        return createStatement(resultSetType, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int resultSetType, int concurrency)
            throws SQLException {
        requireOpen();
        if (sql == null) {
            throw SqlErrors.badArgument("the SQL is null");
        }
        int type = supportedType(resultSetType, concurrency);
        String text = SqlEscapes.translate(sql);
        beforeExecution();
        try {
            return opened(new SabotPreparedStatement(this, session.prepare(text), type));
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    public PreparedStatement prepareStatement(
            String sql, int resultSetType, int concurrency, int holdability) throws SQLException {
        warnOfHoldability(holdability);
        return prepareStatement(sql, resultSetType, concurrency);
    }

    /** Prepares; generated keys come from {@code INSERT ... RETURNING}, whatever is asked here. */
    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys)
            throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames)
            throws SQLException {
        return prepareStatement(sql);
    }

    private <T extends SabotStatement> T opened(T statement) throws SQLException {
        statements.add(statement);
        if (closed.get()) {
            statement.close();
            throw SqlErrors.closed("connection");
        }
        return statement;
    }

    private int supportedType(int resultSetType, int concurrency) throws SQLException {
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            warn("01S02", "results are read-only");
        } else if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw SqlErrors.badArgument("unknown result concurrency: " + concurrency);
        }
        switch (resultSetType) {
            case ResultSet.TYPE_FORWARD_ONLY:
            case ResultSet.TYPE_SCROLL_INSENSITIVE:
                return resultSetType;
            case ResultSet.TYPE_SCROLL_SENSITIVE:
                warn("01S02", "results do not see later changes");
                return ResultSet.TYPE_SCROLL_INSENSITIVE;
            default:
                throw SqlErrors.badArgument("unknown result type: " + resultSetType);
        }
    }

    private void warnOfHoldability(int holdability) throws SQLException {
        if (holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT) {
            warn("01S02", "results close at commit");
        } else if (holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
            throw SqlErrors.badArgument("unknown holdability: " + holdability);
        }
    }

    private synchronized void warn(String sqlState, String message) {
        SQLWarning warning = new SQLWarning(message, sqlState);
        SQLWarning first = warnings;
        if (first == null) {
            warnings = warning;
        } else {
            first.setNextWarning(warning);
        }
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        requireOpen();
        return SqlEscapes.translate(sql);
    }

    /** Commits an open transaction when it turns auto-commit on, as JDBC prescribes. */
    @Override
    public synchronized void setAutoCommit(boolean enable) throws SQLException {
        requireOpen();
        if (enable == autoCommit) {
            return;
        }
        if (!enable && !session.supportsTransactions()) {
            throw SqlErrors.unsupported(
                    "transactions are not supported yet: every statement commits by itself, so"
                            + " leave auto-commit on");
        }
        if (enable) {
            endTransaction(true);
        }
        autoCommit = enable;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        return autoCommit;
    }

    @Override
    public void commit() throws SQLException {
        requireManualCommit("commit");
        endTransaction(true);
    }

    @Override
    public void rollback() throws SQLException {
        requireManualCommit("rollback");
        endTransaction(false);
    }

    private void requireManualCommit(String what) throws SQLException {
        requireOpen();
        if (!session.supportsTransactions()) {
            throw SqlErrors.unsupported(
                    what
                            + ": transactions are not supported yet: every statement commits by"
                            + " itself");
        }
        if (autoCommit) {
            throw SqlErrors.of("25000", what + " while auto-commit is on");
        }
    }

    private synchronized void endTransaction(boolean commit) throws SQLException {
        if (!inTransaction) {
            return;
        }
        for (SabotStatement statement : statements) {
            statement.closeResults();
        }
        inTransaction = false;
        try {
            if (commit) {
                session.commit();
            } else {
                session.rollback();
            }
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        requireOpen();
        return session.transactionIsolation();
    }

    /** Accepts every level up to the session's own, which the session gives instead. */
    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        requireOpen();
        if (level < TRANSACTION_NONE || level > TRANSACTION_SERIALIZABLE) {
            throw SqlErrors.badArgument("unknown isolation level: " + level);
        }
        if (level > session.transactionIsolation()) {
            throw SqlErrors.unsupported(
                    session.supportsTransactions()
                            ? "isolation level "
                                    + level
                                    + " is above the session's, "
                                    + session.transactionIsolation()
                            : "transactions are not supported yet, so there is no isolation level");
        }
    }

    /**
     * Asks the session to refuse writes. If it cannot, the connection gets a warning and stays
     * writable: {@link #isReadOnly} tells.
     */
    @Override
    public void setReadOnly(boolean enable) throws SQLException {
        requireOpen();
        if (enable == readOnly) {
            return;
        }
        try {
            session.setOption(SessionOption.READ_ONLY, Boolean.toString(enable));
            readOnly = enable;
        } catch (SessionException e) {
            if (!e.sqlState().equals("0A000")) {
                throw SqlErrors.of(e);
            }
            warn("01000", "the session does not enforce read-only: " + e.getMessage());
        }
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        requireOpen();
        return readOnly;
    }

    @Override
    public void setCatalog(@Nullable String catalog) throws SQLException {
        setOption(SessionOption.CATALOG, catalog);
    }

    @Override
    public @Nullable String getCatalog() throws SQLException {
        requireOpen();
        return option(SessionOption.CATALOG);
    }

    @Override
    public void setSchema(@Nullable String schema) throws SQLException {
        setOption(SessionOption.SCHEMA, schema);
    }

    @Override
    public @Nullable String getSchema() throws SQLException {
        requireOpen();
        return option(SessionOption.SCHEMA);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return new SabotDatabaseMetaData(this);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        requireOpen();
        warnOfHoldability(holdability);
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return warnings;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        warnings = null;
    }

    @Override
    public Clob createClob() throws SQLException {
        return createNClob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        requireOpen();
        return new SabotClob("");
    }

    @Override
    public Blob createBlob() throws SQLException {
        requireOpen();
        return new SabotBlob(new byte[0]);
    }

    @Override
    public Array createArrayOf(String typeName, @Nullable Object[] elements) throws SQLException {
        requireOpen();
        SqlType type = JdbcTypes.named(typeName);
        boolean isNested = type == SqlType.ARRAY || type == SqlType.ROW || type == SqlType.MAP;
        // Of a nested type the name does not tell the parts: the parameter will.
        ColumnDescriptor element =
                ColumnDescriptor.builder("VALUE", isNested ? SqlType.NULL : type)
                        .typeName(typeName)
                        .build();
        return new SabotArray(element, elements.clone());
    }

    @Override
    public Struct createStruct(String typeName, @Nullable Object[] attributes) throws SQLException {
        requireOpen();
        return new SabotStruct(typeName, attributes.clone());
    }

    @Override
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw SqlErrors.badArgument("negative timeout: " + timeoutSeconds);
        }
        int timeoutMillis = (int) Math.min(timeoutSeconds * 1000L, Integer.MAX_VALUE);
        return !closed.get() && session.ping(timeoutMillis);
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
        try {
            if (CLIENT_INFO_APPLICATION.equals(name)) {
                setOption(SessionOption.APPLICATION_NAME, value);
            } else {
                requireOpen();
                warn("01000", "client info '" + name + "' is not kept");
            }
        } catch (SQLException e) {
            throw new SQLClientInfoException(
                    e.getMessage(),
                    e.getSQLState(),
                    Map.of(name, ClientInfoStatus.REASON_UNKNOWN),
                    e);
        }
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        for (String name : properties.stringPropertyNames()) {
            setClientInfo(name, properties.getProperty(name));
        }
    }

    @Override
    public @Nullable String getClientInfo(String name) throws SQLException {
        requireOpen();
        return CLIENT_INFO_APPLICATION.equals(name) ? option(SessionOption.APPLICATION_NAME) : null;
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        Properties info = new Properties();
        String name = getClientInfo(CLIENT_INFO_APPLICATION);
        if (name != null) {
            info.setProperty(CLIENT_INFO_APPLICATION, name);
        }
        return info;
    }

    /** Limits each wait for the server; an engine in the same process has no network. */
    @Override
    public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
        requireOpen();
        if (millis < 0) {
            throw SqlErrors.badArgument("negative timeout: " + millis);
        }
        networkTimeoutMillis = millis;
        session.setNetworkTimeout(millis);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        requireOpen();
        return networkTimeoutMillis;
    }

    /** Closes from another thread: what runs is cancelled at once, the rest in the executor. */
    @Override
    public void abort(Executor executor) throws SQLException {
        if (executor == null) {
            throw SqlErrors.badArgument("the executor is null");
        }
        if (closed.compareAndSet(false, true)) {
            session.cancel();
            executor.execute(this::closeQuietly);
        }
    }

    private void closeQuietly() {
        try {
            closeSession(session);
        } catch (SQLException e) {
            System.getLogger("dev.sabot.jdbc")
                    .log(System.Logger.Level.DEBUG, "an aborted session did not close", e);
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /** Rolls an open transaction back, closes the statements, then the session. */
    @Override
    public void close() throws SQLException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            for (SabotStatement statement : statements) {
                statement.close();
            }
            endTransaction(false);
        } finally {
            closeAction.run();
        }
    }
}
