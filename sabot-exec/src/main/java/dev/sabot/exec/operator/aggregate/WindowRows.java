package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.exec.operator.stream.StreamOutlet;

import org.jspecify.annotations.Nullable;

/// The rows of a final window, made as they are read; frees each table after its last row.
final class WindowRows implements StreamOutlet.Rows {
    private final GroupBatches batches;
    private final long windowEnd;
    private final @Nullable GroupTable[] tables;
    private final long numRows;
    private int set;
    private int from;

    /// Takes the tables over.
    WindowRows(
            HashAggregate operator,
            WindowKeys windows,
            long windowEnd,
            @Nullable GroupTable[] tables) {
        this.batches = new GroupBatches(operator, windows);
        this.windowEnd = windowEnd;
        this.tables = tables;
        long rows = 0;
        for (GroupTable table : tables) {
            rows += table == null ? 0 : table.size();
        }
        this.numRows = rows;
    }

    @Override
    public long numRows() {
        return numRows;
    }

    @Override
    public @Nullable Batch next() {
        while (set < tables.length) {
            GroupTable table = tables[set];
            if (table != null && from < table.size()) {
                int count = Math.min(Batch.MAX_ROWS, table.size() - from);
                GroupBatches.Piece piece =
                        new GroupBatches.Piece(set, table, from, count, windowEnd);
                from += count;
                Batch batch = batches.batch(piece);
                if (batch != null) {
                    return batch;
                }
            } else {
                closeTable();
            }
        }
        return null;
    }

    private void closeTable() {
        GroupTable table = tables[set];
        if (table != null) {
            tables[set] = null;
            table.close();
        }
        set++;
        from = 0;
    }

    @Override
    public void close() {
        while (set < tables.length) {
            closeTable();
        }
    }
}
