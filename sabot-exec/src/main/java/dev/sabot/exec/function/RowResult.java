package dev.sabot.exec.function;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Takes the result of one row at a time, of any type; a row that is given nothing is null for
/// nested types and text of no bytes for VARCHAR.
///
/// **Errors**: OVERFLOW when an integer does not fit the result type.
///
/// **Threads**: one thread.
public final class RowResult implements AutoCloseable {
    private final DataType type;
    private final Layout layout;
    private final int numRows;
    private final @Nullable ColumnWriter writer;
    private final @Nullable ColumnBuilder builder;
    private final @Nullable TextWriter text;
    private final BufferAllocator allocator;
    private int row;
    private boolean fitsLong = true;

    /// Starts a column of a number of rows.
    public RowResult(DataType type, int numRows, BufferAllocator allocator) {
        this.type = type;
        this.numRows = numRows;
        this.allocator = allocator;
        this.layout = type.isDecimal() ? Layout.INT128 : type.layout();
        if (type.kind().isNested()) {
            writer = null;
            text = null;
            builder = new ColumnBuilder(type);
        } else if (layout == Layout.VARLEN) {
            writer = ColumnWriter.varlen(allocator, numRows, 16L * numRows);
            text = new TextWriter(writer);
            builder = null;
        } else {
            writer = ColumnWriter.fixed(allocator, layout, numRows);
            text = null;
            builder = null;
            if (layout == Layout.BIT || layout == Layout.INT128) {
                long bytes = layout == Layout.BIT ? 8L * Bitmap.words(numRows) : 16L * numRows;
                Memory.fill(writer.dataAddress(), bytes, (byte) 0);
            }
        }
    }

    /// Goes to a row; rows of text and nested types are visited in order.
    public void move(int newRow) {
        row = newRow;
    }

    /// Ends a row, visited or not.
    public void endRow() {
        if (text != null) {
            text.endRow(row);
        } else if (builder != null && builder.numRows() == row) {
            builder.appendNull();
        }
    }

    /// Says whether [#endRow] must be called for every row, visited or not.
    public boolean needsEveryRow() {
        return text != null || builder != null;
    }

    private ColumnWriter writer() {
        if (writer == null) {
            throw new IllegalStateException(type + " results are appended to builder()");
        }
        return writer;
    }

    public void setNull() {
        if (text != null) {
            text.setNull();
        } else if (builder != null) {
            builder.appendNull();
        } else {
            writer().setNull(row);
        }
    }

    public void setBoolean(boolean value) {
        if (value) {
            long at = writer().dataAddress() + (row >>> 3);
            Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (row & 7)));
        }
    }

    /// Sets an integer, date, time, timestamp or interval in its unit, or an unscaled DECIMAL.
    public void setLong(long value) {
        long data = writer().dataAddress();
        boolean fits =
                switch (layout) {
                    case INT8 -> {
                        Memory.putByte(data + row, (byte) value);
                        yield value == (byte) value;
                    }
                    case INT16 -> {
                        Memory.putShort(data + 2L * row, (short) value);
                        yield value == (short) value;
                    }
                    case INT32 -> {
                        Memory.putInt(data + 4L * row, (int) value);
                        yield value == (int) value;
                    }
                    case INT64 -> {
                        Memory.putLong(data + 8L * row, value);
                        yield true;
                    }
                    case INT128 -> {
                        setDecimal(value >> 63, value);
                        yield true;
                    }
                    case BIT, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT ->
                            throw new IllegalStateException(type + " is not an integer");
                };
        if (!fits) {
            throw new SabotException(
                    ErrorCode.OVERFLOW, value + " is outside the range of " + type);
        }
    }

    /// Sets an unscaled DECIMAL of two words, within the precision of the result type.
    public void setDecimal(long high, long low) {
        long at = writer().dataAddress() + 16L * row;
        Memory.putLong(at, low);
        Memory.putLong(at + 8, high);
        fitsLong &= high == low >> 63;
    }

    /// Sets a REAL or DOUBLE.
    public void setDouble(double value) {
        if (layout == Layout.FLOAT32) {
            Memory.putFloat(writer().dataAddress() + 4L * row, (float) value);
        } else {
            Memory.putDouble(writer().dataAddress() + 8L * row, value);
        }
    }

    /// Lends the writer of a VARCHAR or VARBINARY result.
    public TextWriter text() {
        if (text == null) {
            throw new IllegalStateException(type + " is not text");
        }
        return text;
    }

    /// Lends the builder of an ARRAY, ROW or MAP result, to which exactly one value is appended.
    public ColumnBuilder builder() {
        if (builder == null) {
            throw new IllegalStateException(type + " is not nested");
        }
        return builder;
    }

    /// Ends writing; the caller owns the column.
    public Column finish() {
        if (builder != null) {
            return builder.build(allocator);
        }
        if (layout != Layout.INT128 || !fitsLong) {
            return writer().finish();
        }
        try (ColumnWriter narrow = ColumnWriter.fixed(allocator, Layout.INT64, numRows)) {
            long from = writer().dataAddress();
            long to = narrow.dataAddress();
            for (int index = 0; index < numRows; index++) {
                Memory.putLong(to + 8L * index, Memory.getLong(from + 16L * index));
            }
            Column wide = writer().finish();
            narrow.andValidity(wide);
            wide.close();
            return narrow.finish();
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
