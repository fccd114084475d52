package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.plan.SortKey;
import java.util.List;

/// Sorts kept rows by group and then by the order inside an aggregate call.
final class RowOrder {
    private final Column[] columns;
    private final int[] rowGroups;
    private final int[] kept;
    private final List<SortKey> order;

    private RowOrder(Column[] columns, int[] rowGroups, int[] kept, List<SortKey> order) {
        this.columns = columns;
        this.rowGroups = rowGroups;
        this.kept = kept;
        this.order = order;
    }

    /// Returns the positions of the rows in order; equal rows keep theirs.
    ///
    /// @param columns the group, then the columns the order counts from 0
    /// @param kept the number of the row at each position
    static int[] sort(Column[] columns, int[] rowGroups, int[] kept, List<SortKey> order) {
        int[] positions = new int[kept.length];
        for (int position = 0; position < positions.length; position++) {
            positions[position] = position;
        }
        new RowOrder(columns, rowGroups, kept, order)
                .sort(positions, positions.clone(), 0, positions.length);
        return positions;
    }

    /// Sorts `target` from `from` until `end` by merging; `source` has the same content.
    private void sort(int[] target, int[] source, int from, int end) {
        if (end - from < 2) {
            return;
        }
        int middle = (from + end) >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, end);
        int left = from;
        int right = middle;
        for (int at = from; at < end; at++) {
            boolean takesLeft =
                    right == end || (left < middle && compare(source[left], source[right]) <= 0);
            target[at] = takesLeft ? source[left++] : source[right++];
        }
    }

    private int compare(int left, int right) {
        int byGroup = Integer.compare(rowGroups[kept[left]], rowGroups[kept[right]]);
        if (byGroup != 0) {
            return byGroup;
        }
        for (SortKey key : order) {
            int result = compare(columns[key.column() + 1], left, right, key);
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int compare(Column column, int left, int right, SortKey key) {
        boolean leftNull = column.isNull(left);
        boolean rightNull = column.isNull(right);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == key.isNullsFirst() ? -1 : 1;
        }
        int result =
                switch (column.layout()) {
                    case BIT -> Boolean.compare(column.getBoolean(left), column.getBoolean(right));
                    case INT8, INT16, INT32, INT64 ->
                            Long.compare(column.getLong(left), column.getLong(right));
                    case INT128 -> {
                        int byHigh = Long.compare(column.getHigh(left), column.getHigh(right));
                        yield byHigh != 0
                                ? byHigh
                                : Long.compareUnsigned(column.getLow(left), column.getLow(right));
                    }
                    case FLOAT32, FLOAT64 ->
                            Double.compare(column.getDouble(left), column.getDouble(right));
                    case VARLEN -> compareBytes(column, left, right);
                    case LIST, STRUCT -> throw new IllegalStateException("nested sort key");
                };
        return key.isDescending() ? -result : result;
    }

    private static int compareBytes(Column column, int left, int right) {
        int leftLength = column.valueLength(left);
        int rightLength = column.valueLength(right);
        long leftAddress = column.bytesAddress(left);
        long rightAddress = column.bytesAddress(right);
        int shared = Math.min(leftLength, rightLength);
        long at = Memory.mismatch(leftAddress, shared, rightAddress, shared);
        return at < 0
                ? Integer.compare(leftLength, rightLength)
                : Byte.compareUnsigned(
                        Memory.getByte(leftAddress + at), Memory.getByte(rightAddress + at));
    }
}
