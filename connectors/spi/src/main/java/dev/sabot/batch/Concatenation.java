package dev.sabot.batch;

import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Lays columns end to end; see [Gather#concat].
final class Concatenation {
    private Concatenation() {}

    static Column concat(List<Column> columns, BufferAllocator allocator) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("no column to concatenate");
        }
        if (columns.size() == 1) {
            return columns.get(0).retain();
        }
        int length = totalLength(columns);
        Column first = columns.get(0);
        if (haveSameValues(columns, Column.Encoding.CONSTANT)) {
            return Column.constant(first.values().retain(), length);
        }
        if (haveSameValues(columns, Column.Encoding.DICTIONARY)) {
            return concatIndexes(columns, length, allocator);
        }
        Layout layout = layout(columns);
        List<Column> flat = new ArrayList<>(columns.size());
        try {
            for (Column column : columns) {
                Column decoded = Gather.flatten(column, allocator);
                if (layout == Layout.INT128 && decoded.layout() == Layout.INT64) {
                    try (Column narrow = decoded) {
                        decoded = widen(narrow, allocator);
                    }
                }
                flat.add(decoded);
            }
            return concatFlat(flat, layout, length, allocator);
        } finally {
            flat.forEach(Column::close);
        }
    }

    private static int totalLength(List<Column> columns) {
        long length = 0;
        for (Column column : columns) {
            length += column.length();
        }
        return Math.toIntExact(length);
    }

    private static boolean haveSameValues(List<Column> columns, Column.Encoding encoding) {
        Column first = columns.get(0);
        for (Column column : columns) {
            if (column.encoding() != encoding || column.values() != first.values()) {
                return false;
            }
        }
        return true;
    }

    private static Layout layout(List<Column> columns) {
        Layout layout = columns.get(0).layout();
        for (Column column : columns) {
            Layout other = column.layout();
            if (other == layout || (layout == Layout.INT128 && other == Layout.INT64)) {
                continue;
            }
            if (layout != Layout.INT64 || other != Layout.INT128) {
                throw new IllegalArgumentException("cannot concatenate " + layout + ", " + other);
            }
            layout = other;
        }
        return layout;
    }

    /// Returns the values of a flat INT64 column as INT128.
    static Column widen(Column narrow, BufferAllocator allocator) {
        int length = narrow.length();
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT128, length)) {
            long from = narrow.dataAddress();
            long to = writer.dataAddress();
            for (int row = 0; row < length; row++) {
                long low = Memory.getLong(from + 8L * row);
                Memory.putLong(to + 16L * row, low);
                Memory.putLong(to + 16L * row + 8, low >> 63);
            }
            writer.andValidity(narrow);
            return writer.finish();
        }
    }

    private static Column concatIndexes(
            List<Column> columns, int length, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, length)) {
            long to = writer.dataAddress();
            for (Column column : columns) {
                Memory.copy(column.dataAddress(), to, 4L * column.length());
                to += 4L * column.length();
            }
            if (haveNulls(columns)) {
                writeValidity(columns, length, writer.validityAddress());
            }
            return writer.finishDictionary(columns.get(0).values().retain());
        }
    }

    private static Column concatFlat(
            List<Column> columns, Layout layout, int length, BufferAllocator allocator) {
        return switch (layout) {
            case BIT -> concatBits(columns, length, allocator);
            case INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 ->
                    concatFixed(columns, layout, length, allocator);
            case VARLEN -> concatBytes(columns, length, allocator);
            case LIST -> concatLists(columns, length, allocator);
            case STRUCT -> concatStructs(columns, length, allocator);
        };
    }

    private static Column concatBits(List<Column> columns, int length, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.BIT, length)) {
            long to = writer.dataAddress();
            Memory.fill(to, 8L * Bitmap.words(length), (byte) 0);
            int at = 0;
            for (Column column : columns) {
                appendBits(column.dataAddress(), column.length(), to, at);
                at += column.length();
            }
            if (haveNulls(columns)) {
                writeValidity(columns, length, writer.validityAddress());
            }
            return writer.finish();
        }
    }

    private static Column concatFixed(
            List<Column> columns, Layout layout, int length, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, length)) {
            long to = writer.dataAddress();
            for (Column column : columns) {
                long numBytes = (long) layout.byteWidth() * column.length();
                Memory.copy(column.dataAddress(), to, numBytes);
                to += numBytes;
            }
            if (haveNulls(columns)) {
                writeValidity(columns, length, writer.validityAddress());
            }
            return writer.finish();
        }
    }

    private static Column concatBytes(List<Column> columns, int length, BufferAllocator allocator) {
        long total = 0;
        for (Column column : columns) {
            total += lastOffset(column) - firstOffset(column);
        }
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("more than 2 GiB of text in one column");
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, length, total)) {
            long ends = writer.offsetsAddress() + 4;
            int row = 0;
            for (Column column : columns) {
                int first = firstOffset(column);
                int shift = writer.bytesUsed() - first;
                for (int from = 1; from <= column.length(); from++) {
                    int end = Memory.getInt(column.offsetsAddress() + 4L * from);
                    Memory.putInt(ends + 4L * row, end + shift);
                    row++;
                }
                writer.appendBytes(column.dataAddress() + first, lastOffset(column) - first);
            }
            if (haveNulls(columns)) {
                writeValidity(columns, length, writer.validityAddress());
            }
            return writer.finish();
        }
    }

    private static int firstOffset(Column column) {
        return column.length() == 0 ? 0 : Memory.getInt(column.offsetsAddress());
    }

    private static int lastOffset(Column column) {
        int length = column.length();
        return length == 0 ? 0 : Memory.getInt(column.offsetsAddress() + 4L * length);
    }

    private static Column concatLists(List<Column> columns, int length, BufferAllocator allocator) {
        List<Column> elements = new ArrayList<>();
        ArrowBuf offsets = allocator.buffer(4L * (length + 1));
        ArrowBuf validity = null;
        try {
            validity = validity(columns, length, allocator);
            Memory.putInt(offsets.memoryAddress(), 0);
            int row = 0;
            int used = 0;
            for (Column column : columns) {
                int first = firstOffset(column);
                int numElements = lastOffset(column) - first;
                elements.add(column.child(0).slice(first, numElements, allocator));
                for (int from = 1; from <= column.length(); from++) {
                    int end = Memory.getInt(column.offsetsAddress() + 4L * from);
                    row++;
                    Memory.putInt(offsets.memoryAddress() + 4L * row, end - first + used);
                }
                used = Math.addExact(used, numElements);
            }
            Column child = concat(elements, allocator);
            return Column.list(length, Gather.nulls(validity, length), validity, offsets, child);
        } catch (RuntimeException e) {
            offsets.close();
            if (validity != null) {
                validity.close();
            }
            throw e;
        } finally {
            elements.forEach(Column::close);
        }
    }

    private static Column concatStructs(
            List<Column> columns, int length, BufferAllocator allocator) {
        List<Column> children = new ArrayList<>();
        ArrowBuf validity = null;
        try {
            validity = validity(columns, length, allocator);
            for (int index = 0; index < columns.get(0).childCount(); index++) {
                List<Column> parts = new ArrayList<>();
                for (Column column : columns) {
                    parts.add(column.child(index));
                }
                children.add(concat(parts, allocator));
            }
            return Column.struct(
                    length,
                    Gather.nulls(validity, length),
                    validity,
                    children.toArray(Column[]::new));
        } catch (RuntimeException e) {
            children.forEach(Column::close);
            if (validity != null) {
                validity.close();
            }
            throw e;
        }
    }

    private static boolean haveNulls(List<Column> columns) {
        for (Column column : columns) {
            if (column.hasNulls()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ArrowBuf validity(
            List<Column> columns, int length, BufferAllocator allocator) {
        if (!haveNulls(columns)) {
            return null;
        }
        ArrowBuf buffer = allocator.buffer(8L * Math.max(1, Bitmap.words(length)));
        writeValidity(columns, length, buffer.memoryAddress());
        return buffer;
    }

    private static void writeValidity(List<Column> columns, int length, long to) {
        Memory.fill(to, 8L * Bitmap.words(length), (byte) 0);
        int at = 0;
        for (Column column : columns) {
            appendBits(column.hasNulls() ? column.validityAddress() : 0, column.length(), to, at);
            at += column.length();
        }
    }

    /// ORs bits into a bitmap from a bit on; address 0 stands for ones.
    private static void appendBits(long from, int count, long to, int at) {
        int shift = at & 63;
        long target = to + 8L * (at >>> 6);
        for (int word = 0; word < Bitmap.words(count); word++) {
            long bits = from == 0 ? -1L : Memory.getLong(from + 8L * word);
            int inWord = Math.min(64, count - (word << 6));
            bits &= Bitmap.tailMask(inWord);
            Memory.putLong(target, Memory.getLong(target) | bits << shift);
            target += 8;
            if (shift + inWord > 64) {
                Memory.putLong(target, Memory.getLong(target) | bits >>> (64 - shift));
            }
        }
    }
}
