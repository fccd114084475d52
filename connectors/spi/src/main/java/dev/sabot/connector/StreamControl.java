package dev.sabot.connector;

/// Steers an unbounded table from the process that feeds it.
///
/// **Threads**: safe.
public interface StreamControl {
    /// Promises that no row with an event time before this follows.
    void setWatermark(long micros);

    /// Says that there will be no rows for a while; the next row ends that.
    void setIdle();

    /// Ends the table for all who read it.
    void end();
}
