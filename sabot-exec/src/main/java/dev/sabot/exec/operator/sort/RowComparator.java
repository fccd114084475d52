package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Column;
import dev.sabot.exec.plan.SortKey;

import java.util.List;

/// Compares rows of two sets of columns by sort keys.
public final class RowComparator {
    private final List<SortKey> keys;

    public RowComparator(List<SortKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /// Compares from the given key on; 0 when all of them are equal.
    public int compare(
            List<Column> first, int firstRow, List<Column> second, int secondRow, int fromKey) {
        for (int index = fromKey; index < keys.size(); index++) {
            SortKey key = keys.get(index);
            Column left = first.get(key.column());
            Column right = second.get(key.column());
            boolean isLeftNull = left.isNull(firstRow);
            boolean isRightNull = right.isNull(secondRow);
            int result;
            if (isLeftNull || isRightNull) {
                result = Boolean.compare(isLeftNull, isRightNull);
                result = key.isNullsFirst() ? -result : result;
            } else {
                result = ValueComparator.compare(left, firstRow, right, secondRow);
                result = key.isDescending() ? -result : result;
            }
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }
}
