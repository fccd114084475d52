package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.file.Conversion;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

/// Makes columns of values of fixed width as they are on disk.
final class FixedConverter {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final BufferAllocator allocator;
    private final Conversion conversion;
    private final Layout layout;
    private final int width;

    FixedConverter(SchemaNode.Leaf leaf, BufferAllocator allocator) {
        this.allocator = allocator;
        this.conversion = leaf.conversion();
        this.layout = conversion.layout(leaf.physical());
        this.width = leaf.physicalWidth();
    }

    BufferAllocator allocator() {
        return allocator;
    }

    int width() {
        return width;
    }

    boolean isCopy() {
        return conversion == Conversion.COPY;
    }

    Layout layout() {
        return layout;
    }

    /// Converts `count` values of [#width()] bytes each.
    Column convert(long source, int count) {
        if (layout == Layout.VARLEN) {
            return toText(source, count);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, count)) {
            convert(source, writer.dataAddress(), count);
            return writer.finish();
        }
    }

    private void convert(long from, long to, int count) {
        switch (conversion) {
            case COPY -> Memory.copy(from, to, (long) count * width);
            case INT32_TO_INT8 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putByte(to + row, (byte) Memory.getInt(from + 4L * row));
                }
            }
            case INT32_TO_INT16 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putShort(to + 2L * row, (short) Memory.getInt(from + 4L * row));
                }
            }
            case INT32_TO_INT64 -> widen(from, to, count, -1L);
            case UINT32_TO_INT64 -> widen(from, to, count, 0xFFFFFFFFL);
            case INT32_MILLIS_TO_MICROS -> {
                for (int row = 0; row < count; row++) {
                    Memory.putLong(to + 8L * row, 1_000L * Memory.getInt(from + 4L * row));
                }
            }
            case INT64_MILLIS_TO_MICROS -> {
                for (int row = 0; row < count; row++) {
                    Memory.putLong(to + 8L * row, millisToMicros(Memory.getLong(from + 8L * row)));
                }
            }
            case INT64_NANOS_TO_MICROS -> {
                for (int row = 0; row < count; row++) {
                    long nanos = Memory.getLong(from + 8L * row);
                    Memory.putLong(to + 8L * row, Math.floorDiv(nanos, 1_000L));
                }
            }
            case UINT64_TO_INT128 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putLong(to + 16L * row, Memory.getLong(from + 8L * row));
                    Memory.putLong(to + 16L * row + 8, 0);
                }
            }
            case INT96_TO_MICROS -> {
                for (int row = 0; row < count; row++) {
                    Memory.putLong(to + 8L * row, julianMicros(from + 12L * row));
                }
            }
            case FLOAT_TO_DOUBLE -> {
                for (int row = 0; row < count; row++) {
                    Memory.putDouble(to + 8L * row, Memory.getFloat(from + 4L * row));
                }
            }
            case FLOAT16_TO_FLOAT -> {
                for (int row = 0; row < count; row++) {
                    short half = Memory.getShort(from + 2L * row);
                    Memory.putFloat(to + 4L * row, Float.float16ToFloat(half));
                }
            }
            case BYTES_TO_INT64 -> {
                for (int row = 0; row < count; row++) {
                    long at = from + (long) row * width;
                    Memory.putLong(to + 8L * row, BigEndian.toLong(at, width));
                }
            }
            case BYTES_TO_INT128 -> {
                for (int row = 0; row < count; row++) {
                    long at = from + (long) row * width;
                    BigEndian.toInt128(at, width, to + 16L * row);
                }
            }
            case BYTES_TO_UUID, FIXED_TO_VARLEN, UNSUPPORTED ->
                    throw new IllegalStateException("no fixed width: " + conversion);
        }
    }

    private static void widen(long from, long to, int count, long mask) {
        for (int row = 0; row < count; row++) {
            Memory.putLong(to + 8L * row, Memory.getInt(from + 4L * row) & mask);
        }
    }

    private static long millisToMicros(long millis) {
        long micros = millis * 1_000;
        if (Math.multiplyHigh(millis, 1_000L) != micros >> 63) {
            throw new CorruptPageException(
                    "a timestamp of " + millis + " ms is out of the range of microseconds");
        }
        return micros;
    }

    private static long julianMicros(long address) {
        long nanosOfDay = Memory.getLong(address);
        long day = (long) Memory.getInt(address + 8) - JULIAN_DAY_OF_1970;
        // days reach past the range of microseconds by so much that doubles can tell
        long micros = day * MICROS_PER_DAY + Math.floorDiv(nanosOfDay, 1_000L);
        double exact = (double) day * MICROS_PER_DAY + nanosOfDay / 1e3;
        if (Math.abs(exact - micros) > 1e15) {
            throw new CorruptPageException(
                    "an INT96 timestamp of Julian day "
                            + Memory.getInt(address + 8)
                            + " is out of the range of microseconds");
        }
        return micros;
    }

    private Column toText(long source, int count) {
        int valueBytes = conversion == Conversion.BYTES_TO_UUID ? 36 : width;
        long numBytes = (long) valueBytes * count;
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, count, numBytes)) {
            long to = writer.reserveBytes(numBytes);
            if (conversion == Conversion.BYTES_TO_UUID) {
                for (int row = 0; row < count; row++) {
                    putUuid(source + 16L * row, to + 36L * row);
                }
            } else {
                Memory.copy(source, to, numBytes);
            }
            for (int row = 0; row < count; row++) {
                writer.advanceBytes(valueBytes);
                writer.endRow(row);
            }
            return writer.finish();
        }
    }

    private static void putUuid(long from, long to) {
        long at = to;
        for (int index = 0; index < 16; index++) {
            if (index == 4 || index == 6 || index == 8 || index == 10) {
                Memory.putByte(at++, (byte) '-');
            }
            int value = Memory.getByte(from + index);
            Memory.putByte(at++, HEX[value >>> 4 & 15]);
            Memory.putByte(at++, HEX[value & 15]);
        }
    }
}
