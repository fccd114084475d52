package dev.sabot.connector;

import dev.sabot.batch.Batch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Reads one split, one thread at a time. Reference semantics:
///
/// ```
/// while (!reader.isFinished()) {
///     Batch batch = reader.next();
///     if (batch == null) wait for reader.whenReady();
///     else process(batch, reader.position());
/// }
/// ```
///
/// A reader of an unbounded table never blocks in [#next()]; it may be closed at any time, by the
/// thread that ends the query.
public interface SplitReader extends AutoCloseable {
    /// Returns the next batch, never of zero columns unless the scan asked for none (then only the
    /// number of rows counts), or null when nothing is at hand now or the split is finished. The
    /// caller owns the batch. Checks for cancellation.
    @Nullable Batch next();

    /// Says whether the split is exhausted; once true it stays true.
    boolean isFinished();

    /// Returns an offset that, given back, restarts reading right after the last batch.
    long position();

    /// Completes when [#next()] may have something again; bounded readers are always ready.
    default CompletableFuture<@Nullable Void> whenReady() {
        return CompletableFuture.completedFuture(null);
    }

    /// Says whether everything the system had at the last look has been returned and the system
    /// answers; a slow or unreachable system is never caught up.
    default boolean isCaughtUp() {
        return false;
    }

    /// Returns a watermark in microseconds that the source itself promises for the rows after those
    /// given so far; MIN_VALUE when it promises nothing.
    default long watermark() {
        return Long.MIN_VALUE;
    }

    @Override
    void close();
}
