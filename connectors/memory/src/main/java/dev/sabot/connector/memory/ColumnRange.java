package dev.sabot.connector.memory;

import dev.sabot.batch.Column;
import dev.sabot.type.Layout;

/// The smallest and largest value of an integer column, and its nulls.
///
/// @param isKnown false for other layouts and for columns of nulls only
record ColumnRange(boolean isKnown, long min, long max, int nullCount) {

    static ColumnRange of(Column column, int numRows) {
        Layout layout = column.layout();
        boolean isInteger =
                layout == Layout.INT8
                        || layout == Layout.INT16
                        || layout == Layout.INT32
                        || layout == Layout.INT64;
        if (!isInteger || column.nullCount() == numRows) {
            return new ColumnRange(false, 0, 0, column.nullCount());
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0; row < numRows; row++) {
            if (!column.isNull(row)) {
                long value = column.getLong(row);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return new ColumnRange(true, min, max, column.nullCount());
    }
}
