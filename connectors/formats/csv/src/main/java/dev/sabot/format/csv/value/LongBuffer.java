package dev.sabot.format.csv.value;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// Values of at most 64 bits: booleans, integers, dates, times, short decimals.
final class LongBuffer extends ColumnBuffer {
    private final Layout layout;
    private final LongParser parser;
    private long[] values = new long[FIRST_ROWS];

    LongBuffer(Layout layout, LongParser parser) {
        this.layout = layout;
        this.parser = parser;
    }

    @Override
    boolean put(int row, char[] chars, int from, int to) {
        reserve(row);
        int first = NumberText.skipBlanks(chars, from, to);
        int end = NumberText.skipBlanksBack(chars, first, to);
        return first < end && parser.parse(chars, first, end, values, row);
    }

    @Override
    void putNull(int row) {
        reserve(row);
        values[row] = 0;
    }

    private void reserve(int row) {
        if (row == values.length) {
            values = Arrays.copyOf(values, 2 * row);
        }
    }

    @Override
    ColumnWriter writer(BufferAllocator allocator, int rows) {
        return ColumnWriter.fixed(allocator, layout, rows);
    }

    @Override
    void write(ColumnWriter writer, int rows) {
        long address = writer.dataAddress();
        switch (layout) {
            case BIT -> writeBits(address, rows);
            case INT8 -> {
                for (int row = 0; row < rows; row++) {
                    Memory.putByte(address + row, (byte) values[row]);
                }
            }
            case INT16 -> {
                for (int row = 0; row < rows; row++) {
                    Memory.putShort(address + 2L * row, (short) values[row]);
                }
            }
            case INT32 -> {
                for (int row = 0; row < rows; row++) {
                    Memory.putInt(address + 4L * row, (int) values[row]);
                }
            }
            case INT64 -> Memory.copy(values, 0, address, rows);
            case INT128, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT ->
                    throw new IllegalStateException("not 64 bits: " + layout);
        }
    }

    private void writeBits(long address, int rows) {
        long[] words = new long[Bitmap.words(rows)];
        for (int row = 0; row < rows; row++) {
            words[row >>> 6] |= values[row] << row;
        }
        Memory.copy(words, 0, address, words.length);
    }
}
