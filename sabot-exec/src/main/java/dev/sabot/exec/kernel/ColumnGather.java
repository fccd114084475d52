package dev.sabot.exec.kernel;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Copies chosen rows of one or more columns of any encoding into a new flat column.
///
/// **Nulls**: a row number of -1 gives a null; a null row of a source gives a null.
///
/// **Threads**: none of its own; the sources are only read.
public final class ColumnGather {
    private final Column[] sources;
    private final int @Nullable [] sourceOfRow;
    private final int[] rows;
    private final int numRows;
    private final BufferAllocator allocator;

    private ColumnGather(
            Column[] sources,
            int @Nullable [] sourceOfRow,
            int[] rows,
            int numRows,
            BufferAllocator allocator) {
        this.sources = sources;
        this.sourceOfRow = sourceOfRow;
        this.rows = rows;
        this.numRows = numRows;
        this.allocator = allocator;
    }

    /// Returns a flat column of the same rows, which is the column itself when it is flat; the
    /// caller owns one reference of it either way.
    public static Column flatten(Column column, BufferAllocator allocator) {
        if (column.isFlat()) {
            return column.retain();
        }
        boolean isWide = column.layout().isFixedWidth() && column.layout().byteWidth() >= 4;
        if (column.isDictionary() && isWide && column.values().isFlat()) {
            return flattenFixed(column, allocator);
        }
        int[] rows = new int[column.length()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        return gather(column, rows, rows.length, allocator);
    }

    /// Looks up every row, null ones too, whose indexes are in range.
    private static Column flattenFixed(Column column, BufferAllocator allocator) {
        int numRows = column.length();
        long indexes = column.dataAddress();
        long from = column.values().dataAddress();
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, column.layout(), numRows)) {
            long to = writer.dataAddress();
            switch (column.layout().byteWidth()) {
                case 4 -> {
                    for (int row = 0; row < numRows; row++) {
                        long index = Memory.getInt(indexes + 4L * row);
                        Memory.putInt(to + 4L * row, Memory.getInt(from + 4L * index));
                    }
                }
                case 8 -> {
                    for (int row = 0; row < numRows; row++) {
                        long index = Memory.getInt(indexes + 4L * row);
                        Memory.putLong(to + 8L * row, Memory.getLong(from + 8L * index));
                    }
                }
                default -> {
                    for (int row = 0; row < numRows; row++) {
                        long at = from + 16L * Memory.getInt(indexes + 4L * row);
                        Memory.putLong(to + 16L * row, Memory.getLong(at));
                        Memory.putLong(to + 16L * row + 8, Memory.getLong(at + 8));
                    }
                }
            }
            writer.andValidity(column);
            return writer.finish();
        }
    }

    /// Returns rows `rows[0..numRows)` of a column; the caller owns the result.
    public static Column gather(Column source, int[] rows, int numRows, BufferAllocator allocator) {
        return new ColumnGather(new Column[] {source}, null, rows, numRows, allocator).copy();
    }

    /// Returns a column whose row i is row `rows[i]` of source `sourceOfRow[i]`; the sources have
    /// one layout, save that INT64 and INT128 (decimals) may mix. The caller owns the result.
    public static Column merge(
            Column[] sources,
            int[] sourceOfRow,
            int[] rows,
            int numRows,
            BufferAllocator allocator) {
        return new ColumnGather(sources, sourceOfRow, rows, numRows, allocator).copy();
    }

    private Column source(int index) {
        return sourceOfRow == null ? sources[0] : sources[sourceOfRow[index]];
    }

    private boolean isNull(int index) {
        return rows[index] < 0 || source(index).isNull(rows[index]);
    }

    private Layout layout() {
        Layout layout = sources[0].layout();
        for (Column source : sources) {
            if (source.layout() == Layout.INT128) {
                return Layout.INT128;
            }
        }
        return layout;
    }

    private boolean mayHaveNulls() {
        for (int index = 0; index < numRows; index++) {
            if (rows[index] < 0) {
                return true;
            }
        }
        for (Column source : sources) {
            if (source.hasNulls()) {
                return true;
            }
        }
        return false;
    }

    private long @Nullable [] validity() {
        if (!mayHaveNulls()) {
            return null;
        }
        long[] words = new long[Bitmap.words(numRows)];
        for (int index = 0; index < numRows; index++) {
            if (!isNull(index)) {
                Bitmap.set(words, index);
            }
        }
        return words;
    }

    private Column copy() {
        Layout layout = layout();
        long @Nullable [] validity = validity();
        return switch (layout) {
            case BIT, INT8, INT16, INT32, INT64, INT128, FLOAT32, FLOAT64 ->
                    copyFixed(layout, validity);
            case VARLEN -> copyVarlen(validity);
            case LIST -> copyList(validity);
            case STRUCT -> copyStruct(validity);
        };
    }

    private static boolean isValid(long @Nullable [] validity, int index) {
        return validity == null || Bitmap.get(validity, index);
    }

    private Column copyFixed(Layout layout, long @Nullable [] validity) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, layout, numRows)) {
            long to = writer.dataAddress();
            if (layout == Layout.BIT) {
                Memory.fill(to, 8L * Bitmap.words(numRows), (byte) 0);
            }
            if (validity == null && copyStraight(layout, to)) {
                return writer.finish();
            }
            for (int index = 0; index < numRows; index++) {
                if (!isValid(validity, index)) {
                    continue;
                }
                Column source = source(index);
                int row = source.valueRow(rows[index]);
                Column flat = source.isFlat() ? source : source.values();
                if (layout == Layout.INT128) {
                    Memory.putLong(to + 16L * index, flat.getLow(row));
                    Memory.putLong(to + 16L * index + 8, flat.getHigh(row));
                } else {
                    copyValue(layout, flat.dataAddress(), row, to, index);
                }
            }
            writer.setValidity(validity);
            return writer.finish();
        }
    }

    /// Copies four or eight bytes per row from flat and constant sources, when there is no other
    /// source and no null; a constant is a column whose rows are zero bytes apart.
    private boolean copyStraight(Layout layout, long to) {
        int width = layout.byteWidth();
        long[] bases = new long[sources.length];
        long[] strides = new long[sources.length];
        for (int source = 0; source < sources.length; source++) {
            Column column = sources[source];
            if (column.isDictionary() || column.layout() != layout || (width != 4 && width != 8)) {
                return false;
            }
            bases[source] = (column.isFlat() ? column : column.values()).dataAddress();
            strides[source] = column.isFlat() ? width : 0;
        }
        for (int index = 0; index < numRows; index++) {
            int source = sourceOfRow == null ? 0 : sourceOfRow[index];
            long from = bases[source] + strides[source] * rows[index];
            if (width == 8) {
                Memory.putLong(to + 8L * index, Memory.getLong(from));
            } else {
                Memory.putInt(to + 4L * index, Memory.getInt(from));
            }
        }
        return true;
    }

    private static void copyValue(Layout layout, long from, int row, long to, int index) {
        switch (layout.byteWidth()) {
            case 8 -> Memory.putLong(to + 8L * index, Memory.getLong(from + 8L * row));
            case 4 -> Memory.putInt(to + 4L * index, Memory.getInt(from + 4L * row));
            case 2 -> Memory.putShort(to + 2L * index, Memory.getShort(from + 2L * row));
            case 1 -> Memory.putByte(to + index, Memory.getByte(from + row));
            default -> {
                if (Bitmap.get(from, row)) {
                    long at = to + (index >>> 3);
                    Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (index & 7)));
                }
            }
        }
    }

    private Column copyVarlen(long @Nullable [] validity) {
        long numBytes = 0;
        for (int index = 0; index < numRows; index++) {
            numBytes += isValid(validity, index) ? source(index).valueLength(rows[index]) : 0;
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, numRows, numBytes)) {
            for (int index = 0; index < numRows; index++) {
                if (isValid(validity, index)) {
                    Column source = source(index);
                    int row = rows[index];
                    writer.appendBytes(source.bytesAddress(row), source.valueLength(row));
                }
                writer.endRow(index);
            }
            writer.setValidity(validity);
            return writer.finish();
        }
    }

    private ArrowBuf validityBuffer(long @Nullable [] validity) {
        ArrowBuf buffer = allocator.buffer(8L * Math.max(1, Bitmap.words(numRows)));
        if (validity != null) {
            Memory.copy(validity, 0, buffer.memoryAddress(), Bitmap.words(numRows));
        }
        return buffer;
    }

    private int nullCount(long @Nullable [] validity) {
        return validity == null ? 0 : numRows - Bitmap.count(validity, numRows);
    }

    private Column copyList(long @Nullable [] validity) {
        int total = 0;
        for (int index = 0; index < numRows; index++) {
            total =
                    Math.addExact(
                            total,
                            isValid(validity, index) ? source(index).valueLength(rows[index]) : 0);
        }
        int[] childRows = new int[total];
        int[] childSources = new int[total];
        Column[] children = new Column[sources.length];
        for (int source = 0; source < children.length; source++) {
            Column column = sources[source];
            children[source] = (column.isFlat() ? column : column.values()).child(0);
        }
        List<ArrowBuf> made = new ArrayList<>();
        try {
            ArrowBuf offsets = allocator.buffer(4L * (numRows + 1));
            made.add(offsets);
            int end = 0;
            Memory.putInt(offsets.memoryAddress(), 0);
            for (int index = 0; index < numRows; index++) {
                if (isValid(validity, index)) {
                    Column source = source(index);
                    int start = source.listStart(rows[index]);
                    int length = source.valueLength(rows[index]);
                    for (int element = 0; element < length; element++) {
                        childSources[end] = sourceOfRow == null ? 0 : sourceOfRow[index];
                        childRows[end++] = start + element;
                    }
                }
                Memory.putInt(offsets.memoryAddress() + 4L * (index + 1), end);
            }
            ArrowBuf valid = validityBuffer(validity);
            made.add(valid);
            Column child = merge(children, childSources, childRows, total, allocator);
            return Column.list(numRows, nullCount(validity), valid, offsets, child);
        } catch (RuntimeException e) {
            made.forEach(ArrowBuf::close);
            throw e;
        }
    }

    private Column copyStruct(long @Nullable [] validity) {
        int numChildren = 0;
        for (Column source : sources) {
            numChildren =
                    Math.max(
                            numChildren, (source.isFlat() ? source : source.values()).childCount());
        }
        int[] childRows = new int[numRows];
        for (int index = 0; index < numRows; index++) {
            childRows[index] = isValid(validity, index) ? source(index).valueRow(rows[index]) : -1;
        }
        int[] childSources = sourceOfRow == null ? new int[numRows] : sourceOfRow;
        List<Column> made = new ArrayList<>();
        try {
            for (int child = 0; child < numChildren; child++) {
                Column[] children = new Column[sources.length];
                for (int source = 0; source < children.length; source++) {
                    Column column = sources[source];
                    children[source] = (column.isFlat() ? column : column.values()).child(child);
                }
                made.add(merge(children, childSources, childRows, numRows, allocator));
            }
            ArrowBuf valid = validityBuffer(validity);
            return Column.struct(numRows, nullCount(validity), valid, made.toArray(Column[]::new));
        } catch (RuntimeException e) {
            made.forEach(Column::close);
            throw e;
        }
    }
}
