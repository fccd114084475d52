package dev.sabot.batch;

import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Writes a flat column of a known number of rows; for kernels and decoders.
///
/// The writer hands out addresses; the caller fills them, says which rows are null and calls
/// [#finish()]. Memory starts undefined except where a method says otherwise.
///
/// **Ownership**: [#finish()] gives the column to the caller; [#close()] frees what was not
/// finished, so a writer in try-with-resources never leaks.
///
/// **Threads**: one thread.
public final class ColumnWriter implements AutoCloseable {
    private final BufferAllocator allocator;
    private final Layout layout;
    private final int numRows;
    private @Nullable ArrowBuf data;
    private @Nullable ArrowBuf offsets;
    private @Nullable ArrowBuf validity;
    private int bytesUsed;

    private ColumnWriter(BufferAllocator allocator, Layout layout, int numRows) {
        this.allocator = allocator;
        this.layout = layout;
        this.numRows = numRows;
    }

    /// Starts a column of a fixed-width layout or BIT (padded to whole words).
    public static ColumnWriter fixed(BufferAllocator allocator, Layout layout, int numRows) {
        ColumnWriter writer = new ColumnWriter(allocator, layout, numRows);
        long bytes =
                layout == Layout.BIT
                        ? 8L * Bitmap.words(numRows)
                        : (long) layout.byteWidth() * numRows;
        writer.data = allocator.buffer(Math.max(8, bytes));
        return writer;
    }

    /// Starts a VARLEN column with room for some bytes; offset 0 is written.
    public static ColumnWriter varlen(BufferAllocator allocator, int numRows, long expectedBytes) {
        ColumnWriter writer = new ColumnWriter(allocator, Layout.VARLEN, numRows);
        try {
            writer.offsets = allocator.buffer(4L * (numRows + 1));
            writer.data = allocator.buffer(Math.max(8, expectedBytes));
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
        Memory.putInt(writer.offsetsAddress(), 0);
        return writer;
    }

    private static long address(@Nullable ArrowBuf buffer) {
        if (buffer == null) {
            throw new IllegalStateException("the writer has finished");
        }
        return buffer.memoryAddress();
    }

    /// Returns the address of the values or of a VARLEN column's bytes; [#reserveBytes] moves it.
    public long dataAddress() {
        return address(data);
    }

    /// Returns the address of a VARLEN column's offsets.
    public long offsetsAddress() {
        return address(offsets);
    }

    /// Returns the bytes written to a VARLEN column so far by [#appendBytes] and [#endRow].
    public int bytesUsed() {
        return bytesUsed;
    }

    /// Makes room for more bytes after those used and returns the address where they go.
    ///
    /// **Errors**: IllegalArgumentException past 2 GiB in one column.
    public long reserveBytes(long more) {
        ArrowBuf old = data;
        if (old == null) {
            throw new IllegalStateException("the writer has finished");
        }
        long needed = bytesUsed + more;
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("more than 2 GiB of text in one batch column");
        }
        if (needed > old.capacity()) {
            ArrowBuf grown = allocator.buffer(Math.max(needed, 2 * old.capacity()));
            Memory.copy(old.memoryAddress(), grown.memoryAddress(), bytesUsed);
            data = grown;
            old.close();
        }
        return dataAddress() + bytesUsed;
    }

    /// Says that bytes were written at the address [#reserveBytes] gave.
    public void advanceBytes(int written) {
        bytesUsed += written;
    }

    /// Appends bytes to the value of the row under way.
    public void appendBytes(long address, int numBytes) {
        Memory.copy(address, reserveBytes(numBytes), numBytes);
        bytesUsed += numBytes;
    }

    /// Appends bytes to the value of the row under way.
    public void appendBytes(byte[] bytes, int from, int numBytes) {
        Memory.copy(bytes, from, reserveBytes(numBytes), numBytes);
        bytesUsed += numBytes;
    }

    /// Ends the value of a VARLEN row; rows are ended in order, null ones too.
    public void endRow(int row) {
        Memory.putInt(offsetsAddress() + 4L * (row + 1), bytesUsed);
    }

    /// Returns the address of the validity bitmap, made with all rows valid at the first call.
    public long validityAddress() {
        if (validity == null) {
            long bytes = 8L * Math.max(1, Bitmap.words(numRows));
            validity = allocator.buffer(bytes);
            Memory.fill(validity.memoryAddress(), bytes, (byte) -1);
        }
        return validity.memoryAddress();
    }

    /// Marks a row null.
    public void setNull(int row) {
        long at = validityAddress() + (row >>> 3);
        Memory.putByte(at, (byte) (Memory.getByte(at) & ~(1 << (row & 7))));
    }

    /// Sets the validity from heap words; null means that all rows are valid.
    public void setValidity(long @Nullable [] words) {
        if (words != null) {
            Memory.copy(words, 0, validityAddress(), Bitmap.words(numRows));
        }
    }

    /// ANDs the validity of another column of as many rows, of any encoding, into this one's.
    public void andValidity(Column column) {
        if (!column.hasNulls()) {
            return;
        }
        long own = validityAddress();
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long bits =
                    column.isConstant() ? 0 : Memory.getLong(column.validityAddress() + 8L * word);
            long at = own + 8L * word;
            Memory.putLong(at, Memory.getLong(at) & bits);
        }
    }

    /// Ends writing; the caller owns the column.
    public Column finish() {
        ArrowBuf values = data;
        if (values == null) {
            throw new IllegalStateException("the writer has finished");
        }
        int nullCount = 0;
        if (validity != null) {
            nullCount = numRows - Bitmap.count(validity.memoryAddress(), numRows);
            if (nullCount == 0) {
                validity.close();
                validity = null;
            }
        }
        Column column =
                offsets == null
                        ? Column.fixed(layout, numRows, nullCount, validity, values)
                        : Column.varlen(numRows, nullCount, validity, offsets, values);
        data = null;
        offsets = null;
        validity = null;
        return column;
    }

    /// Ends writing int32 indexes (layout INT32) as a dictionary column; takes over the dictionary.
    public Column finishDictionary(Column dictionary) {
        ArrowBuf indexes = data;
        if (indexes == null || layout != Layout.INT32) {
            throw new IllegalStateException("indexes are written as INT32, once");
        }
        int nullCount = 0;
        if (validity != null) {
            nullCount = numRows - Bitmap.count(validity.memoryAddress(), numRows);
            if (nullCount == 0) {
                validity.close();
                validity = null;
            }
        }
        Column column = Column.dictionary(numRows, nullCount, validity, indexes, dictionary);
        data = null;
        validity = null;
        return column;
    }

    @Override
    public void close() {
        for (ArrowBuf buffer : new @Nullable ArrowBuf[] {data, offsets, validity}) {
            if (buffer != null) {
                buffer.close();
            }
        }
        data = null;
        offsets = null;
        validity = null;
    }
}
