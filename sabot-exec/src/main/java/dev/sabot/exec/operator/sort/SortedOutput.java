package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.exec.pipeline.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Hands out rows of one batch in an order, a batch at a time.
final class SortedOutput implements AutoCloseable {
    private final QueryContext context;
    private @Nullable Batch rows;
    private int[] order = {};
    private int next;
    private int end;

    SortedOutput(QueryContext context) {
        this.context = context;
    }

    /// Sets what is handed out: `order[from]` until `order[to]`. Takes the batch over.
    void set(Batch batch, int[] rowOrder, int from, int to) {
        rows = batch;
        order = rowOrder;
        next = from;
        end = to;
    }

    @Nullable Batch next() {
        Batch all = rows;
        if (all == null || next >= end) {
            return null;
        }
        context.checkCancelled();
        int count = Math.min(context.batchRows(), end - next);
        int[] chosen = Arrays.copyOfRange(order, next, next + count);
        next += count;
        return Batches.gather(all, chosen, count, context.allocator());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
