package dev.sabot.batch;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Appends values of any type one by one and makes a flat column of them; for row-wise sources
/// (text formats, generators, literals), not for kernels.
///
/// Values gather on the heap; [#build] copies them off-heap and empties the builder. DECIMAL
/// columns come out as INT64 when all values fit, else as INT128.
///
/// **Threads**: one thread.
public final class ColumnBuilder {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final DataType type;
    private final Layout layout;
    private final List<ColumnBuilder> children = new ArrayList<>();
    private int numRows;
    private int nullCount;
    private long[] validity = new long[4];
    private byte[] data = new byte[256];
    private int[] offsets = new int[16];
    private int bytesUsed;
    private boolean fitsLong = true;

    public ColumnBuilder(DataType type) {
        this.type = type;
        this.layout = type.isDecimal() ? Layout.INT128 : type.layout();
        if (type.kind() == TypeKind.MAP) {
            children.add(new ColumnBuilder(DataType.row(type.fields())));
        } else {
            for (Field field : type.fields()) {
                children.add(new ColumnBuilder(field.type()));
            }
        }
    }

    public DataType type() {
        return type;
    }

    /// Returns the rows appended since the last [#build].
    public int numRows() {
        return numRows;
    }

    private void startRow(boolean isValid) {
        if (numRows >>> 6 >= validity.length) {
            validity = Arrays.copyOf(validity, 2 * validity.length);
        }
        if (isValid) {
            Bitmap.set(validity, numRows);
        } else {
            nullCount++;
        }
    }

