package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One running statement: a stream of blocks, or an update count.
 *
 * <p><b>Threads:</b> one thread calls {@link #next} and {@link #updateCount}; {@link #cancel},
 * {@link #progress}, {@link #warnings} and {@link #close} may be called from any thread meanwhile,
 * and end the waiting call with 57014.
 */
public interface Execution extends AutoCloseable {
    /** Returns whether the statement returns rows, even if it turns out that there are none. */
    boolean isQuery();

    /** Returns the columns of the result, available before its first block; empty if no query. */
    List<ColumnDescriptor> columns();

    /**
     * Returns the next rows, waiting for them if need be, or null after the last. The caller owns
     * the block and closes it; the block stays readable until then, even when the execution or the
     * session has been closed before. Empty blocks are allowed. An unbounded query never returns
     * null.
     */
    @Nullable ColumnBlock next() throws SessionException;

    /**
     * Waits until the statement has completed and returns the number of rows changed, 0 for DDL.
     * Returns -1 when the number is unknown, and at once for a query.
     */
    long updateCount() throws SessionException;

    /** Returns how far the statement has come; cheap enough to be asked ten times a second. */
    Progress progress();

    /** Returns the warnings raised so far, in order. */
    List<SessionWarning> warnings();

    /** Asks the execution to stop and returns at once. */
    void cancel();

    /** Stops the execution if it still runs and frees it. Closing twice does nothing. */
    @Override
    void close() throws SessionException;
}
