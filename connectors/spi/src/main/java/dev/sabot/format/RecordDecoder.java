package dev.sabot.format;

import dev.sabot.batch.Batch;

import org.jspecify.annotations.Nullable;

/// Turns records, each a run of bytes, into the rows of batches. Reference semantics:
///
/// ```
/// for each record:
///     String reason = decoder.decode(bytes, offset, length);
///     if (reason != null) dead letter(record, reason);
///     if (decoder.numRows() == batchRows) emit(decoder.finish());
/// ```
///
/// **Threads**: one thread.
public interface RecordDecoder extends AutoCloseable {
    /// Appends the rows of a record, or returns why it is malformed, having appended nothing. The
    /// bytes are lent for the call. Costs no exception either way.
    ///
    /// **Errors**: only those of the machine, MEMORY_LIMIT for one.
    @Nullable String decode(byte[] bytes, int offset, int length);

    /// Appends a row of nulls.
    void appendNulls();

    /// Forgets the rows of the record decoded last, since when nothing else was called.
    void undo();

    /// Returns the rows appended since the last [#finish()].
    int numRows();

    /// Makes a batch of the rows appended, which may be none, and starts the next; the caller owns
    /// the batch.
    Batch finish();

    /// Frees what is held, rows not yet in a batch too.
    @Override
    void close();
}
