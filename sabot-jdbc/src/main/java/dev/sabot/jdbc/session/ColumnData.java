package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of one column of a block, or of a nested part of it, in Arrow's memory layout.
 *
 * <p>Buffers are read-only views that begin at the buffer's position when handed in; a buffer may
 * be longer than needed. Factories check that every row lies within the buffers, so that a reader
 * can rely on it. Values of NULL rows are undefined.
 */
public final class ColumnData {
    private static final ByteBuffer EMPTY =
            ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN).asReadOnlyBuffer();

    private final Layout layout;
    private final int rowCount;
    private final @Nullable ByteBuffer validity;
    private final ByteBuffer data;
    private final ByteBuffer offsets;
    private final List<ColumnData> children;

    private ColumnData(
            Layout layout,
            int rowCount,
            @Nullable ByteBuffer validity,
            ByteBuffer data,
            ByteBuffer offsets,
            List<ColumnData> children) {
        this.layout = layout;
        this.rowCount = rowCount;
        this.validity = validity == null ? null : view(validity);
        this.data = view(data);
        this.offsets = view(offsets);
        this.children = List.copyOf(children);
        if (rowCount < 0) {
            throw new IllegalArgumentException("negative row count: " + rowCount);
        }
        if (this.validity != null) {
            require(this.validity, (rowCount + 7L) / 8, "validity");
        }
    }

    /** Returns a column of NULLs. */
    public static ColumnData nulls(int rowCount) {
        return new ColumnData(Layout.NULL, rowCount, null, EMPTY, EMPTY, List.of());
    }

    /**
     * Returns a column of bits or of values of fixed width.
     *
     * @param validity one bit per row, lowest first, 1 = not NULL; null = no row is NULL
     */
    public static ColumnData flat(
            Layout layout, int rowCount, @Nullable ByteBuffer validity, ByteBuffer data) {
        long bytes;
        if (layout == Layout.BIT) {
            bytes = (rowCount + 7L) / 8;
        } else if (layout.widthBytes() > 0 && layout != Layout.DICTIONARY) {
            bytes = (long) rowCount * layout.widthBytes();
        } else {
            throw new IllegalArgumentException(layout + " is no flat layout");
        }
        ColumnData column = new ColumnData(layout, rowCount, validity, data, EMPTY, List.of());
        require(column.data, bytes, "data");
        return column;
    }

    /** Returns a column of strings or bytes. */
    public static ColumnData varlen(
            int rowCount, @Nullable ByteBuffer validity, ByteBuffer offsets, ByteBuffer data) {
        ColumnData column =
                new ColumnData(Layout.VARLEN, rowCount, validity, data, offsets, List.of());
        checkOffsets(column, column.data.capacity());
        return column;
    }

    /** Returns a column of lists; a map is a list of structs of key and value. */
    public static ColumnData list(
            int rowCount, @Nullable ByteBuffer validity, ByteBuffer offsets, ColumnData child) {
        ColumnData column =
                new ColumnData(Layout.LIST, rowCount, validity, EMPTY, offsets, List.of(child));
        checkOffsets(column, child.rowCount());
        return column;
    }

    /** Returns a column of rows. */
    public static ColumnData struct(
            int rowCount, @Nullable ByteBuffer validity, List<ColumnData> children) {
        for (ColumnData child : children) {
            if (child.rowCount() != rowCount) {
                throw new IllegalArgumentException(
                        "a field of " + child.rowCount() + " rows in a struct of " + rowCount);
            }
        }
        return new ColumnData(Layout.STRUCT, rowCount, validity, EMPTY, EMPTY, children);
    }

    /**
     * Returns a column of indexes into a dictionary, itself no dictionary. Blocks of one result
     * that share a dictionary should pass the same object, which spares readers its decoding.
     */
    public static ColumnData dictionary(
            int rowCount,
            @Nullable ByteBuffer validity,
            ByteBuffer indexes,
            ColumnData dictionary) {
        if (dictionary.layout == Layout.DICTIONARY) {
            throw new IllegalArgumentException("a dictionary of a dictionary");
        }
        ColumnData column =
                new ColumnData(
                        Layout.DICTIONARY, rowCount, validity, indexes, EMPTY, List.of(dictionary));
        require(column.data, rowCount * 4L, "indexes");
        for (int row = 0; row < rowCount; row++) {
            int index = column.data.getInt(row * 4);
            if ((index < 0 || index >= dictionary.rowCount) && column.isValid(row)) {
                throw new IllegalArgumentException(
                        "index " + index + " in a dictionary of " + dictionary.rowCount);
            }
        }
        return column;
    }

    /** Returns a column of the first rows, in the same buffers. */
    public ColumnData firstRows(int count) {
        if (count > rowCount) {
            throw new IllegalArgumentException(count + " rows of " + rowCount);
        }
        List<ColumnData> parts = children;
        if (layout == Layout.STRUCT) {
            parts =
                    children.stream()
                            .map(child -> child.firstRows(count))
                            .collect(Collectors.toList());
        }
        return new ColumnData(layout, count, validity, data, offsets, parts);
    }

    public Layout layout() {
        return layout;
    }

    public int rowCount() {
        return rowCount;
    }

    /** Returns the validity bitmap, or null when no row is NULL by it. */
    public @Nullable ByteBuffer validity() {
        return validity;
    }

    /** Returns the values, or the indexes of a dictionary column; empty for LIST and STRUCT. */
    public ByteBuffer data() {
        return data;
    }

    /** Returns the int32 offsets of VARLEN and LIST, else an empty buffer. */
    public ByteBuffer offsets() {
        return offsets;
    }

    /** Returns the child of a LIST, the fields of a STRUCT, or the dictionary. */
    public List<ColumnData> children() {
        return children;
    }

    /** Returns whether the value of a row is NULL, seen through a dictionary. */
    public boolean isNull(int row) {
        if (layout == Layout.NULL || !isValid(row)) {
            return true;
        }
        return layout == Layout.DICTIONARY && children.get(0).isNull(data.getInt(row * 4));
    }

    private boolean isValid(int row) {
        return validity == null || (validity.get(row >> 3) >> (row & 7) & 1) != 0;
    }

    private static ByteBuffer view(ByteBuffer buffer) {
        return buffer.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(ByteBuffer buffer, long bytes, String what) {
        if (buffer.capacity() < bytes) {
            throw new IllegalArgumentException(
                    what + " of " + buffer.capacity() + " bytes, needed are " + bytes);
        }
    }

    private static void checkOffsets(ColumnData column, int limit) {
        if (column.rowCount == 0) {
            return;
        }
        require(column.offsets, (column.rowCount + 1L) * 4, "offsets");
        int previous = column.offsets.getInt(0);
        if (previous < 0) {
            throw new IllegalArgumentException("negative offset: " + previous);
        }
        for (int row = 1; row <= column.rowCount; row++) {
            int offset = column.offsets.getInt(row * 4);
            if (offset < previous || offset > limit) {
                throw new IllegalArgumentException(
                        "offset " + offset + " after " + previous + ", limit " + limit);
            }
            previous = offset;
        }
    }
}
