package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.operator.sort.ValueComparator;
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
        int result = ValueComparator.compare(column, left, column, right);
        return key.isDescending() ? -result : result;
    }
}
