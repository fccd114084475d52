package dev.sabot.exec.plan;

/// Says how long a row of one side of a stream join can still meet new rows of the other side:
/// until the other side's watermark passes the column's value plus `micros`.
///
/// @param column a TIMESTAMP column of the side, counted from that side's first
public record Retention(int column, long micros) {}
