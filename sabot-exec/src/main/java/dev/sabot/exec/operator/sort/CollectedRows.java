package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.exec.pipeline.QueryContext;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Lays compacted batches end to end as one.
public final class CollectedRows {
    private CollectedRows() {}

    /// Returns one batch of all rows, in order; takes the batches over. Weights are kept when any
    /// batch has them.
    ///
    /// **Errors**: CANCELLED; when it fails, all batches are closed.
    public static Batch concat(List<Batch> batches, int numColumns, QueryContext context) {
        if (batches.size() == 1) {
            return batches.getFirst();
        }
        BufferAllocator allocator = context.allocator();
        try {
            int numRows = 0;
            for (Batch batch : batches) {
                numRows = Math.addExact(numRows, batch.numRows());
            }
            Column[] columns = new Column[numColumns];
            int made = 0;
            try {
                for (; made < numColumns; made++) {
                    context.checkCancelled();
                    int column = made;
                    columns[made] =
                            Gather.concat(
                                    batches.stream().map(batch -> batch.column(column)).toList(),
                                    allocator);
                }
                return new Batch(numRows, columns, null, weights(batches, allocator));
            } catch (RuntimeException e) {
                for (int index = 0; index < made; index++) {
                    columns[index].close();
                }
                throw e;
            }
        } finally {
            batches.forEach(Batch::close);
        }
    }

    private static @Nullable Column weights(List<Batch> batches, BufferAllocator allocator) {
        if (batches.stream().allMatch(batch -> batch.weights() == null)) {
            return null;
        }
        List<Column> parts = new ArrayList<>();
        try {
            for (Batch batch : batches) {
                Column own = batch.weights();
                parts.add(own != null ? own.retain() : ones(batch.numRows(), allocator));
            }
            return Gather.concat(parts, allocator);
        } finally {
            parts.forEach(Column::close);
        }
    }

    private static Column ones(int numRows, BufferAllocator allocator) {
        dev.sabot.batch.ColumnBuilder builder =
                new dev.sabot.batch.ColumnBuilder(dev.sabot.type.DataType.BIGINT);
        for (int row = 0; row < numRows; row++) {
            builder.appendLong(1);
        }
        return builder.build(allocator);
    }
}
