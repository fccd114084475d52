package dev.sabot.connector.memory;

import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;

import org.apache.arrow.memory.BufferAllocator;

import java.util.List;

/// Copies columns flat into the store's memory: nothing of a statement's may stay in use.
final class ColumnCopy {
    private ColumnCopy() {}

    /// Returns copies of lent columns, owned by the caller.
    static Column[] flat(List<Column> columns, BufferAllocator allocator) {
        Column[] copy = new Column[columns.size()];
        int made = 0;
        try {
            for (; made < copy.length; made++) {
                copy[made] = flat(columns.get(made), allocator);
            }
            return copy;
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                copy[index].close();
            }
            throw e;
        }
    }

    private static Column flat(Column column, BufferAllocator allocator) {
        if (!column.isFlat()) {
            return Gather.flatten(column, allocator);
        }
        int[] rows = new int[column.length()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        return Gather.gather(column, rows, rows.length, allocator);
    }
}
