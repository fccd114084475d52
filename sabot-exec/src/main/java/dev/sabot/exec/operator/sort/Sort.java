package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.operator.scan.BatchSource;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import java.util.ArrayList;
import java.util.List;

/// Orders all rows: collects them, sorts row numbers, gathers in order. Equal rows of one task keep
/// their order; between tasks there is none.
public final class Sort implements Breaker {
    private final PhysicalPlan.Sort plan;

    public Sort(PhysicalPlan.Sort plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return "Sort";
    }

    @Override
    public ResultState open(QueryContext context) {
        return new SortState(context);
    }

    private final class SortState implements ResultState {
        private final QueryContext context;
        private final List<Batch> collected = new ArrayList<>();
        private final SortedOutput output;
        private long reservedBytes;

        SortState(QueryContext context) {
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
                reservedBytes = RowSorter.heapBytes(all.numRows());
                context.memory().reserve("Sort", reservedBytes);
                int[] order =
                        new RowSorter(all.columns(), all.numRows(), plan.keys(), context).sort();
                output.set(all, order, 0, order.length);
                isSorted = true;
            } finally {
                if (!isSorted) {
                    all.close();
                }
            }
        }

        @Override
        public PipelineSource result() {
            return new BatchSource("Sorted", output::next);
        }

        @Override
        public void close() {
            collected.forEach(Batch::close);
            collected.clear();
            output.close();
            context.memory().release(reservedBytes);
            reservedBytes = 0;
        }

        private final class LocalRows implements Local {
            private final List<Batch> own = new ArrayList<>();

            @Override
            public Progress sink(StreamElement element) {
                if (element instanceof Data(Batch batch)) {
                    try (batch) {
                        own.add(Batches.compact(batch, context.allocator()));
                    }
                }
                return Progress.NEED_INPUT;
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
