package dev.sabot.exec.operator.window;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.operator.scan.BatchSource;
import dev.sabot.exec.operator.sort.CollectedRows;
import dev.sabot.exec.operator.sort.RowSorter;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.exec.plan.WindowCall;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Collects all rows, orders them by partition and order keys, and appends one column per call.
///
/// Rows leave in that order, partition after partition.
public final class WindowBreaker implements Breaker {
    private final PhysicalPlan.Window plan;
    private final FunctionRegistry functions;

    public WindowBreaker(PhysicalPlan.Window plan, FunctionRegistry functions) {
        this.plan = plan;
        this.functions = functions;
    }

    @Override
    public String name() {
        return "Window";
    }

    @Override
    public ResultState open(QueryContext context) {
        return new WindowState(context);
    }

    private List<SortKey> sortKeys() {
        List<SortKey> keys = new ArrayList<>();
        for (int column : plan.partitionKeys()) {
            keys.add(new SortKey(column, false, false));
        }
        keys.addAll(plan.orderKeys());
        return keys;
    }

    private final class WindowState implements ResultState {
        private final QueryContext context;
        private final List<Batch> collected = new ArrayList<>();
        private @Nullable Batch rows;
        private int next;
        private long reservedBytes;

        WindowState(QueryContext context) {
            this.context = context;
        }

        @Override
        public Local openLocal(TaskContext task) {
            return new LocalRows();
        }

        @Override
        public List<Runnable> finish() {
            return collected.isEmpty() ? List.of() : List.of(this::compute);
        }

        private void compute() {
            List<Batch> batches = List.copyOf(collected);
            collected.clear();
            int inputColumns = plan.input().schema().size();
            try (Batch all = CollectedRows.concat(batches, inputColumns, context)) {
                reservedBytes = 2 * RowSorter.heapBytes(all.numRows());
                context.memory().reserve("Window", reservedBytes);
                int[] order =
                        new RowSorter(all.columns(), all.numRows(), sortKeys(), context).sort();
                try (Batch sorted = Batches.gather(all, order, order.length, context.allocator())) {
                    rows = append(sorted);
                }
            }
        }

        /// Returns the sorted rows with the calls' columns.
        private Batch append(Batch sorted) {
            PartitionedRows partitions =
                    new PartitionedRows(sorted, plan.partitionKeys(), plan.orderKeys());
            int inputColumns = sorted.numColumns();
            Column[] columns = new Column[inputColumns + plan.calls().size()];
            int made = 0;
            try {
                for (; made < columns.length; made++) {
                    columns[made] =
                            made < inputColumns
                                    ? sorted.column(made).retain()
                                    : evaluate(plan.calls().get(made - inputColumns), partitions);
                }
            } catch (RuntimeException e) {
                for (int index = 0; index < made; index++) {
                    columns[index].close();
                }
                throw e;
            }
            Column weights = sorted.weights();
            return new Batch(
                    sorted.numRows(), columns, null, weights == null ? null : weights.retain());
        }

        private Column evaluate(WindowCall call, PartitionedRows partitions) {
            context.checkCancelled();
            return switch (call.function()) {
                case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile" ->
                        Ranking.evaluate(call, partitions, context);
                case "lag", "lead" -> Navigation.offset(call, partitions, context);
                case "first_value", "last_value", "nth_value" ->
                        Navigation.inFrame(call, partitions, plan, context);
                default ->
                        new FramedAggregate(call, partitions, plan, functions, context).evaluate();
            };
        }

        @Override
        public PipelineSource result() {
            return new BatchSource("Window rows", this::nextBatch);
        }

        private @Nullable Batch nextBatch() {
            Batch all = rows;
            if (all == null || next >= all.numRows()) {
                return null;
            }
            context.checkCancelled();
            int count = Math.min(context.batchRows(), all.numRows() - next);
            Column[] columns = new Column[all.numColumns()];
            int made = 0;
            try {
                for (; made < columns.length; made++) {
                    columns[made] = all.column(made).slice(next, count, context.allocator());
                }
                Column weights = all.weights();
                Column cut =
                        weights == null ? null : weights.slice(next, count, context.allocator());
                next += count;
                return new Batch(count, columns, null, cut);
            } catch (RuntimeException e) {
                for (int index = 0; index < made; index++) {
                    columns[index].close();
                }
                throw e;
            }
        }

        @Override
        public void close() {
            collected.forEach(Batch::close);
            collected.clear();
            if (rows != null) {
                rows.close();
                rows = null;
            }
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
