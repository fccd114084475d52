package dev.sabot.format.csv;

/// Splits a file into records of fields.
///
/// **Threads**: one thread.
interface RecordReader extends AutoCloseable {
    /// Reads the next record into the buffer, or returns false at the end. Comments are left out.
    ///
    /// **Errors**: MALFORMED_FILE with path and line.
    boolean next();

    /// Lends the buffer of the last record.
    RecordBuffer buffer();

    @Override
    void close();
}
