package dev.sabot.exec.operator.set;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Computes INTERSECT and EXCEPT: both inputs count their distinct rows in one table, the result is
/// made of the counts.
///
/// **Nulls**: null equals null.
///
/// **Shape**: with ALL a row comes as often as it counts, as a weight where the plan allows weights
/// and repeated where not.
///
/// **Threads**: the states of the two inputs may be filled at once.
public final class SetOperationState {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int MORSEL_ROWS = 64 * 1_024;

    private final PhysicalPlan.SetOperation plan;
    private final QueryContext context;
    private final List<DataType> types;
    private int openSides = 2;
    private @Nullable RowCounts total;

    public SetOperationState(PhysicalPlan.SetOperation plan, QueryContext context) {
        this.plan = plan;
        this.context = context;
        this.types = plan.schema().types();
    }

    /// Returns the state that takes the left input.
    public Breaker.State left() {
        return new Side(LEFT);
    }

    /// Returns the state that takes the right input.
    public Breaker.State right() {
        return new Side(RIGHT);
    }

    /// Returns the source of the result; read after both inputs are finished.
    public PipelineSource result() {
        return new Result();
    }

    /// Takes counts over.
    private void combine(RowCounts counts) {
        RowCounts target;
        synchronized (this) {
            target = total;
            if (target == null) {
                total = counts;
                return;
            }
            target.addAll(counts);
        }
        counts.close();
    }

    private synchronized void closeSide() {
        openSides--;
        RowCounts counts = total;
        if (openSides == 0 && counts != null) {
            counts.close();
            total = null;
        }
    }

    private synchronized @Nullable RowCounts total() {
        return total;
    }

    private final class Side implements Breaker.State {
        private final int side;
        private boolean isClosed;

        Side(int side) {
            this.side = side;
        }

        @Override
        public Breaker.Local openLocal(TaskContext task) {
            return new Local(side);
        }

        @Override
        public List<Runnable> finish() {
            return List.of();
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                closeSide();
            }
        }
    }

    private final class Local implements Breaker.Local {
        private final int side;
        private @Nullable RowCounts counts;

        Local(int side) {
            this.side = side;
            this.counts = new RowCounts(types, context);
        }

        @Override
        public Progress sink(StreamElement element) {
            RowCounts own = counts;
            if (own != null && element instanceof StreamElement.Data(Batch batch)) {
                try (batch) {
                    own.add(side, batch);
                }
            }
            return Progress.NEED_INPUT;
        }

        @Override
        public void combine() {
            RowCounts own = counts;
            if (own != null) {
                SetOperationState.this.combine(own);
                counts = null;
            }
        }

        @Override
        public void close() {
            if (counts != null) {
                counts.close();
                counts = null;
            }
        }
    }

    private final class Result implements PipelineSource {
        private final AtomicInteger nextMorsel = new AtomicInteger();

        @Override
        public int maxTasks() {
            RowCounts counts = total();
            return counts == null ? 1 : 1 + counts.size() / MORSEL_ROWS;
        }

        @Override
        public String name() {
            return (plan.isAll() ? "All " : "") + plan.kind();
        }

        @Override
        public Reader openReader(TaskContext task) {
            return new ResultReader(total(), nextMorsel);
        }

        @Override
        public void close() {}
    }

    private final class ResultReader implements PipelineSource.Reader {
        private final @Nullable RowCounts counts;
        private final AtomicInteger nextMorsel;
        private final boolean usesWeights;
        private final int[] rows = new int[context.batchRows()];
        private final long[] weights = new long[context.batchRows()];
        private int at;
        private int end;
        private long repeatsLeft;
        private boolean isFinished;

        ResultReader(@Nullable RowCounts counts, AtomicInteger nextMorsel) {
            this.counts = counts;
            this.nextMorsel = nextMorsel;
            this.usesWeights =
                    switch (plan.properties().changeMode()) {
                        case ChangeMode.Append _ -> false;
                        case ChangeMode.Weights _, ChangeMode.Upsert _ -> plan.isAll();
                    };
        }

        @Override
        public @Nullable StreamElement next() {
            RowCounts source = counts;
            int count = source == null ? 0 : choose(source);
            if (source == null || count == 0) {
                isFinished = true;
                return null;
            }
            return new StreamElement.Data(batch(source, count));
        }

        /// Fills the next rows of the result.
        private int choose(RowCounts source) {
            int count = 0;
            while (count < rows.length) {
                if (repeatsLeft > 0) {
                    rows[count] = at - 1;
                    weights[count++] = 1;
                    repeatsLeft--;
                    continue;
                }
                if (at == end && !startMorsel(source.size())) {
                    break;
                }
                long times = times(source, at++);
                if (times > 0 && usesWeights) {
                    rows[count] = at - 1;
                    weights[count++] = times;
                } else {
                    repeatsLeft = times;
                }
            }
            return count;
        }

        private boolean startMorsel(int size) {
            context.checkCancelled();
            long from = (long) nextMorsel.getAndIncrement() * MORSEL_ROWS;
            if (from >= size) {
                return false;
            }
            at = (int) from;
            end = (int) Math.min(size, from + MORSEL_ROWS);
            return true;
        }

        /// Returns how often a row is in the result.
        private long times(RowCounts source, int row) {
            long left = Math.max(0, source.count(LEFT, row));
            long right = Math.max(0, source.count(RIGHT, row));
            long times =
                    switch (plan.kind()) {
                        case INTERSECT -> Math.min(left, right);
                        case EXCEPT -> plan.isAll() || right == 0 ? Math.max(0, left - right) : 0;
                    };
            return plan.isAll() ? times : Math.min(1, times);
        }

        /// Makes keys of the distinct rows chosen; repeated rows are gathered from them.
        private Batch batch(RowCounts source, int count) {
            int[] ids = new int[count];
            int[] places = new int[count];
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || rows[i] != rows[i - 1]) {
                    ids[distinct++] = rows[i];
                }
                places[i] = distinct - 1;
            }
            Column[] columns = source.table().keys(ids, 0, distinct, context.allocator());
            Batch keys = Batch.of(distinct, columns);
            if (distinct == count && !usesWeights) {
                return keys;
            }
            try (keys) {
                Column[] repeated = new Column[columns.length];
                int made = 0;
                try {
                    for (; made < repeated.length; made++) {
                        repeated[made] =
                                Gather.gather(columns[made], places, count, context.allocator());
                    }
                    return new Batch(count, repeated, null, weights(count));
                } catch (RuntimeException e) {
                    for (int index = 0; index < made; index++) {
                        repeated[index].close();
                    }
                    throw e;
                }
            }
        }

        private @Nullable Column weights(int count) {
            if (!usesWeights) {
                return null;
            }
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT64, count)) {
                Memory.copy(weights, 0, writer.dataAddress(), count);
                return writer.finish();
            }
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {}
    }
}
