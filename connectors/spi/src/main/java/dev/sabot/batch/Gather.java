package dev.sabot.batch;

import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Makes columns of chosen rows of other columns, of any layout and encoding.
///
/// **Ownership**: arguments are lent, results are owned by the caller.
///
/// **Threads**: any.
public final class Gather {
    private Gather() {}

    /// Returns the column whose row i is row `rows[i]` of another, for i in 0 until `count`.
    ///
    /// **Shape**: a dictionary column stays one over the same dictionary, a constant stays one.
    public static Column gather(Column column, int[] rows, int count, BufferAllocator allocator) {
        return switch (column.encoding()) {
            case CONSTANT -> Column.constant(column.values().retain(), count);
            case DICTIONARY -> gatherIndexes(column, rows, count, false, allocator);
            case FLAT -> gatherFlat(column, rows, count, false, allocator);
        };
    }

    /// As [#gather], but row i is null where `rows[i]` is -1.
    ///
    /// **Shape**: a dictionary column stays one unless its dictionary is empty; a constant that is
    /// not null becomes a dictionary column of one entry when some row is -1.
    public static Column gatherNullable(
            Column column, int[] rows, int count, BufferAllocator allocator) {
        boolean hasAbsent = false;
        for (int index = 0; index < count; index++) {
            hasAbsent |= rows[index] < 0;
        }
        if (!hasAbsent) {
            return gather(column, rows, count, allocator);
        }
        return switch (column.encoding()) {
            case CONSTANT -> gatherConstant(column, rows, count, allocator);
            case DICTIONARY ->
                    column.values().length() == 0
                            ? gatherFlat(column.values(), absent(count), count, true, allocator)
                            : gatherIndexes(column, rows, count, true, allocator);
            case FLAT -> gatherFlat(column, rows, count, true, allocator);
        };
    }

    /// Returns the same values in a flat column; a flat column itself, retained.
    public static Column flatten(Column column, BufferAllocator allocator) {
        int length = column.length();
        return switch (column.encoding()) {
            case FLAT -> column.retain();
            case CONSTANT -> {
                int[] rows = column.values().isNull(0) ? absent(length) : new int[length];
                yield gatherFlat(column.values(), rows, length, true, allocator);
            }
            case DICTIONARY -> {
                int[] rows = new int[length];
                Memory.copy(column.dataAddress(), rows, 0, length);
                if (column.hasNulls()) {
                    for (int row = 0; row < length; row++) {
                        rows[row] = column.isNull(row) ? -1 : rows[row];
                    }
                }
                yield gatherFlat(column.values(), rows, length, column.hasNulls(), allocator);
            }
        };
    }

    /// Returns the rows of all columns, one column after the other.
    ///
    /// **Shape**: columns over one and the same dictionary stay so, constants of the same value
    /// column too; all else becomes flat. INT64 beside INT128 (DECIMAL) becomes INT128.
    ///
    /// **Errors**: IllegalArgumentException for no column, other mixed layouts, or more than 2 GiB.
    public static Column concat(List<Column> columns, BufferAllocator allocator) {
        return Concatenation.concat(columns, allocator);
    }

    private static int[] absent(int count) {
        int[] rows = new int[count];
        Arrays.fill(rows, -1);
        return rows;
    }

