package dev.sabot.format;

import dev.sabot.batch.Batch;

/// Turns rows into records, each a run of bytes.
///
/// **Threads**: one thread.
public interface RecordEncoder {
    /// Returns a row as a record of its own array; the batch stays the caller's and has neither
    /// selection nor weights.
    ///
    /// **Errors**: INVALID_ARGUMENT for a value the format cannot hold.
    byte[] encode(Batch batch, int row);
}
