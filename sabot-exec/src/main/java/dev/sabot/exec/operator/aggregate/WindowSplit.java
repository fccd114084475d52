package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.operator.hash.ValueReader;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Divides the rows of a batch by window end, for one task.
final class WindowSplit {
    /// So many ends are looked for one by one; more by hash.
    private static final int FEW_ENDS = 16;

    private long[] values = new long[0];
    private int[] partOf = new int[0];
    private long[] ends = new long[FEW_ENDS];
    private int[] counts = new int[FEW_ENDS];
    private int[][] rows = new int[0][];
    private int numParts;
    private final Map<Long, Integer> partByEnd = new HashMap<>();

    /// Divides the selected rows of a lent batch.
    void divide(Column endColumn, Batch batch) {
        int count = batch.selectedRows();
        Selection selection = batch.selection();
        int[] selected = selection == null ? null : selection.indexes(batch.numRows());
        if (values.length < count) {
            values = new long[count];
            partOf = new int[count];
        }
        ValueReader.readLongs(endColumn, selected, 0, count, values);
        for (int i = 0; endColumn.hasNulls() && i < count; i++) {
            if (endColumn.isNull(selected == null ? i : selected[i])) {
                values[i] = WindowKeys.NULL_END;
            }
        }
        findParts(count);
        rows = new int[numParts][];
        for (int part = 0; part < numParts; part++) {
            rows[part] = new int[counts[part]];
        }
        int[] filled = new int[numParts];
        for (int i = 0; i < count; i++) {
            int part = partOf[i];
            rows[part][filled[part]++] = selected == null ? i : selected[i];
        }
    }

    private void findParts(int count) {
        numParts = 0;
        partByEnd.clear();
        int last = -1;
        for (int i = 0; i < count; i++) {
            long end = values[i];
            if (last < 0 || ends[last] != end) {
                last = part(end);
            }
            partOf[i] = last;
            counts[last]++;
        }
    }

    private int part(long end) {
        for (int part = 0; part < Math.min(numParts, FEW_ENDS); part++) {
            if (ends[part] == end) {
                return part;
            }
        }
        Integer known = numParts > FEW_ENDS ? partByEnd.get(end) : null;
        if (known != null) {
            return known;
        }
        if (numParts == ends.length) {
            ends = Arrays.copyOf(ends, 2 * numParts);
            counts = Arrays.copyOf(counts, 2 * numParts);
        }
        ends[numParts] = end;
        counts[numParts] = 0;
        if (numParts >= FEW_ENDS) {
            partByEnd.put(end, numParts);
        }
        return numParts++;
    }

    /// Returns how many different ends there are.
    int numParts() {
        return numParts;
    }

    long end(int part) {
        return ends[part];
    }

    /// Returns the rows of an end, ascending.
    Selection rows(int part) {
        return new Selection.Indexes(rows[part], rows[part].length);
    }
}
