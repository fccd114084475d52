package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

/// Makes flat columns from heap arrays; the caller owns them.
public final class HeapColumns {
    private HeapColumns() {}

    /// Returns a column of an integer layout or BIT of the values at `from` until `from + count`,
    /// those null whose `isValid` is false at the same place.
    public static Column ofLongs(
            Layout layout,
            long[] values,
            boolean[] isValid,
            int from,
            int count,
            BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, count)) {
            writeLongs(layout, values, from, count, writer.dataAddress());
            writeValidity(isValid, from, count, writer);
            return writer.finish();
        }
    }

    /// As [#ofLongs] without nulls.
    public static Column ofLongs(
            Layout layout, long[] values, int from, int count, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, count)) {
            writeLongs(layout, values, from, count, writer.dataAddress());
            return writer.finish();
        }
    }

    private static void writeLongs(Layout layout, long[] values, int from, int count, long to) {
        switch (layout) {
            case BIT -> {
                for (int word = 0; word < (count + 63) >>> 6; word++) {
                    long bits = 0;
                    int base = word << 6;
                    for (int bit = 0; bit < Math.min(64, count - base); bit++) {
                        bits |= (values[from + base + bit] & 1) << bit;
                    }
                    Memory.putLong(to + 8L * word, bits);
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putByte(to + i, (byte) values[from + i]);
                }
            }
            case INT16 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putShort(to + 2L * i, (short) values[from + i]);
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putInt(to + 4L * i, (int) values[from + i]);
                }
            }
            case INT64 -> Memory.copy(values, from, to, count);
            case INT128, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT ->
                    throw new IllegalStateException("not an integer layout: " + layout);
        }
    }

    /// Returns a FLOAT32 or FLOAT64 column.
    public static Column ofDoubles(
            Layout layout,
            double[] values,
            boolean[] isValid,
            int from,
            int count,
            BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, count)) {
            long to = writer.dataAddress();
            if (layout == Layout.FLOAT32) {
                for (int i = 0; i < count; i++) {
                    Memory.putFloat(to + 4L * i, (float) values[from + i]);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    Memory.putDouble(to + 8L * i, values[from + i]);
                }
            }
            writeValidity(isValid, from, count, writer);
            return writer.finish();
        }
    }

    /// Returns a decimal column of pairs of low and high word: INT64 when all valid values fit,
    /// else INT128. Value i is at `words[2 * (from + i)]` and the next.
    public static Column ofWides(
            long[] words, boolean[] isValid, int from, int count, BufferAllocator allocator) {
        boolean fitsLong = true;
        for (int i = from; i < from + count; i++) {
            fitsLong &= !isValid[i] || words[2 * i + 1] == words[2 * i] >> 63;
        }
        Layout layout = fitsLong ? Layout.INT64 : Layout.INT128;
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, count)) {
            long to = writer.dataAddress();
            if (fitsLong) {
                for (int i = 0; i < count; i++) {
                    Memory.putLong(to + 8L * i, words[2 * (from + i)]);
                }
            } else {
                Memory.copy(words, 2 * from, to, 2 * count);
            }
            writeValidity(isValid, from, count, writer);
            return writer.finish();
        }
    }

    /// Marks the rows whose `isValid` is false null.
    public static void writeValidity(boolean[] isValid, int from, int count, ColumnWriter writer) {
        for (int i = 0; i < count; i++) {
            if (!isValid[from + i]) {
                writer.setNull(i);
            }
        }
    }
}
