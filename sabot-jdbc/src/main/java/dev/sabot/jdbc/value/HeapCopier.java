package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.Layout;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Copies blocks into the JVM's heap, so that their engine's memory can be freed at once and a row
 * can be read while another thread closes the result: a getter needs no lock, and nobody reads
 * memory that is gone. One copy of a block costs less than a lock for each value.
 *
 * <p>A dictionary that the previous block had as well is copied once.
 *
 * <p><b>Threads:</b> for one thread.
 */
public final class HeapCopier {
    private IdentityHashMap<ColumnData, ColumnData> dictionaries = new IdentityHashMap<>();
    private IdentityHashMap<ColumnData, ColumnData> previousDictionaries = new IdentityHashMap<>();

    /**
     * Returns the block's columns on the heap, without a copy if they are there already; the block
     * stays the caller's to close.
     */
    public List<ColumnData> copy(ColumnBlock block) {
        if (block.isOnHeap()) {
            return block.columns();
        }
        previousDictionaries = dictionaries;
        dictionaries = new IdentityHashMap<>();
        List<ColumnData> copies = new ArrayList<>(block.columns().size());
        for (ColumnData column : block.columns()) {
            copies.add(copy(column, 0, column.rowCount()));
        }
        return copies;
    }

    private ColumnData copy(ColumnData column, int start, int end) {
        int rows = end - start;
        ByteBuffer nulls = column.validity();
        ByteBuffer validity = nulls == null ? null : bits(nulls, start, rows);
        switch (column.layout()) {
            case NULL:
                return ColumnData.nulls(rows);
            case BIT:
                return ColumnData.flat(
                        Layout.BIT, rows, validity, bits(column.data(), start, rows));
            case VARLEN:
                return varlen(column, validity, start, rows);
            case LIST:
                return list(column, validity, start, rows);
            case STRUCT:
                List<ColumnData> fields = new ArrayList<>(column.children().size());
                for (ColumnData child : column.children()) {
                    fields.add(copy(child, start, end));
                }
                return ColumnData.struct(rows, validity, fields);
            case DICTIONARY:
                return ColumnData.dictionary(
                        rows,
                        validity,
                        bytes(column.data(), start * 4, rows * 4),
                        dictionary(column.children().get(0)));
            default:
                int width = column.layout().widthBytes();
                return ColumnData.flat(
                        column.layout(),
                        rows,
                        validity,
                        bytes(column.data(), start * width, rows * width));
        }
    }

    private ColumnData varlen(
            ColumnData column, @Nullable ByteBuffer validity, int start, int rows) {
        if (rows == 0) {
            return ColumnData.varlen(0, validity, ByteBuffer.allocate(0), ByteBuffer.allocate(0));
        }
        int first = column.offsets().getInt(start * 4);
        int last = column.offsets().getInt((start + rows) * 4);
        return ColumnData.varlen(
                rows,
                validity,
                offsets(column.offsets(), start, rows),
                bytes(column.data(), first, last - first));
    }

    private ColumnData list(ColumnData column, @Nullable ByteBuffer validity, int start, int rows) {
        ColumnData child = column.children().get(0);
        if (rows == 0) {
            return ColumnData.list(0, validity, ByteBuffer.allocate(0), copy(child, 0, 0));
        }
        int first = column.offsets().getInt(start * 4);
        int last = column.offsets().getInt((start + rows) * 4);
        return ColumnData.list(
                rows, validity, offsets(column.offsets(), start, rows), copy(child, first, last));
    }

    private ColumnData dictionary(ColumnData original) {
        ColumnData copy = dictionaries.get(original);
        if (copy == null) {
            copy = previousDictionaries.get(original);
        }
        if (copy == null) {
            copy = copy(original, 0, original.rowCount());
        }
        dictionaries.put(original, copy);
        return copy;
    }

    private static ByteBuffer offsets(ByteBuffer source, int start, int rows) {
        int first = source.getInt(start * 4);
        if (first == 0) {
            return bytes(source, start * 4, (rows + 1) * 4);
        }
        ByteBuffer target = ByteBuffer.allocate((rows + 1) * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= rows; i++) {
            target.putInt(i * 4, source.getInt((start + i) * 4) - first);
        }
        return target;
    }

    private static ByteBuffer bytes(ByteBuffer source, int start, int length) {
        ByteBuffer range = source.duplicate();
        range.position(start).limit(start + length);
        ByteBuffer target = ByteBuffer.allocate(length);
        target.put(range).flip();
        return target;
    }

    private static ByteBuffer bits(ByteBuffer source, int start, int count) {
        if ((start & 7) == 0) {
            return bytes(source, start >> 3, (count + 7) >> 3);
        }
        ByteBuffer target = ByteBuffer.allocate((count + 7) >> 3);
        for (int i = 0; i < count; i++) {
            int bit = start + i;
            if ((source.get(bit >> 3) >> (bit & 7) & 1) != 0) {
                target.put(i >> 3, (byte) (target.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return target;
    }
}
