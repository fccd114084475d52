package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

/// Compares single values of columns in SQL's order: numbers by value with NaN above all and -0
/// equal to 0, text and bytes unsigned byte by byte, lists and rows element by element with null
/// elements last.
public final class ValueComparator {
    private ValueComparator() {}

    /// Compares two rows, neither of them null; the columns have the same layout, or are two
    /// integer layouts of DECIMAL.
    public static int compare(Column first, int firstRow, Column second, int secondRow) {
        Layout layout = first.layout();
        return switch (layout) {
            case BIT -> Boolean.compare(first.getBoolean(firstRow), second.getBoolean(secondRow));
            case INT8, INT16, INT32 ->
                    Long.compare(first.getLong(firstRow), second.getLong(secondRow));
            case INT64, INT128 -> compareWide(first, firstRow, second, secondRow);
            case FLOAT32, FLOAT64 ->
                    compareDoubles(first.getDouble(firstRow), second.getDouble(secondRow));
            case VARLEN -> compareBytes(first, firstRow, second, secondRow);
            case LIST -> compareLists(first, firstRow, second, secondRow);
            case STRUCT -> compareStructs(first, firstRow, second, secondRow);
        };
    }

    private static int compareWide(Column first, int firstRow, Column second, int secondRow) {
        if (first.layout() == Layout.INT64 && second.layout() == Layout.INT64) {
            return Long.compare(first.getLong(firstRow), second.getLong(secondRow));
        }
        int high = Long.compare(first.getHigh(firstRow), second.getHigh(secondRow));
        return high != 0
                ? high
                : Long.compareUnsigned(first.getLow(firstRow), second.getLow(secondRow));
    }

    /// Compares doubles: -0 equals 0, NaN equals NaN and is above all others.
    public static int compareDoubles(double first, double second) {
        return Double.compare(first + 0.0, second + 0.0);
    }

    private static int compareBytes(Column first, int firstRow, Column second, int secondRow) {
        long firstAddress = first.bytesAddress(firstRow);
        long secondAddress = second.bytesAddress(secondRow);
        int firstLength = first.valueLength(firstRow);
        int secondLength = second.valueLength(secondRow);
        long difference = Memory.mismatch(firstAddress, firstLength, secondAddress, secondLength);
        if (difference < 0) {
            return 0;
        }
        if (difference >= firstLength || difference >= secondLength) {
            return Integer.compare(firstLength, secondLength);
        }
        return Byte.compareUnsigned(
                Memory.getByte(firstAddress + difference),
                Memory.getByte(secondAddress + difference));
    }

    private static int compareLists(Column first, int firstRow, Column second, int secondRow) {
        Column firstFlat = first.isFlat() ? first : first.values();
        Column secondFlat = second.isFlat() ? second : second.values();
        int firstLength = first.valueLength(firstRow);
        int secondLength = second.valueLength(secondRow);
        for (int index = 0; index < Math.min(firstLength, secondLength); index++) {
            int result =
                    compareNullable(
                            firstFlat.child(0),
                            first.listStart(firstRow) + index,
                            secondFlat.child(0),
                            second.listStart(secondRow) + index);
            if (result != 0) {
                return result;
            }
        }
        return Integer.compare(firstLength, secondLength);
    }

    private static int compareStructs(Column first, int firstRow, Column second, int secondRow) {
        Column firstFlat = first.isFlat() ? first : first.values();
        Column secondFlat = second.isFlat() ? second : second.values();
        for (int child = 0; child < firstFlat.childCount(); child++) {
            int result =
                    compareNullable(
                            firstFlat.child(child),
                            first.valueRow(firstRow),
                            secondFlat.child(child),
                            second.valueRow(secondRow));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int compareNullable(Column first, int firstRow, Column second, int secondRow) {
        boolean isFirstNull = first.isNull(firstRow);
        boolean isSecondNull = second.isNull(secondRow);
        if (isFirstNull || isSecondNull) {
            return Boolean.compare(isFirstNull, isSecondNull);
        }
        return compare(first, firstRow, second, secondRow);
    }
}
