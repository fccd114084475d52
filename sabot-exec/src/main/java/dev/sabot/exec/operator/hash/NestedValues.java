package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

/// Writes values of any type as bytes and reads them back.
///
/// Equal values give equal bytes, whatever the layout of decimals and the encoding of columns. A
/// value starts with a byte: null, short (8 bytes of integer or double), wide (16 bytes) or sized
/// (an int32 count, then bytes, elements or components).
public final class NestedValues {
    private static final int NULL = 0;
    private static final int SHORT = 1;
    private static final int WIDE = 2;
    private static final int SIZED = 3;

    private NestedValues() {}

    /// Appends a row of a column.
    ///
    /// @param canonical whether -0.0 becomes 0.0 and every NaN the same
    public static void encode(Column column, int row, boolean canonical, ByteSink sink) {
        if (column.isNull(row)) {
            sink.putByte(NULL);
            return;
        }
        switch (column.layout()) {
            case BIT -> putShort(column.getBoolean(row) ? 1 : 0, sink);
            case INT8, INT16, INT32, INT64 -> putShort(column.getLong(row), sink);
            case INT128 -> {
                long low = column.getLow(row);
                long high = column.getHigh(row);
                if (high == low >> 63) {
                    putShort(low, sink);
                } else {
                    sink.putByte(WIDE);
                    sink.putLong(low);
                    sink.putLong(high);
                }
            }
            case FLOAT32, FLOAT64 -> {
                double value = column.getDouble(row);
                putShort(
                        canonical ? KeyHash.doubleBits(value) : Double.doubleToRawLongBits(value),
                        sink);
            }
            case VARLEN -> {
                putSize(column.valueLength(row), sink);
                sink.putBytes(column.bytesAddress(row), column.valueLength(row));
            }
            case LIST -> {
                Column child = flat(column).child(0);
                int start = column.listStart(row);
                int length = column.valueLength(row);
                putSize(length, sink);
                for (int element = start; element < start + length; element++) {
                    encode(child, element, canonical, sink);
                }
            }
            case STRUCT -> {
                Column flat = flat(column);
                putSize(flat.childCount(), sink);
                for (int child = 0; child < flat.childCount(); child++) {
                    encode(flat.child(child), column.valueRow(row), canonical, sink);
                }
            }
        }
    }

    private static Column flat(Column column) {
        return column.isFlat() ? column : column.values();
    }

    private static void putShort(long value, ByteSink sink) {
        sink.putByte(SHORT);
        sink.putLong(value);
    }

    private static void putSize(int size, ByteSink sink) {
        sink.putByte(SIZED);
        sink.putInt(size);
    }

    /// Appends the value that starts at an index to a builder and returns the index past it.
    public static int decode(byte[] bytes, int from, ColumnBuilder builder) {
        return switch (bytes[from]) {
            case NULL -> {
                builder.appendNull();
                yield from + 1;
            }
            case SHORT -> {
                decodeShort(getLong(bytes, from + 1), builder);
                yield from + 9;
            }
            case WIDE -> {
                builder.appendDecimal(getLong(bytes, from + 9), getLong(bytes, from + 1));
                yield from + 17;
            }
            case SIZED -> decodeSized(bytes, from + 1, builder);
            default -> throw new IllegalStateException("no value starts with " + bytes[from]);
        };
    }

    private static void decodeShort(long value, ColumnBuilder builder) {
        DataType type = builder.type();
        if (type.kind().isApproximate()) {
            builder.appendDouble(Double.longBitsToDouble(value));
        } else if (type.layout() == Layout.BIT) {
            builder.appendBoolean(value != 0);
        } else {
            builder.appendLong(value);
        }
    }

    private static int decodeSized(byte[] bytes, int from, ColumnBuilder builder) {
        int size = (int) getLong(bytes, from, 4);
        int at = from + 4;
        if (!builder.type().kind().isNested()) {
            builder.appendBytes(bytes, at, size);
            return at + size;
        }
        boolean isStruct = builder.type().layout() == Layout.STRUCT;
        for (int index = 0; index < size; index++) {
            at = decode(bytes, at, builder.child(isStruct ? index : 0));
        }
        builder.endNested();
        return at;
    }

    private static long getLong(byte[] bytes, int from) {
        return getLong(bytes, from, 8);
    }

    private static long getLong(byte[] bytes, int from, int width) {
        long value = 0;
        for (int index = 0; index < width; index++) {
            value |= (bytes[from + index] & 0xFFL) << 8 * index;
        }
        return value;
    }
}
