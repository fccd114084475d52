package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.type.Layout;

/// Turns values of one sort key into longs whose signed order agrees with the key's order: a
/// smaller prefix sorts first. Equal prefixes mean equal values only where [#isExact] says so.
public final class SortPrefix {
    private SortPrefix() {}

    /// Says whether equal prefixes of rows of a column, neither null, mean equal values.
    public static boolean isExact(Column column) {
        return switch (column.layout()) {
            case BIT, INT8, INT16, INT32, FLOAT32 -> true;
            case INT64, FLOAT64 -> !column.hasNulls();
            case INT128, VARLEN, LIST, STRUCT -> false;
        };
    }

    /// Fills `prefixes` for the rows of a column. Nulls get the smallest or the largest long.
    public static void fill(Column column, SortKey key, long[] prefixes) {
        int numRows = column.length();
        long flip = key.isDescending() ? -1L : 0L;
        long nullPrefix = key.isNullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
        if (column.isFlat() && !column.hasNulls() && column.layout() == Layout.INT64) {
            long address = column.dataAddress();
            for (int row = 0; row < numRows; row++) {
                prefixes[row] = Memory.getLong(address + 8L * row) ^ flip;
            }
            return;
        }
        if (column.isFlat() && !column.hasNulls() && column.layout() == Layout.INT32) {
            long address = column.dataAddress();
            for (int row = 0; row < numRows; row++) {
                prefixes[row] = Memory.getInt(address + 4L * row) ^ flip;
            }
            return;
        }
        for (int row = 0; row < numRows; row++) {
            prefixes[row] = column.isNull(row) ? nullPrefix : of(column, row) ^ flip;
        }
    }

    private static long of(Column column, int row) {
        return switch (column.layout()) {
            case BIT -> column.getBoolean(row) ? 1 : 0;
            case INT8, INT16, INT32, INT64 -> column.getLong(row);
            case INT128 -> column.getHigh(row);
            case FLOAT32, FLOAT64 -> ofDouble(column.getDouble(row));
            case VARLEN -> ofBytes(column.bytesAddress(row), column.valueLength(row));
            case LIST, STRUCT -> 0;
        };
    }

    private static long ofDouble(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /// The first eight bytes, big-endian, missing ones zero, with the sign bit turned.
    private static long ofBytes(long address, int length) {
        long prefix;
        if (length >= 8) {
            prefix = Long.reverseBytes(Memory.getLong(address));
        } else {
            prefix = 0;
            for (int index = 0; index < length; index++) {
                prefix |= (Memory.getByte(address + index) & 0xFFL) << (56 - 8 * index);
            }
        }
        return prefix ^ Long.MIN_VALUE;
    }
}
