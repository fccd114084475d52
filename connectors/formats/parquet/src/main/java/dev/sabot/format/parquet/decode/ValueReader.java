package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;

/// Reads the values of one page in order; nulls are not among them.
///
/// **Errors**: CorruptPageException when the page has fewer values or its bytes make no sense.
///
/// **Threads**: one thread.
public interface ValueReader {
    /// Reads values to a column without nulls, flat or dictionary-coded; the caller owns it.
    Column read(int count);

    /// Passes over values.
    void skip(int count);
}
