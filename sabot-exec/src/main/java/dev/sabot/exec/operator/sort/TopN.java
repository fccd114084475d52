package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.operator.scan.BatchSource;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.SortKey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the first rows of an order.
///
/// Each task keeps a few times as many rows as are wanted and cuts them back when there are too
/// many; the worst kept first key then becomes a threshold, shared by all tasks, that drops later
/// rows before anything is copied.
public final class TopN implements Breaker {
    private static final int MIN_BUFFER_ROWS = 4 * Batch.MAX_ROWS;

    private final PhysicalPlan.TopN plan;
    private final long wanted;

    public TopN(PhysicalPlan.TopN plan) {
        this.plan = plan;
        long sum = plan.offset() + plan.limit();
        this.wanted = sum < 0 ? Long.MAX_VALUE : sum;
    }

    @Override
    public String name() {
        return "TopN";
    }

    @Override
    public ResultState open(QueryContext context) {
        return new TopNState(context);
    }

    private final class TopNState implements ResultState {
        private final QueryContext context;
        private final List<Batch> collected = new ArrayList<>();
        private final SortedOutput output;

        /// The largest prefix of the first key that can still be among the wanted rows.
        private final AtomicLong threshold = new AtomicLong(Long.MAX_VALUE);

        TopNState(QueryContext context) {
            this.context = context;
            this.output = new SortedOutput(context);
        }

        @Override
        public Local openLocal(TaskContext task) {
            return new LocalRows();
        }

        @Override
        public List<Runnable> finish() {
            return collected.isEmpty() ? List.of() : List.of(this::sort);
        }

        private void sort() {
            List<Batch> batches = List.copyOf(collected);
            collected.clear();
            Batch all = CollectedRows.concat(batches, plan.schema().size(), context);
            boolean isSorted = false;
            try {
                int[] order =
                        new RowSorter(all.columns(), all.numRows(), plan.keys(), context).sort();
                int from = (int) Math.min(order.length, plan.offset());
                output.set(all, order, from, (int) Math.min(order.length, wanted));
                isSorted = true;
            } finally {
                if (!isSorted) {
                    all.close();
                }
            }
        }

        @Override
        public PipelineSource result() {
            return new BatchSource("TopN rows", output::next);
        }

        @Override
        public void close() {
            collected.forEach(Batch::close);
            collected.clear();
            output.close();
        }

        private final class LocalRows implements Local {
            private final List<Batch> own = new ArrayList<>();
            private long ownRows;
            private long[] prefixes = {};

            @Override
            public Progress sink(StreamElement element) {
                if (wanted == 0) {
                    if (element instanceof Data(Batch batch)) {
                        batch.close();
                    }
                    return Progress.FINISHED;
                }
                if (element instanceof Data(Batch batch)) {
                    try (batch) {
                        add(batch);
                    }
                    if (ownRows > MIN_BUFFER_ROWS && ownRows > 2 * wanted) {
                        cut();
                    }
                }
                return Progress.NEED_INPUT;
            }

            /// Keeps the rows of a lent batch that can be among the wanted ones.
            private void add(Batch batch) {
                long limit = threshold.get();
                if (limit == Long.MAX_VALUE) {
                    keep(Batches.compact(batch, context.allocator()));
                    return;
                }
                SortKey key = plan.keys().getFirst();
                Column column = batch.column(key.column());
                if (prefixes.length < batch.numRows()) {
                    prefixes = new long[batch.numRows()];
                }
                SortPrefix.fill(column, key, prefixes);
                Selection selected = below(limit, batch);
                if (selected.count() > 0) {
                    try (Batch candidates = batch.withSelection(selected)) {
                        keep(Batches.compact(candidates, context.allocator()));
                    }
                }
            }

            private Selection below(long limit, Batch batch) {
                int numRows = batch.numRows();
                Selection before = batch.selection();
                long[] words =
                        before == null ? Bitmap.ones(numRows) : before.bitmap(numRows).clone();
                for (int row = 0; row < numRows; row++) {
                    if (prefixes[row] > limit) {
                        Bitmap.clear(words, row);
                    }
                }
                return Selection.Bits.of(words, numRows);
            }

            private void keep(Batch batch) {
                own.add(batch);
                ownRows += batch.numRows();
            }

            /// Cuts back to the wanted rows and lowers the threshold.
            private void cut() {
                List<Batch> batches = List.copyOf(own);
                own.clear();
                ownRows = 0;
                try (Batch all = CollectedRows.concat(batches, plan.schema().size(), context)) {
                    int[] order =
                            new RowSorter(all.columns(), all.numRows(), plan.keys(), context)
                                    .sort();
                    int count = (int) Math.min(order.length, wanted);
                    int[] kept = Arrays.copyOf(order, count);
                    keep(Batches.gather(all, kept, count, context.allocator()));
                    lowerThreshold(all, kept[count - 1]);
                }
            }

            private void lowerThreshold(Batch all, int lastRow) {
                SortKey key = plan.keys().getFirst();
                long[] last = new long[all.numRows()];
                SortPrefix.fill(all.column(key.column()), key, last);
                threshold.accumulateAndGet(last[lastRow], Math::min);
            }

            @Override
            public void combine() {
                synchronized (collected) {
                    collected.addAll(own);
                    own.clear();
                }
            }

            @Override
            public void close() {
                own.forEach(Batch::close);
                own.clear();
            }
        }
    }
}
