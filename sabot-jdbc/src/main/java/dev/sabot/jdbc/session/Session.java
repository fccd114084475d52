package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;

/**
 * One client's conversation with the engine: settings, statements, metadata, transactions.
 *
 * <p><b>Threads:</b> every method may be called from any thread; several executions may be open at
 * once and are read by different threads.
 *
 * <p><b>Errors:</b> only {@link SessionException}; after {@link #close} every method but close
 * answers 08003.
 */
public interface Session extends AutoCloseable {
    /**
     * Plans and starts one statement. The session decides whether it is a query; the caller never
     * guesses from a keyword. Errors of planning are thrown here; running goes on after this method
     * has returned, so that its progress can be watched.
     */
    Execution execute(String sql, ExecuteOptions options) throws SessionException;

    /** Plans one statement with {@code ?} parameters, to be run any number of times. */
    PreparedHandle prepare(String sql) throws SessionException;

    /** Returns what the catalog says; answers are read when its methods are called. */
    SessionMetadata metadata();

    /**
     * Returns whether {@link #begin} works. A session without transactions runs each statement as
     * its own.
     */
    default boolean supportsTransactions() {
        return false;
    }

    /**
     * Returns the isolation of transactions, a constant of {@link Connection}; {@code
     * TRANSACTION_NONE} exactly when there are none.
     */
    default int transactionIsolation() {
        return Connection.TRANSACTION_NONE;
    }

    /** Opens a transaction; statements belong to it until {@link #commit} or {@link #rollback}. */
    default void begin() throws SessionException {
        throw SessionException.unsupported("transactions are not supported: use auto-commit");
    }

    /** Makes the open transaction durable. */
    default void commit() throws SessionException {
        throw SessionException.unsupported("transactions are not supported: use auto-commit");
    }

    /** Undoes the open transaction. */
    default void rollback() throws SessionException {
        throw SessionException.unsupported("transactions are not supported: use auto-commit");
    }

    /** Cancels every running execution of this session; never blocks. */
    void cancel();

    /**
     * Returns whether the session can still run statements, found by asking it, not by a flag of
     * the client.
     *
     * @param timeoutMillis how long to wait for the answer, 0 = as long as it takes
     */
    boolean ping(int timeoutMillis);

    /**
     * Sets how long a call waits for an answer over the network before it gives up with 08006, 0 =
     * without limit. A session in this process has no network to wait for.
     */
    default void setNetworkTimeout(int millis) {}

    /** Changes an option of {@link SessionOption}; null restores its default. */
    void setOption(String name, @Nullable String value) throws SessionException;

    /** Returns the value in force for an option, or null when it has none. */
    @Nullable String getOption(String name) throws SessionException;

    /**
     * Cancels what runs, rolls an open transaction back and frees everything but blocks still held
     * by a reader. Closing twice does nothing.
     */
    @Override
    void close() throws SessionException;
}
