package dev.sabot.exec.operator.window;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.exec.operator.sort.RowComparator;
import dev.sabot.exec.plan.SortKey;

import java.util.ArrayList;
import java.util.List;

/// Sorted rows with the bounds of their partitions and, within them, of their peers: rows with
/// equal order keys. Row numbers count from the start of all rows.
final class PartitionedRows {
    private final Batch rows;
    private final int[] partitionStart;
    private final int[] partitionEnd;
    private final int[] peerStart;
    private final int[] peerEnd;

    /// Lends the rows.
    PartitionedRows(Batch rows, List<Integer> partitionKeys, List<SortKey> orderKeys) {
        this.rows = rows;
        int numRows = rows.numRows();
        List<SortKey> partitionOrder = new ArrayList<>();
        for (int column : partitionKeys) {
            partitionOrder.add(new SortKey(column, false, false));
        }
        RowComparator partitions = new RowComparator(partitionOrder);
        RowComparator order = new RowComparator(orderKeys);
        List<Column> columns = rows.columns();
        partitionStart = new int[numRows];
        partitionEnd = new int[numRows];
        peerStart = new int[numRows];
        peerEnd = new int[numRows];
        for (int row = 1; row < numRows; row++) {
            boolean isNewPartition = partitions.compare(columns, row - 1, columns, row, 0) != 0;
            boolean isNewPeer =
                    isNewPartition || order.compare(columns, row - 1, columns, row, 0) != 0;
            partitionStart[row] = isNewPartition ? row : partitionStart[row - 1];
            peerStart[row] = isNewPeer ? row : peerStart[row - 1];
        }
        for (int row = numRows - 1; row >= 0; row--) {
            boolean isLast = row == numRows - 1;
            partitionEnd[row] =
                    isLast || partitionStart[row + 1] != partitionStart[row]
                            ? row + 1
                            : partitionEnd[row + 1];
            peerEnd[row] =
                    isLast || peerStart[row + 1] != peerStart[row] ? row + 1 : peerEnd[row + 1];
        }
    }

    int numRows() {
        return rows.numRows();
    }

    /// Lends a column of the sorted rows.
    Column column(int index) {
        return rows.column(index);
    }

    int partitionStart(int row) {
        return partitionStart[row];
    }

    /// Returns the row after the last of the row's partition.
    int partitionEnd(int row) {
        return partitionEnd[row];
    }

    int peerStart(int row) {
        return peerStart[row];
    }

    /// Returns the row after the last peer.
    int peerEnd(int row) {
        return peerEnd[row];
    }
}
