package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.operator.hash.ByteSink;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.exec.operator.hash.NestedValues;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Keeps values of one type in heap arrays by index, to be set, appended, compared and turned into
/// columns.
///
/// A value is one word, two (long decimals: low and high; text: offset and length), or, nested, the
/// text of its bytes ([NestedValues]). Values start as null.
final class ValueVector {
    private enum Kind {
        LONG,
        DOUBLE,
        WIDE,
        BYTES,
        NESTED
    }

    private final DataType type;
    private final Kind kind;
    private final int width;
    private long[] words;
    private boolean[] isValid = new boolean[16];
    private byte[] heap = new byte[0];
    private int heapUsed;
    private int heapWasted;
    private int size;
    private @Nullable ByteSink sink;

    ValueVector(DataType type) {
        this.type = type;
        this.kind = kind(type);
        this.width = kind == Kind.LONG || kind == Kind.DOUBLE ? 1 : 2;
        this.words = new long[16 * width];
    }

    private static Kind kind(DataType type) {
        return switch (type.kind()) {
            case REAL, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> type.precision() <= DataType.MAX_LONG_PRECISION ? Kind.LONG : Kind.WIDE;
            case VARCHAR, VARBINARY -> Kind.BYTES;
            case ARRAY, ROW, MAP -> Kind.NESTED;
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    Kind.LONG;
        };
    }

    /// Says whether values of a type take one word.
    static boolean isLong(DataType type) {
        return kind(type) == Kind.LONG || kind(type) == Kind.DOUBLE;
    }

    int size() {
        return size;
    }

    /// Adds nulls until there are so many values.
    void ensureSize(int newSize) {
        if (newSize > size) {
            int length = RunAccumulator.grownLength(isValid.length, newSize);
            if (length > isValid.length) {
                isValid = Arrays.copyOf(isValid, length);
                words = Arrays.copyOf(words, Math.multiplyExact(length, width));
            }
            size = newSize;
        }
    }

    boolean isNull(int index) {
        return !isValid[index];
    }

    /// Appends a row of a column.
    void append(Column column, int row) {
        ensureSize(size + 1);
        set(size - 1, column, row);
    }

    /// Replaces a value by a row of a column.
    void set(int index, Column column, int row) {
        if (column.isNull(row)) {
            isValid[index] = false;
            return;
        }
        switch (kind) {
            case LONG ->
                    words[index] =
                            column.layout() == dev.sabot.type.Layout.BIT
                                    ? (column.getBoolean(row) ? 1 : 0)
                                    : column.getLow(row);
            case DOUBLE -> words[index] = Double.doubleToRawLongBits(column.getDouble(row));
            case WIDE -> {
                words[2 * index] = column.getLow(row);
                words[2 * index + 1] = column.getHigh(row);
            }
            case BYTES -> {
                int length = column.valueLength(row);
                int at = place(index, length);
                Memory.copy(column.bytesAddress(row), heap, at, length);
            }
            case NESTED -> {
                ByteSink bytes = sink;
                if (bytes == null) {
                    bytes = new ByteSink();
                    sink = bytes;
                }
                bytes.clear();
                NestedValues.encode(column, row, false, bytes);
                int at = place(index, bytes.length());
                System.arraycopy(bytes.bytes(), 0, heap, at, bytes.length());
            }
        }
        isValid[index] = true;
    }

    /// Replaces a value by one of another vector of the same type.
    void set(int index, ValueVector other, int otherIndex) {
        if (other.isNull(otherIndex)) {
            isValid[index] = false;
            return;
        }
        if (kind == Kind.BYTES || kind == Kind.NESTED) {
            int length = (int) other.words[2 * otherIndex + 1];
            int at = place(index, length);
            System.arraycopy(other.heap, (int) other.words[2 * otherIndex], heap, at, length);
        } else {
            for (int word = 0; word < width; word++) {
                words[width * index + word] = other.words[width * otherIndex + word];
            }
        }
        isValid[index] = true;
    }

    /// Appends a value of another vector of the same type.
    void append(ValueVector other, int otherIndex) {
        ensureSize(size + 1);
        set(size - 1, other, otherIndex);
    }

    /// Makes room for the bytes of a value and returns where they go.
    private int place(int index, int length) {
        int old = isValid[index] ? (int) words[2 * index + 1] : -1;
        if (length <= old) {
            heapWasted += old - length;
            words[2 * index + 1] = length;
            return (int) words[2 * index];
        }
        isValid[index] = false;
        heapWasted += Math.max(0, old);
        if ((long) heapUsed + length > heap.length) {
            growHeap(length);
        }
        int at = heapUsed;
        heapUsed += length;
        words[2 * index] = at;
        words[2 * index + 1] = length;
        return at;
    }

    private void growHeap(int more) {
        int live = heapUsed - heapWasted;
        long length = Math.max(256L, 2L * (live + (long) more));
        if (live + (long) more > Integer.MAX_VALUE - 64) {
            throw new SabotException(
                    ErrorCode.MEMORY_LIMIT,
                    "an aggregate keeps more than 2 GiB of text; group by more columns or"
                            + " aggregate shorter values");
        }
        byte[] grown = new byte[(int) Math.min(length, Integer.MAX_VALUE - 64)];
        int used = 0;
        for (int index = 0; index < size; index++) {
            if (isValid[index]) {
                int bytes = (int) words[2 * index + 1];
                System.arraycopy(heap, (int) words[2 * index], grown, used, bytes);
                words[2 * index] = used;
                used += bytes;
            }
        }
        heap = grown;
        heapUsed = used;
        heapWasted = 0;
    }