    private int grow(int numBytes) {
        int at = bytesUsed;
        if (numBytes > Integer.MAX_VALUE - 64 - at) {
            throw new IllegalArgumentException("more than 2 GiB of values in one batch column");
        }
        if (at + numBytes > data.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 64L, 2L * data.length);
            data = Arrays.copyOf(data, (int) Math.max(doubled, at + numBytes));
        }
        bytesUsed += numBytes;
        return at;
    }

    private void endOffset(int end) {
        if (numRows + 1 >= offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        }
        offsets[numRows + 1] = end;
    }

    private void putLittleEndian(long value, int width) {
        int at = grow(width);
        switch (width) {
            case 8 -> LONGS.set(data, at, value);
            case 4 -> INTS.set(data, at, (int) value);
            case 2 -> SHORTS.set(data, at, (short) value);
            default -> data[at] = (byte) value;
        }
    }

    /// Appends a null.
    public void appendNull() {
        startRow(false);
        switch (layout) {
            case BIT -> putLittleEndian(0, 1);
            case INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 -> grow(layout.byteWidth());
            case VARLEN -> endOffset(bytesUsed);
            case LIST -> endOffset(children.get(0).numRows());
            case STRUCT -> children.forEach(ColumnBuilder::appendNull);
        }
        if (layout.isFixedWidth()) {
            Arrays.fill(data, bytesUsed - layout.byteWidth(), bytesUsed, (byte) 0);
        }
        numRows++;
    }

    /// Appends a value of BOOLEAN.
    public void appendBoolean(boolean value) {
        startRow(true);
        putLittleEndian(value ? 1 : 0, 1);
        numRows++;
    }

    /// Appends an integer, date, time, timestamp or interval in its unit, or an unscaled decimal.
    public void appendLong(long value) {
        startRow(true);
        if (layout == Layout.INT128) {
            putLittleEndian(value, 8);
            putLittleEndian(value >> 63, 8);
        } else {
            putLittleEndian(value, layout.byteWidth());
        }
        numRows++;
    }

    /// Appends an unscaled decimal of two words.
    public void appendDecimal(long high, long low) {
        startRow(true);
        fitsLong &= high == low >> 63;
        putLittleEndian(low, 8);
        putLittleEndian(high, 8);
        numRows++;
    }

    /// Appends a REAL or DOUBLE.
    public void appendDouble(double value) {
        startRow(true);
        if (layout == Layout.FLOAT32) {
            putLittleEndian(Float.floatToRawIntBits((float) value), 4);
        } else {
            putLittleEndian(Double.doubleToRawLongBits(value), 8);
        }
        numRows++;
    }

    /// Appends a VARCHAR (UTF-8) or VARBINARY.
    public void appendBytes(byte[] bytes, int from, int numBytes) {
        startRow(true);
        int at = grow(numBytes);
        System.arraycopy(bytes, from, data, at, numBytes);
        endOffset(bytesUsed);
        numRows++;
    }

    /// Appends a VARCHAR.
    public void appendString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        appendBytes(bytes, 0, bytes.length);
    }

    /// Returns the builder of a child: of elements (ARRAY, index 0), entries (MAP, index 0, a ROW
    /// of key and value) or components (ROW).
    public ColumnBuilder child(int index) {
        return children.get(index);
    }

    /// Ends a list whose elements, or a row whose components, were appended to the children.
    public void endNested() {
        startRow(true);
        if (layout == Layout.LIST) {
            endOffset(children.get(0).numRows());
        }
        numRows++;
    }

    /// Appends a value in its Java form: null, Boolean, Number (integers in the type's unit),
    /// unscaled BigInteger, Double, String, byte[], List (ARRAY, ROW) or Map (MAP).
    public void appendObject(@Nullable Object value) {
        switch (value) {
            case null -> appendNull();
            case Boolean bool -> appendBoolean(bool);
            case BigInteger unscaled ->
                    appendDecimal(unscaled.shiftRight(64).longValue(), unscaled.longValue());
            case Number number -> {
                if (type.kind().isApproximate()) {
                    appendDouble(number.doubleValue());
                } else {
                    appendLong(number.longValue());
                }
            }
            case String text -> appendString(text);
            case byte[] bytes -> appendBytes(bytes, 0, bytes.length);
            case List<?> list -> {
                for (int index = 0; index < list.size(); index++) {
                    children.get(layout == Layout.STRUCT ? index : 0).appendObject(list.get(index));
                }
                endNested();
            }
            case Map<?, ?> map -> {
                map.forEach(
                        (key, entry) -> children.get(0).appendObject(Arrays.asList(key, entry)));
                endNested();
            }
            default ->
                    throw new IllegalArgumentException(
                            "no column value: " + value.getClass().getName());
        }
    }

    /// Makes a flat column of the rows appended and empties the builder; the caller owns it.
    public Column build(BufferAllocator allocator) {
        List<ArrowBuf> made = new ArrayList<>();
        List<Column> parts = new ArrayList<>();
        try {
            ArrowBuf valid = nullCount == 0 ? null : copy(validity, allocator, made);
            for (ColumnBuilder child : children) {
                parts.add(child.build(allocator));
            }
            Column column =
                    switch (layout) {
                        case BIT ->
                                Column.fixed(
                                        layout, numRows, nullCount, valid, bits(allocator, made));
                        case INT128 ->
                                Column.fixed(
                                        fitsLong ? Layout.INT64 : Layout.INT128,
                                        numRows,
                                        nullCount,
                                        valid,
                                        fitsLong ? lows(allocator, made) : bytes(allocator, made));
                        case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                                Column.fixed(
                                        layout, numRows, nullCount, valid, bytes(allocator, made));
                        case VARLEN ->
                                Column.varlen(
                                        numRows,
                                        nullCount,
                                        valid,
                                        offsets(allocator, made),
                                        bytes(allocator, made));
                        case LIST ->
                                Column.list(
                                        numRows,
                                        nullCount,
                                        valid,
                                        offsets(allocator, made),
                                        parts.get(0));
                        case STRUCT ->
                                Column.struct(
                                        numRows, nullCount, valid, parts.toArray(Column[]::new));
                    };
            reset();
            return column;
        } catch (RuntimeException e) {
            made.forEach(ArrowBuf::close);
            parts.forEach(Column::close);
            throw e;
        }
    }

    /// Forgets the rows appended since the last [#build], those of the children too.
    public void reset() {
        Arrays.fill(validity, 0);
        numRows = 0;
        nullCount = 0;
        bytesUsed = 0;
        fitsLong = true;
        children.forEach(ColumnBuilder::reset);
    }

    private ArrowBuf copy(long[] words, BufferAllocator allocator, List<ArrowBuf> made) {
        int count = Bitmap.words(numRows);
        ArrowBuf buffer = allocator.buffer(8L * Math.max(1, count));
        made.add(buffer);
        Memory.copy(words, 0, buffer.memoryAddress(), count);
        return buffer;
    }

    private ArrowBuf bits(BufferAllocator allocator, List<ArrowBuf> made) {
        long[] words = new long[Math.max(1, Bitmap.words(numRows))];
        for (int row = 0; row < numRows; row++) {
            if (data[row] != 0) {
                Bitmap.set(words, row);
            }
        }
        return copy(words, allocator, made);
    }

    private ArrowBuf lows(BufferAllocator allocator, List<ArrowBuf> made) {
        ArrowBuf buffer = allocator.buffer(Math.max(8, 8L * numRows));
        made.add(buffer);
        for (int row = 0; row < numRows; row++) {
            Memory.copy(data, 16 * row, buffer.memoryAddress() + 8L * row, 8);
        }
        return buffer;
    }

    private ArrowBuf bytes(BufferAllocator allocator, List<ArrowBuf> made) {
        ArrowBuf buffer = allocator.buffer(Math.max(8, bytesUsed));
        made.add(buffer);
        Memory.copy(data, 0, buffer.memoryAddress(), bytesUsed);
        return buffer;
    }

    private ArrowBuf offsets(BufferAllocator allocator, List<ArrowBuf> made) {
        ArrowBuf buffer = allocator.buffer(4L * (numRows + 1));
        made.add(buffer);
        Memory.copy(offsets, 0, buffer.memoryAddress(), numRows + 1);
        return buffer;
    }
}
