package dev.sabot.connector;

import org.apache.arrow.memory.BufferAllocator;

/// What the engine gives connectors and formats: memory, files, cancellation and the clock.
///
/// **Threads**: safe for the threads of one query.
public interface ConnectorContext {
    /// Lends the allocator whose use is charged to the query.
    BufferAllocator allocator();

    /// Returns the most rows a batch may have.
    int batchRows();

    /// Lends the only way to files.
    FileAccess files();

    /// Throws CANCELLED or TIMEOUT once the query is to end. Called once per batch and every 64 Ki
    /// rows of a loop.
    void checkCancelled();

    /// Returns the wall clock in microseconds since 1970 UTC.
    long nowMicros();

    /// Lends the keeper of records that cannot be decoded.
    DeadLetters deadLetters();

    /// Shows a line where the process shows its output.
    default void print(String line, boolean isError) {
        (isError ? System.err : System.out).println(line);
    }

    /// Returns the session's time zone.
    java.time.ZoneId timeZone();
}
