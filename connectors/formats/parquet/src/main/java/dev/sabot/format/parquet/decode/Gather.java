package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;

import org.apache.arrow.memory.BufferAllocator;

/// Copies chosen rows of a flat column without nulls.
public final class Gather {
    private Gather() {}

    /// Returns a dictionary-coded column with its values in place, or a flat one retained.
    public static Column flatten(Column column, BufferAllocator allocator) {
        if (column.isFlat()) {
            return column.retain();
        }
        int[] rows = new int[column.length()];
        Memory.copy(column.dataAddress(), rows, 0, rows.length);
        return flatten(column.values(), rows, rows.length, allocator);
    }

    /// Returns the rows in the order given; the caller owns the column.
    static Column flatten(Column values, int[] rows, int count, BufferAllocator allocator) {
        return switch (values.layout()) {
            case VARLEN -> varlen(values, rows, count, allocator);
            case BIT, INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 -> {
                try (ColumnWriter writer = ColumnWriter.fixed(allocator, values.layout(), count)) {
                    fixed(values, rows, count, writer.dataAddress());
                    yield writer.finish();
                }
            }
            case LIST, STRUCT -> throw new IllegalStateException("no leaf: " + values.layout());
        };
    }

    private static void fixed(Column values, int[] rows, int count, long to) {
        long from = values.dataAddress();
        switch (values.layout().byteWidth()) {
            case 0 -> bits(from, rows, count, to);
            case 1 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putByte(to + row, Memory.getByte(from + rows[row]));
                }
            }
            case 2 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putShort(to + 2L * row, Memory.getShort(from + 2L * rows[row]));
                }
            }
            case 4 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putInt(to + 4L * row, Memory.getInt(from + 4L * rows[row]));
                }
            }
            case 8 -> {
                for (int row = 0; row < count; row++) {
                    Memory.putLong(to + 8L * row, Memory.getLong(from + 8L * rows[row]));
                }
            }
            default -> {
                for (int row = 0; row < count; row++) {
                    long at = from + 16L * rows[row];
                    Memory.putLong(to + 16L * row, Memory.getLong(at));
                    Memory.putLong(to + 16L * row + 8, Memory.getLong(at + 8));
                }
            }
        }
    }

    private static void bits(long from, int[] rows, int count, long to) {
        long[] words = new long[Bitmap.words(count)];
        for (int row = 0; row < count; row++) {
            if (Bitmap.get(from, rows[row])) {
                Bitmap.set(words, row);
            }
        }
        Memory.copy(words, 0, to, words.length);
    }

    private static Column varlen(Column values, int[] rows, int count, BufferAllocator allocator) {
        long offsets = values.offsetsAddress();
        long numBytes = 0;
        for (int row = 0; row < count; row++) {
            long at = offsets + 4L * rows[row];
            numBytes += Memory.getInt(at + 4) - Memory.getInt(at);
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, count, numBytes)) {
            writer.reserveBytes(numBytes);
            for (int row = 0; row < count; row++) {
                long at = offsets + 4L * rows[row];
                int start = Memory.getInt(at);
                writer.appendBytes(values.dataAddress() + start, Memory.getInt(at + 4) - start);
                writer.endRow(row);
            }
            return writer.finish();
        }
    }
}
