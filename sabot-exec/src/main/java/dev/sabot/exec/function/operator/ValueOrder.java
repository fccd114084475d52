package dev.sabot.exec.function.operator;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Orders single values of one type, nested ones too. Inside a nested value nulls equal each other
/// and come last; a list that begins another comes first.
///
/// Not for hot loops over flat types: it decides by type for each value.
public final class ValueOrder {
    private ValueOrder() {}

    /// Compares two values that are not null.
    public static int compare(Column left, int leftRow, Column right, int rightRow, DataType type) {
        return switch (type.kind()) {
            case NULL -> 0;
            case BOOLEAN -> Boolean.compare(left.getBoolean(leftRow), right.getBoolean(rightRow));
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    Long.compare(left.getLong(leftRow), right.getLong(rightRow));
            case DECIMAL ->
                    Int128.compare(
                            left.getHigh(leftRow),
                            left.getLow(leftRow),
                            right.getHigh(rightRow),
                            right.getLow(rightRow));
            case REAL, DOUBLE ->
                    Comparison.order(left.getDouble(leftRow), right.getDouble(rightRow));
            case VARCHAR, VARBINARY -> {
                Text first = new Text();
                Text second = new Text();
                first.set(left, leftRow);
                second.set(right, rightRow);
                yield first.compare(second);
            }
            case ARRAY, MAP -> compareLists(left, leftRow, right, rightRow, type);
            case ROW -> compareRows(left, leftRow, right, rightRow, type);
        };
    }

    /// Compares two values that may be null; nulls equal each other and come last.
    public static int compareNullable(
            Column left, int leftRow, Column right, int rightRow, DataType type) {
        boolean isLeftNull = left.isNull(leftRow);
        boolean isRightNull = right.isNull(rightRow);
        if (isLeftNull || isRightNull) {
            return Boolean.compare(isLeftNull, isRightNull);
        }
        return compare(left, leftRow, right, rightRow, type);
    }

    private static Column flat(Column column) {
        return column.isFlat() ? column : column.values();
    }

    private static int compareLists(
            Column left, int leftRow, Column right, int rightRow, DataType type) {
        boolean isMap = type.kind() == TypeKind.MAP;
        DataType element = isMap ? DataType.row(type.fields()) : type.element();
        Column leftElements = flat(left).child(0);
        Column rightElements = flat(right).child(0);
        int leftStart = left.listStart(leftRow);
        int rightStart = right.listStart(rightRow);
        int leftLength = left.valueLength(leftRow);
        int rightLength = right.valueLength(rightRow);
        for (int index = 0; index < Math.min(leftLength, rightLength); index++) {
            int order =
                    compareNullable(
                            leftElements,
                            leftStart + index,
                            rightElements,
                            rightStart + index,
                            element);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(leftLength, rightLength);
    }

    private static int compareRows(
            Column left, int leftRow, Column right, int rightRow, DataType type) {
        for (int field = 0; field < type.fields().size(); field++) {
            int order =
                    compareNullable(
                            flat(left).child(field),
                            left.valueRow(leftRow),
                            flat(right).child(field),
                            right.valueRow(rightRow),
                            type.fields().get(field).type());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