    /// Compares a value that is not null with a row that is not null, as SQL orders them.
    int compare(int index, Column column, int row) {
        return switch (kind) {
            case LONG ->
                    Long.compare(
                            words[index],
                            column.layout() == dev.sabot.type.Layout.BIT
                                    ? (column.getBoolean(row) ? 1 : 0)
                                    : column.getLow(row));
            case DOUBLE -> compareDoubles(doubleAt(index), column.getDouble(row));
            case WIDE ->
                    compareWides(
                            words[2 * index + 1],
                            words[2 * index],
                            column.getHigh(row),
                            column.getLow(row));
            case BYTES -> compareBytes(index, column.bytesAddress(row), column.valueLength(row));
            case NESTED -> throw new IllegalStateException("nested values have no order");
        };
    }

    /// Compares a value that is not null with one of another vector that is not null.
    int compare(int index, ValueVector other, int otherIndex) {
        return switch (kind) {
            case LONG -> Long.compare(words[index], other.words[otherIndex]);
            case DOUBLE -> compareDoubles(doubleAt(index), other.doubleAt(otherIndex));
            case WIDE ->
                    compareWides(
                            words[2 * index + 1],
                            words[2 * index],
                            other.words[2 * otherIndex + 1],
                            other.words[2 * otherIndex]);
            case BYTES, NESTED ->
                    Arrays.compareUnsigned(
                            heap,
                            (int) words[2 * index],
                            (int) (words[2 * index] + words[2 * index + 1]),
                            other.heap,
                            (int) other.words[2 * otherIndex],
                            (int) (other.words[2 * otherIndex] + other.words[2 * otherIndex + 1]));
        };
    }

    /// -0.0 equals 0.0; NaN equals NaN and is above all others.
    private static int compareDoubles(double left, double right) {
        return Double.compare(left + 0.0, right + 0.0);
    }

    private static int compareWides(long high, long low, long otherHigh, long otherLow) {
        return high != otherHigh
                ? Long.compare(high, otherHigh)
                : Long.compareUnsigned(low, otherLow);
    }

    private int compareBytes(int index, long address, int otherLength) {
        int at = (int) words[2 * index];
        int length = (int) words[2 * index + 1];
        int shared = Math.min(length, otherLength);
        for (int byteIndex = 0; byteIndex < shared; byteIndex++) {
            byte left = heap[at + byteIndex];
            byte right = Memory.getByte(address + byteIndex);
            if (left != right) {
                return Byte.compareUnsigned(left, right);
            }
        }
        return Integer.compare(length, otherLength);
    }

    /// Returns a REAL or DOUBLE.
    double doubleAt(int index) {
        return Double.longBitsToDouble(words[index]);
    }

    /// Returns the number of bytes of a text.
    int lengthAt(int index) {
        return (int) words[2 * index + 1];
    }

    /// Appends a text to a column under way.
    void write(int index, ColumnWriter writer) {
        writer.appendBytes(heap, (int) words[2 * index], lengthAt(index));
    }

    /// Returns the values `indexes[from + i]` (`from + i` when `indexes` is null); an index of -1
    /// is null. The caller owns the column.
    Column toColumn(int @Nullable [] indexes, int from, int count, BufferAllocator allocator) {
        int[] chosen = new int[count];
        boolean[] valid = new boolean[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = indexes == null ? from + i : indexes[from + i];
            valid[i] = chosen[i] >= 0 && isValid[chosen[i]];
        }
        return switch (kind) {
            case LONG, WIDE -> wordColumn(chosen, valid, allocator);
            case DOUBLE -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = valid[i] ? doubleAt(chosen[i]) : 0;
                }
                yield HeapColumns.ofDoubles(type.layout(), values, valid, 0, count, allocator);
            }
            case BYTES -> bytesColumn(chosen, valid, allocator);
            case NESTED -> {
                ColumnBuilder builder = new ColumnBuilder(type);
                for (int i = 0; i < count; i++) {
                    if (valid[i]) {
                        NestedValues.decode(heap, (int) words[2 * chosen[i]], builder);
                    } else {
                        builder.appendNull();
                    }
                }
                yield builder.build(allocator);
            }
        };
    }

    private Column wordColumn(int[] chosen, boolean[] valid, BufferAllocator allocator) {
        long[] values = new long[width * chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            for (int word = 0; valid[i] && word < width; word++) {
                values[width * i + word] = words[width * chosen[i] + word];
            }
        }
        return width == 1
                ? HeapColumns.ofLongs(type.layout(), values, valid, 0, chosen.length, allocator)
                : HeapColumns.ofWides(values, valid, 0, chosen.length, allocator);
    }

    private Column bytesColumn(int[] chosen, boolean[] valid, BufferAllocator allocator) {
        long expected = 0;
        for (int i = 0; i < chosen.length; i++) {
            expected += valid[i] ? lengthAt(chosen[i]) : 0;
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, chosen.length, expected)) {
            for (int i = 0; i < chosen.length; i++) {
                if (valid[i]) {
                    write(chosen[i], writer);
                }
                writer.endRow(i);
            }
            HeapColumns.writeValidity(valid, 0, chosen.length, writer);
            return writer.finish();
        }
    }

    long heapBytes() {
        return 8L * words.length + isValid.length + heap.length;
    }
}
