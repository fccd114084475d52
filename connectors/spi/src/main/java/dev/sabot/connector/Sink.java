package dev.sabot.connector;

import dev.sabot.batch.Batch;

/// Takes rows and makes them visible by epoch. Batch statements are one epoch, 0.
///
/// Reference: writers write; all finish; `prepare(epoch)` makes the rows durable; `commit(epoch)`
/// makes them visible, all or none, and may be repeated; `abort(epoch)` leaves no trace.
///
/// **Threads**: writers belong to one thread each; the other methods to one thread at a time.
public interface Sink extends AutoCloseable {
    /// Opens a writer for one thread.
    Writer openWriter(ConnectorContext context);

    void prepare(long epoch);

    /// Makes the epoch's rows visible.
    ///
    /// **Errors**: UNIQUE_VIOLATION, NOT_NULL_VIOLATION, WRITE_CONFLICT, DISK_FULL; then nothing is
    /// visible.
    void commit(long epoch);

    void abort(long epoch);

    /// Frees what is held; aborts what was not committed.
    @Override
    void close();

    /// Writes for one thread.
    interface Writer extends AutoCloseable {
        /// Takes a batch over. Its selection and weights have been applied: it has neither.
        void write(Batch batch);

        /// Ends the writing of this thread.
        void finish();

        @Override
        void close();
    }
}
