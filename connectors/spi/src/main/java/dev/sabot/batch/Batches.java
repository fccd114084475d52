package dev.sabot.batch;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Makes batches of chosen rows of other batches.
///
/// **Ownership**: arguments are lent, results are owned by the caller.
public final class Batches {
    private Batches() {}

    /// Returns the selected rows as a batch without a selection; shares the columns when all rows
    /// are selected.
    public static Batch compact(Batch batch, BufferAllocator allocator) {
        Selection selection = batch.selection();
        if (selection == null || selection.count() == batch.numRows()) {
            return batch.withSelection(null);
        }
        return gather(batch, selection.indexes(batch.numRows()), selection.count(), allocator);
    }

    /// Returns a batch whose row i is row `rows[i]` of another, for i in 0 until `count`, with its
    /// weight; the other's selection is not looked at.
    public static Batch gather(Batch batch, int[] rows, int count, BufferAllocator allocator) {
        Column[] columns = new Column[batch.numColumns()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] = Gather.gather(batch.column(made), rows, count, allocator);
            }
            Column weights = gatherWeights(batch.weights(), rows, count, allocator);
            return new Batch(count, columns, null, weights);
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    private static @Nullable Column gatherWeights(
            @Nullable Column weights, int[] rows, int count, BufferAllocator allocator) {
        return weights == null ? null : Gather.gather(weights, rows, count, allocator);
    }
}
