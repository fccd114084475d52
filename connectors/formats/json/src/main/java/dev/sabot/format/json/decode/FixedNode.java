package dev.sabot.format.json.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Keeps values of a fixed width as one long each: integers, times, the bits of a DOUBLE.
abstract class FixedNode extends ValueNode {
    private final UnusualValues unusual;
    private long[] values = new long[1_024];

    FixedNode(DataType type, UnusualValues unusual) {
        super(type);
        this.unusual = unusual;
    }

    /// Sets a value.
    final void set(int row, long value) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, 2 * values.length));
        }
        values[row] = value;
    }

    /// Reads a value that is not in the usual form.
    final int readUnusual(Scanner scanner, int at, int row) {
        int end = scanner.skipValue(at);
        if (end < 0) {
            return end;
        }
        Object value = unusual.read(scanner, at, end);
        if (value == null) {
            return Scanner.FAILED;
        }
        setObject(row, value);
        return end;
    }

    /// Sets a value in its Java form.
    abstract void setObject(int row, Object value);

    /// Returns the layout of the column.
    Layout layout() {
        return type().layout();
    }

    @Override
    final void fillValues(int from, int to) {}

    @Override
    void clearValue(int row) {}

    @Override
    void reset() {}

    @Override
    Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator) {
        if (values.length < numRows) {
            values = Arrays.copyOf(values, numRows);
        }
        Layout layout = layout();
        long bytes =
                layout == Layout.BIT
                        ? 8L * Bitmap.words(numRows)
                        : (long) layout.byteWidth() * numRows;
        ArrowBuf data = allocator.buffer(Math.max(8, bytes));
        write(layout, data.memoryAddress(), numRows);
        return Column.fixed(layout, numRows, nullCount, validity, data);
    }

    private void write(Layout layout, long to, int numRows) {
        long[] from = values;
        switch (layout) {
            case BIT -> {
                long[] words = new long[Bitmap.words(numRows)];
                for (int row = 0; row < numRows; row++) {
                    words[row >>> 6] |= (from[row] & 1) << row;
                }
                Memory.copy(words, 0, to, words.length);
            }
            case INT8 -> {
                for (int row = 0; row < numRows; row++) {
                    Memory.putByte(to + row, (byte) from[row]);
                }
            }
            case INT16 -> {
                for (int row = 0; row < numRows; row++) {
                    Memory.putShort(to + 2L * row, (short) from[row]);
                }
            }
            case INT32, FLOAT32 -> {
                for (int row = 0; row < numRows; row++) {
                    Memory.putInt(to + 4L * row, (int) from[row]);
                }
            }
            case INT64, FLOAT64 -> Memory.copy(from, 0, to, numRows);
            case INT128, VARLEN, LIST, STRUCT ->
                    throw new IllegalStateException("no value of one long: " + layout);
        }
    }

    /// Lends the values.
    final long[] values() {
        return values;
    }
}
