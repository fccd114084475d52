package dev.sabot.format.csv.value;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// Gathers the values of one column of a batch from their texts.
///
/// **Threads**: one thread.
public abstract sealed class ColumnBuffer permits LongBuffer, DoubleBuffer, WideBuffer, TextBuffer {
    static final int FIRST_ROWS = 64;

    private long[] validity = new long[1];
    private int numRows;
    private int nullCount;

    ColumnBuffer() {}

    /// Appends the value of a text, or appends nothing and returns false when it is no value of the
    /// type.
    public final boolean append(char[] chars, int from, int to) {
        if (!put(numRows, chars, from, to)) {
            return false;
        }
        startRow();
        Bitmap.set(validity, numRows);
        numRows++;
        return true;
    }

    /// Appends a null.
    public final void appendNull() {
        putNull(numRows);
        startRow();
        Bitmap.clear(validity, numRows);
        numRows++;
        nullCount++;
    }

    private void startRow() {
        if (numRows >>> 6 >= validity.length) {
            validity = Arrays.copyOf(validity, 2 * validity.length);
        }
    }

    /// Takes back the rows from one on.
    public final void truncate(int rows) {
        for (int row = rows; row < numRows; row++) {
            nullCount -= Bitmap.get(validity, row) ? 0 : 1;
        }
        numRows = Math.min(numRows, rows);
    }

    /// Returns the rows appended since the last [#build].
    public final int numRows() {
        return numRows;
    }

    /// Makes a column of the rows and empties the buffer; the caller owns it.
    public final Column build(BufferAllocator allocator) {
        try (ColumnWriter writer = writer(allocator, numRows)) {
            write(writer, numRows);
            writer.setValidity(nullCount == 0 ? null : validity);
            Column column = writer.finish();
            numRows = 0;
            nullCount = 0;
            return column;
        }
    }

    /// Returns the bytes of the texts gathered, 0 for values of a fixed width.
    public long textBytes() {
        return 0;
    }

    /// Stores the value of a text as that of a row, the one after the last.
    abstract boolean put(int row, char[] chars, int from, int to);

    /// Stores anything as the value of a row that is null.
    abstract void putNull(int row);

    abstract ColumnWriter writer(BufferAllocator allocator, int rows);

    abstract void write(ColumnWriter writer, int rows);
}
