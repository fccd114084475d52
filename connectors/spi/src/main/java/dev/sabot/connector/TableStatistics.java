package dev.sabot.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is known of a table without reading it; estimates, except where a method says exact.
///
/// @param numRows rows, or -1 when unknown
/// @param columns one entry per schema column, or empty when nothing is known
public record TableStatistics(double numRows, List<ColumnStatistics> columns) {
    public static final TableStatistics UNKNOWN = new TableStatistics(-1, List.of());

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    /// Returns what is known of a column.
    public ColumnStatistics column(int index) {
        return index < columns.size() ? columns.get(index) : ColumnStatistics.UNKNOWN;
    }

    /// What is known of one column; values in the Java form of [ScanFilter.Domain].
    ///
    /// @param distinctCount distinct values, or -1 when unknown
    /// @param nullFraction share of nulls 0..1, or -1 when unknown
    /// @param averageBytes bytes per value, or -1 when unknown
    public record ColumnStatistics(
            @Nullable Object min,
            @Nullable Object max,
            double distinctCount,
            double nullFraction,
            double averageBytes) {
        public static final ColumnStatistics UNKNOWN = new ColumnStatistics(null, null, -1, -1, -1);
    }
}
