package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Gathers the selected rows of batches, some columns only, until they can be laid end to end.
///
/// **Threads**: one at a time; different columns may be concatenated at once.
final class CollectedRows implements AutoCloseable {
    /// Row numbers are ints, and tables code them as row + 1.
    private static final int MAX_ROWS = Integer.MAX_VALUE - 16;

    private final int[] columns;
    private final List<List<Column>> parts = new ArrayList<>();
    private final List<@Nullable Column> weights = new ArrayList<>();
    private final List<Integer> partRows = new ArrayList<>();
    private long numRows;
    private boolean isWeighted;

    /// Keeps the given input columns.
    CollectedRows(int[] columns) {
        this.columns = columns;
        for (int _ : columns) {
            parts.add(new ArrayList<>());
        }
    }

    int numRows() {
        return (int) numRows;
    }

    int numParts() {
        return partRows.size();
    }

    int partRows(int part) {
        return partRows.get(part);
    }

    boolean isWeighted() {
        return isWeighted;
    }

    /// Lends a column of a part by its place among the kept columns.
    Column column(int place, int part) {
        return parts.get(place).get(part);
    }

    /// Lends the parts of a column by its place among the kept columns.
    List<Column> parts(int place) {
        return parts.get(place);
    }

    /// Takes the selected rows of a batch over. Returns whether there were any.
    boolean add(Batch batch, BufferAllocator allocator) {
        try (batch) {
            int count = batch.selectedRows();
            if (count == 0) {
                return false;
            }
            Selection selection = batch.selection();
            int[] rows =
                    selection == null || count == batch.numRows()
                            ? null
                            : selection.indexes(batch.numRows());
            for (int place = 0; place < columns.length; place++) {
                parts.get(place).add(pick(batch.column(columns[place]), rows, count, allocator));
            }
            Column weight = batch.weights();
            weights.add(weight == null ? null : pick(weight, rows, count, allocator));
            isWeighted |= weight != null;
            partRows.add(count);
            addRows(count);
            return true;
        }
    }

    private static Column pick(
            Column column, int @Nullable [] rows, int count, BufferAllocator allocator) {
        return rows == null ? column.retain() : Gather.gather(column, rows, count, allocator);
    }

    private void addRows(long count) {
        numRows += count;
        if (numRows > MAX_ROWS) {
            throw new SabotException(
                    ErrorCode.TOO_MANY,
                    "the right side of a join has more than "
                            + MAX_ROWS
                            + " rows; join fewer rows or swap the sides");
        }
    }

    /// Takes all rows of another collection of the same columns over, leaving it empty.
    void takeFrom(CollectedRows other) {
        for (int place = 0; place < columns.length; place++) {
            parts.get(place).addAll(other.parts.get(place));
            other.parts.get(place).clear();
        }
        weights.addAll(other.weights);
        partRows.addAll(other.partRows);
        isWeighted |= other.isWeighted;
        long count = other.numRows;
        other.weights.clear();
        other.partRows.clear();
        other.numRows = 0;
        addRows(count);
    }

    /// Writes the weights of all rows, 1 where a part has none.
    void readWeights(long[] to) {
        int at = 0;
        for (int part = 0; part < partRows.size(); part++) {
            Column weight = weights.get(part);
            int count = partRows.get(part);
            if (weight == null) {
                java.util.Arrays.fill(to, at, at + count, 1);
            } else {
                for (int row = 0; row < count; row++) {
                    to[at + row] = weight.getLong(row);
                }
            }
            at += count;
        }
    }

    /// Returns all rows of a kept column as one column; there must be a row.
    Column concat(int place, BufferAllocator allocator) {
        List<Column> column = parts.get(place);
        Column unified = unifyDictionaries(column, allocator);
        if (unified != null) {
            return unified;
        }
        if (column.get(0).layout() == Layout.VARLEN) {
            checkBytes(column);
        }
        return Gather.concat(column, allocator);
    }

    /// Lays dictionaries end to end and shifts the indexes, when that is smaller than decoding.
    /// Entries may then be there twice.
    private @Nullable Column unifyDictionaries(List<Column> column, BufferAllocator allocator) {
        IdentityHashMap<Column, Integer> bases = new IdentityHashMap<>();
        List<Column> dictionaries = new ArrayList<>();
        long numEntries = 0;
        for (Column part : column) {
            if (!part.isDictionary() || part.layout() == Layout.LIST) {
                return null;
            }
            Column entries = part.values();
            if (bases.putIfAbsent(entries, (int) numEntries) == null) {
                dictionaries.add(entries);
                numEntries += entries.length();
                if (numEntries > numRows / 2) {
                    return null;
                }
            }
        }
        if (dictionaries.size() < 2) {
            return null;
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, (int) numRows)) {
            int row = 0;
            for (Column part : column) {
                int base = bases.getOrDefault(part.values(), 0);
                for (int from = 0; from < part.length(); from++) {
                    Memory.putInt(writer.dataAddress() + 4L * row, base + part.valueRow(from));
                    if (part.isNull(from)) {
                        writer.setNull(row);
                    }
                    row++;
                }
            }
            return writer.finishDictionary(Gather.concat(dictionaries, allocator));
        }
    }

    private static void checkBytes(List<Column> column) {
        long numBytes = 0;
        for (Column part : column) {
            for (int row = 0; row < part.length(); row++) {
                numBytes += part.isNull(row) ? 0 : part.valueLength(row);
            }
        }
        if (numBytes > Integer.MAX_VALUE) {
            throw new SabotException(
                    ErrorCode.TOO_MANY,
                    "the right side of a join has "
                            + numBytes
                            + " bytes of text in one column, more than 2 GiB; select fewer rows or"
                            + " leave the column out");
        }
    }

    /// Frees the parts of a kept column, which is then gone.
    void release(int place) {
        parts.get(place).forEach(Column::close);
        parts.get(place).clear();
    }

    @Override
    public void close() {
        for (int place = 0; place < columns.length; place++) {
            release(place);
        }
        for (Column weight : weights) {
            if (weight != null) {
                weight.close();
            }
        }
        weights.clear();
        partRows.clear();
        numRows = 0;
    }
}
