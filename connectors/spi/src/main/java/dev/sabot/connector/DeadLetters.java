package dev.sabot.connector;

/// Keeps the records that could not be used, with where they came from and why, so that nothing
/// vanishes.
///
/// **Threads**: safe.
public interface DeadLetters {
    /// Keeps a record. The position is the one at which a reader of the split would read it again.
    ///
    /// **Errors**: TOO_MANY when no more can be kept; the query ends with it.
    ///
    /// @param table the table as SQL names it
    /// @param split the split as [Source.Split#describe()] names it
    /// @param record the bytes as they came; the caller does not change them afterwards
    void add(String table, String split, long position, String reason, byte[] record);

    /// Counts a record that is left out because the table asks for it.
    default void skip(String table, String split) {}
}
