package dev.sabot.format.csv.value;

import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Arrays;

/// Values of DECIMAL of more than 18 digits.
final class WideBuffer extends ColumnBuffer {
    private final DataType type;
    private final char separator;
    private long[] lows = new long[FIRST_ROWS];
    private long[] highs = new long[FIRST_ROWS];

    WideBuffer(DataType type, char separator) {
        this.type = type;
        this.separator = separator;
    }

    @Override
    boolean put(int row, char[] chars, int from, int to) {
        int first = NumberText.skipBlanks(chars, from, to);
        int end = NumberText.skipBlanksBack(chars, first, to);
        BigInteger unscaled = NumberText.parseDecimal(chars, first, end, separator, type);
        store(row, unscaled);
        return unscaled != null;
    }

    @Override
    void putNull(int row) {
        store(row, null);
    }

    private void store(int row, @Nullable BigInteger value) {
        if (row == lows.length) {
            lows = Arrays.copyOf(lows, 2 * row);
            highs = Arrays.copyOf(highs, 2 * row);
        }
        lows[row] = value == null ? 0 : value.longValue();
        highs[row] = value == null ? 0 : value.shiftRight(64).longValue();
    }

    @Override
    ColumnWriter writer(BufferAllocator allocator, int rows) {
        return ColumnWriter.fixed(allocator, Layout.INT128, rows);
    }

    @Override
    void write(ColumnWriter writer, int rows) {
        long address = writer.dataAddress();
        for (int row = 0; row < rows; row++) {
            Memory.putLong(address + 16L * row, lows[row]);
            Memory.putLong(address + 16L * row + 8, highs[row]);
        }
    }
}
