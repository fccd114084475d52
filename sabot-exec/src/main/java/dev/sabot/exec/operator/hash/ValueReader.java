package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Decodes runs of rows of columns of any encoding into heap arrays, for loops that must not care.
///
/// Row i of a run is row `rows[from + i]`, or `from + i` when `rows` is null. Null rows read as
/// anything.
public final class ValueReader {
    private ValueReader() {}

    /// Reads integers, bits (0 or 1) or the low words of INT128.
    public static void readLongs(
            Column column, int @Nullable [] rows, int from, int count, long[] values) {
        Column flat = column.isFlat() ? column : column.values();
        if (column.isConstant() || flat.length() == 0) {
            long value = flat.length() == 0 ? 0 : readLong(flat, 0);
            Arrays.fill(values, 0, count, value);
        } else if (column.isDictionary()) {
            long indexes = column.dataAddress();
            for (int i = 0; i < count; i++) {
                int row = rows == null ? from + i : rows[from + i];
                values[i] = Memory.getInt(indexes + 4L * row);
            }
            readAt(flat, values, count);
        } else if (rows == null && flat.layout() == Layout.INT64) {
            Memory.copy(flat.dataAddress() + 8L * from, values, 0, count);
        } else if (rows == null) {
            readRange(flat, from, count, values);
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = rows[from + i];
            }
            readAt(flat, values, count);
        }
    }

    private static long readLong(Column flat, int row) {
        return switch (flat.layout()) {
            case BIT -> flat.getBoolean(row) ? 1 : 0;
            case INT8, INT16, INT32, INT64 -> flat.getLong(row);
            case INT128 -> flat.getLow(row);
            case FLOAT32, FLOAT64, VARLEN, LIST, STRUCT -> throw notInteger(flat);
        };
    }

    private static IllegalStateException notInteger(Column column) {
        return new IllegalStateException("not an integer layout: " + column.layout());
    }

    /// Replaces row numbers by the values there.
    private static void readAt(Column flat, long[] values, int count) {
        long data = flat.dataAddress();
        switch (flat.layout()) {
            case BIT -> {
                for (int i = 0; i < count; i++) {
                    long row = values[i];
                    values[i] = (long) Memory.getByte(data + (row >>> 3)) >>> (row & 7) & 1;
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getByte(data + values[i]);
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getShort(data + 2 * values[i]);
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getInt(data + 4 * values[i]);
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getLong(data + 8 * values[i]);
                }
            }
            case INT128 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getLong(data + 16 * values[i]);
                }
            }
            case FLOAT32, FLOAT64, VARLEN, LIST, STRUCT -> throw notInteger(flat);
        }
    }

    private static void readRange(Column flat, int from, int count, long[] values) {
        long data = flat.dataAddress();
        switch (flat.layout()) {
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getByte(data + from + i);
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getShort(data + 2L * (from + i));
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Memory.getInt(data + 4L * (from + i));
                }
            }
            case BIT, INT64, INT128, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (long) from + i;
                }
                readAt(flat, values, count);
            }
        }
    }

    /// Reads the high words of INT128, or the signs of narrower integers.
    public static void readHighs(
            Column column, int @Nullable [] rows, int from, int count, long[] values) {
        if (column.layout() != Layout.INT128) {
            readLongs(column, rows, from, count, values);
            for (int i = 0; i < count; i++) {
                values[i] >>= 63;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = column.getHigh(rows == null ? from + i : rows[from + i]);
        }
    }

    /// Reads FLOAT32 or FLOAT64, or integers converted to double.
    public static void readDoubles(
            Column column, int @Nullable [] rows, int from, int count, double[] values) {
        Column flat = column.isFlat() ? column : column.values();
        long data = flat.dataAddress();
        switch (flat.layout()) {
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    int row = column.valueRow(rows == null ? from + i : rows[from + i]);
                    values[i] = Memory.getFloat(data + 4L * row);
                }
            }
            case FLOAT64 -> {
                if (column.isFlat()) {
                    for (int i = 0; i < count; i++) {
                        int row = rows == null ? from + i : rows[from + i];
                        values[i] = Memory.getDouble(data + 8L * row);
                    }
                } else {
                    for (int i = 0; i < count; i++) {
                        int row = column.valueRow(rows == null ? from + i : rows[from + i]);
                        values[i] = Memory.getDouble(data + 8L * row);
                    }
                }
            }
            case BIT, INT8, INT16, INT32, INT64, INT128, VARLEN, LIST, STRUCT -> {
                for (int i = 0; i < count; i++) {
                    values[i] = column.getLong(rows == null ? from + i : rows[from + i]);
                }
            }
        }
    }

    /// Writes the positions i of the rows that are not null and returns how many.
    public static int readValid(
            Column column, int @Nullable [] rows, int from, int count, int[] positions) {
        int valid = 0;
        for (int i = 0; i < count; i++) {
            positions[valid] = i;
            valid += column.isNull(rows == null ? from + i : rows[from + i]) ? 0 : 1;
        }
        return valid;
    }
}
