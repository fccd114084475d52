package dev.sabot.connector.memory;

import dev.sabot.batch.Column;

import java.util.concurrent.atomic.AtomicInteger;

/// Rows of a table as flat columns, never changed once made. Counted references: one per table
/// version that has the chunk. Its rows have consecutive ROW_IDs.
final class Chunk {
    private final long firstRowId;
    private final int numRows;
    private final Column[] columns;
    private final ColumnRange[] ranges;
    private final AtomicInteger references = new AtomicInteger(1);

    /// Takes over one reference of each column.
    Chunk(long firstRowId, int numRows, Column[] columns) {
        this.firstRowId = firstRowId;
        this.numRows = numRows;
        this.columns = columns;
        this.ranges = new ColumnRange[columns.length];
        for (int index = 0; index < columns.length; index++) {
            ranges[index] = ColumnRange.of(columns[index], numRows);
        }
    }

    long firstRowId() {
        return firstRowId;
    }

    int numRows() {
        return numRows;
    }

    /// Lends a column.
    Column column(int index) {
        return columns[index];
    }

    ColumnRange range(int column) {
        return ranges[column];
    }

    long bytes() {
        long bytes = 0;
        for (Column column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }

    Chunk retain() {
        references.incrementAndGet();
        return this;
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            for (Column column : columns) {
                column.close();
            }
        }
    }
}
