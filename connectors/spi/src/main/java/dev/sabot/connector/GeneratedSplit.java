package dev.sabot.connector;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// Every so manyth of the rows that a generator numbers from 0 on.
///
/// @param next the number of the first row
/// @param step how far the next one is
/// @param end the number no row reaches, or NO_END
/// @param startMicros when row 0 is due, in microseconds since 1970 UTC
/// @param rowsPerSecond how many rows of all splits are due in a second, or UNPACED
public record GeneratedSplit(
        String name, long next, long step, long end, long startMicros, double rowsPerSecond)
        implements Source.Split, Serializable {
    public static final long NO_END = Long.MAX_VALUE;
    public static final double UNPACED = 0;

    /// Parts all rows into splits.
    ///
    /// @param numSplits the splits, or 0 for one per processor, or one when rows are paced
    /// @param end how many rows there are, or NO_END
    public static List<Source.Split> all(
            String name, int numSplits, long end, double rowsPerSecond, ConnectorContext context) {
        int count = numSplits;
        if (count == 0) {
            count = rowsPerSecond == UNPACED ? Runtime.getRuntime().availableProcessors() : 1;
        }
        long start = context.nowMicros();
        List<Source.Split> splits = new ArrayList<>();
        for (int first = 0; first < count && first < end; first++) {
            splits.add(new GeneratedSplit(name, first, count, end, start, rowsPerSecond));
        }
        return splits;
    }

    /// Returns the rest of the split from a row on.
    public GeneratedSplit from(long row) {
        return new GeneratedSplit(name, row, step, end, startMicros, rowsPerSecond);
    }

    @Override
    public long estimatedRows() {
        return end == NO_END ? -1 : Math.max(0, (end - next + step - 1) / step);
    }

    @Override
    public String describe() {
        return name + " from " + next + " by " + step;
    }

    /// Returns how many rows are due at a time.
    long dueAt(long micros) {
        if (rowsPerSecond == UNPACED) {
            return end;
        }
        double due = Math.floor((micros - startMicros) * rowsPerSecond / 1e6) + 1;
        return (long) Math.min(end, due);
    }

    /// Returns when a row is due.
    long dueMicros(long row) {
        return startMicros + (long) Math.ceil(row * 1e6 / rowsPerSecond);
    }
}
