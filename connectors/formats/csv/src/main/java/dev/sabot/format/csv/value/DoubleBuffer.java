package dev.sabot.format.csv.value;

import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// Values of REAL and DOUBLE.
final class DoubleBuffer extends ColumnBuffer {
    private final Layout layout;
    private final char separator;
    private double[] values = new double[FIRST_ROWS];

    DoubleBuffer(Layout layout, char separator) {
        this.layout = layout;
        this.separator = separator;
    }

    @Override
    boolean put(int row, char[] chars, int from, int to) {
        reserve(row);
        int first = NumberText.skipBlanks(chars, from, to);
        int end = NumberText.skipBlanksBack(chars, first, to);
        return layout == Layout.FLOAT32
                ? NumberText.parseFloat(chars, first, end, separator, values, row)
                : NumberText.parseDouble(chars, first, end, separator, values, row);
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
        if (layout == Layout.FLOAT32) {
            for (int row = 0; row < rows; row++) {
                Memory.putFloat(address + 4L * row, (float) values[row]);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                Memory.putDouble(address + 8L * row, values[row]);
            }
        }
    }
}
