package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.ValueReader;

import org.jspecify.annotations.Nullable;

/// Presents up to [#SIZE] rows to an accumulator without those it skips: their groups, weights and
/// argument values, side by side in heap arrays.
final class Run {
    static final int SIZE = 1_024;

    final int[] groups = new int[SIZE];
    final long[] weights = new long[SIZE];
    private final int[] chosen = new int[SIZE];
    private int @Nullable [] rows;
    private int from;
    private int count;
    private boolean isWeighted;

    /// Starts the run of rows `from` until `from + size` of those an accumulator was given, leaving
    /// out rows where one of the first `required` arguments is null.
    void start(RowSet set, int from, int size, Column[] arguments, int required) {
        boolean hasNulls = false;
        for (int argument = 0; argument < required; argument++) {
            hasNulls |= arguments[argument].hasNulls();
        }
        if (!hasNulls) {
            this.rows = set.rows;
            this.from = from;
            this.count = size;
            System.arraycopy(set.groups, from, groups, 0, size);
        } else {
            choose(set, from, size, arguments, required);
        }
        Column weightColumn = set.weights;
        isWeighted = weightColumn != null;
        if (weightColumn != null) {
            ValueReader.readLongs(weightColumn, this.rows, this.from, count, weights);
        }
    }

    private void choose(RowSet set, int from, int size, Column[] arguments, int required) {
        int[] setRows = set.rows;
        int kept = 0;
        for (int i = from; i < from + size; i++) {
            int row = setRows == null ? i : setRows[i];
            boolean isNull = false;
            for (int argument = 0; argument < required; argument++) {
                isNull |= arguments[argument].isNull(row);
            }
            chosen[kept] = row;
            groups[kept] = set.groups[i];
            kept += isNull ? 0 : 1;
        }
        this.rows = chosen;
        this.from = 0;
        this.count = kept;
    }

    /// The rows an accumulator was given; see
    /// [dev.sabot.exec.function.Accumulator#accumulate].
    record RowSet(int @Nullable [] rows, int[] groups, @Nullable Column weights) {}

    int count() {
        return count;
    }

    boolean isWeighted() {
        return isWeighted;
    }

    /// Returns the row of the columns that row i of the run is.
    int row(int i) {
        int[] numbers = rows;
        return numbers == null ? from + i : numbers[from + i];
    }

    /// Reads integers, bits or low words.
    void longs(Column column, long[] values) {
        ValueReader.readLongs(column, rows, from, count, values);
    }

    void highs(Column column, long[] values) {
        ValueReader.readHighs(column, rows, from, count, values);
    }

    void doubles(Column column, double[] values) {
        ValueReader.readDoubles(column, rows, from, count, values);
    }
}