    private static Column gatherConstant(
            Column column, int[] rows, int count, BufferAllocator allocator) {
        if (column.values().isNull(0)) {
            return Column.constant(column.values().retain(), count);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, count)) {
            Memory.fill(writer.dataAddress(), 4L * count, (byte) 0);
            writeAbsence(rows, count, writer.validityAddress());
            return writer.finishDictionary(column.values().slice(0, 1, allocator));
        }
    }

    private static Column gatherIndexes(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, count)) {
            if (nullable) {
                copyInts(column.dataAddress(), rows, count, writer.dataAddress());
            } else {
                copyPresentInts(column.dataAddress(), rows, count, writer.dataAddress());
            }
            if (nullable || column.hasNulls()) {
                writeValidity(column, rows, count, writer.validityAddress());
            }
            return writer.finishDictionary(column.values().retain());
        }
    }

    private static Column gatherFlat(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        return switch (column.layout()) {
            case BIT, INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 ->
                    gatherFixed(column, rows, count, nullable, allocator);
            case VARLEN -> gatherBytes(column, rows, count, nullable, allocator);
            case LIST -> gatherLists(column, rows, count, nullable, allocator);
            case STRUCT -> gatherStructs(column, rows, count, nullable, allocator);
        };
    }

    private static Column gatherFixed(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, column.layout(), count)) {
            long from = column.dataAddress();
            long to = writer.dataAddress();
            switch (column.layout()) {
                case BIT -> copyBits(from, rows, count, to);
                case INT8 -> copyBytes(from, rows, count, to);
                case INT16 -> copyShorts(from, rows, count, to);
                case INT32, FLOAT32 -> {
                    if (nullable) {
                        copyInts(from, rows, count, to);
                    } else {
                        copyPresentInts(from, rows, count, to);
                    }
                }
                case INT64, FLOAT64 -> {
                    if (nullable) {
                        copyLongs(from, rows, count, to);
                    } else {
                        copyPresentLongs(from, rows, count, to);
                    }
                }
                case INT128 -> copyWides(from, rows, count, to);
                case VARLEN, LIST, STRUCT -> throw new IllegalStateException("not fixed width");
            }
            if (nullable || column.hasNulls()) {
                writeValidity(column, rows, count, writer.validityAddress());
            }
            return writer.finish();
        }
    }

    private static void copyBits(long from, int[] rows, int count, long to) {
        for (int word = 0; word < Bitmap.words(count); word++) {
            long bits = 0;
            int base = word << 6;
            int end = Math.min(64, count - base);
            for (int bit = 0; bit < end; bit++) {
                int row = rows[base + bit];
                if (row >= 0 && Bitmap.get(from, row)) {
                    bits |= 1L << bit;
                }
            }
            Memory.putLong(to + 8L * word, bits);
        }
    }

    private static void copyBytes(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            Memory.putByte(to + index, row < 0 ? 0 : Memory.getByte(from + row));
        }
    }

    private static void copyShorts(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            Memory.putShort(to + 2L * index, row < 0 ? 0 : Memory.getShort(from + 2L * row));
        }
    }

    private static void copyInts(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            Memory.putInt(to + 4L * index, row < 0 ? 0 : Memory.getInt(from + 4L * row));
        }
    }

    private static void copyPresentInts(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            Memory.putInt(to + 4L * index, Memory.getInt(from + 4L * rows[index]));
        }
    }

    private static void copyLongs(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            Memory.putLong(to + 8L * index, row < 0 ? 0 : Memory.getLong(from + 8L * row));
        }
    }

    private static void copyPresentLongs(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            Memory.putLong(to + 8L * index, Memory.getLong(from + 8L * rows[index]));
        }
    }

    private static void copyWides(long from, int[] rows, int count, long to) {
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            Memory.putLong(to + 16L * index, row < 0 ? 0 : Memory.getLong(from + 16L * row));
            Memory.putLong(
                    to + 16L * index + 8, row < 0 ? 0 : Memory.getLong(from + 16L * row + 8));
        }
    }

    /// Writes a bitmap: rows that are there and not null in the source.
    private static void writeValidity(Column column, int[] rows, int count, long to) {
        if (!column.hasNulls()) {
            writeAbsence(rows, count, to);
            return;
        }
        long from = column.validityAddress();
        for (int word = 0; word < Bitmap.words(count); word++) {
            long bits = 0;
            int base = word << 6;
            int end = Math.min(64, count - base);
            for (int bit = 0; bit < end; bit++) {
                int row = rows[base + bit];
                long valid = row < 0 ? 0 : Memory.getByte(from + (row >>> 3)) >>> (row & 7) & 1;
                bits |= valid << bit;
            }
            Memory.putLong(to + 8L * word, bits);
        }
    }

    private static void writeAbsence(int[] rows, int count, long to) {
        for (int word = 0; word < Bitmap.words(count); word++) {
            long bits = 0;
            int base = word << 6;
            int end = Math.min(64, count - base);
            for (int bit = 0; bit < end; bit++) {
                bits |= (long) (~rows[base + bit] >>> 31) << bit;
            }
            Memory.putLong(to + 8L * word, bits);
        }
    }

    private static Column gatherBytes(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        boolean checked = nullable || column.hasNulls();
        long offsets = column.offsetsAddress();
        long total = 0;
        for (int index = 0; index < count; index++) {
            int row = rows[index];
            if (!checked || (row >= 0 && !column.isNull(row))) {
                total += Memory.getInt(offsets + 4L * row + 4) - Memory.getInt(offsets + 4L * row);
            }
        }
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("more than 2 GiB of text in one batch column");
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, count, total)) {
            long from = column.dataAddress();
            long to = writer.dataAddress();
            long ends = writer.offsetsAddress() + 4;
            int used = 0;
            for (int index = 0; index < count; index++) {
                int row = rows[index];
                if (!checked || (row >= 0 && !column.isNull(row))) {
                    int start = Memory.getInt(offsets + 4L * row);
                    int length = Memory.getInt(offsets + 4L * row + 4) - start;
                    copyShort(from + start, to + used, length);
                    used += length;
                }
                Memory.putInt(ends + 4L * index, used);
            }
            writer.advanceBytes(used);
            if (checked) {
                writeValidity(column, rows, count, writer.validityAddress());
            }
            return writer.finish();
        }
    }

    /// Copies bytes between ranges that do not overlap; short ranges without the cost of a call.
    static void copyShort(long from, long to, int numBytes) {
        if (numBytes > 32) {
            Memory.copy(from, to, numBytes);
        } else if (numBytes >= 8) {
            for (int at = 0; at < numBytes - 8; at += 8) {
                Memory.putLong(to + at, Memory.getLong(from + at));
            }
            Memory.putLong(to + numBytes - 8, Memory.getLong(from + numBytes - 8));
        } else if (numBytes >= 4) {
            int last = Memory.getInt(from + numBytes - 4);
            Memory.putInt(to, Memory.getInt(from));
            Memory.putInt(to + numBytes - 4, last);
        } else {
            for (int at = 0; at < numBytes; at++) {
                Memory.putByte(to + at, Memory.getByte(from + at));
            }
        }
    }

    private static @Nullable ArrowBuf validity(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        if (!nullable && !column.hasNulls()) {
            return null;
        }
        ArrowBuf buffer = allocator.buffer(8L * Math.max(1, Bitmap.words(count)));
        writeValidity(column, rows, count, buffer.memoryAddress());
        return buffer;
    }

    private static Column gatherLists(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        ArrowBuf offsets = allocator.buffer(4L * (count + 1));
        ArrowBuf validity = null;
        try {
            validity = validity(column, rows, count, nullable, allocator);
            int used = 0;
            int[] elements = new int[Math.max(16, count)];
            Memory.putInt(offsets.memoryAddress(), 0);
            for (int index = 0; index < count; index++) {
                int row = rows[index];
                if (row >= 0 && !column.isNull(row)) {
                    int start = column.listStart(row);
                    int length = column.valueLength(row);
                    if (used + length > elements.length) {
                        elements =
                                Arrays.copyOf(
                                        elements, Math.max(used + length, 2 * elements.length));
                    }
                    for (int element = 0; element < length; element++) {
                        elements[used++] = start + element;
                    }
                }
                Memory.putInt(offsets.memoryAddress() + 4L * (index + 1), used);
            }
            Column child = gather(column.child(0), elements, used, allocator);
            return Column.list(count, nulls(validity, count), validity, offsets, child);
        } catch (RuntimeException e) {
            offsets.close();
            if (validity != null) {
                validity.close();
            }
            throw e;
        }
    }

    private static Column gatherStructs(
            Column column, int[] rows, int count, boolean nullable, BufferAllocator allocator) {
        Column[] children = new Column[column.childCount()];
        int made = 0;
        ArrowBuf validity = null;
        try {
            validity = validity(column, rows, count, nullable, allocator);
            for (; made < children.length; made++) {
                Column child = column.child(made);
                children[made] =
                        nullable
                                ? gatherNullable(child, rows, count, allocator)
                                : gather(child, rows, count, allocator);
            }
            return Column.struct(count, nulls(validity, count), validity, children);
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                children[index].close();
            }
            if (validity != null) {
                validity.close();
            }
            throw e;
        }
    }

    static int nulls(@Nullable ArrowBuf validity, int count) {
        return validity == null ? 0 : count - Bitmap.count(validity.memoryAddress(), count);
    }
}
