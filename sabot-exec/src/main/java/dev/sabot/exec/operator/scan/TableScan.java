package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.operator.scan.CompiledScanFilter.RuntimeFilterColumn;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Reads a table split by split. Each task starts with a run of neighbouring splits and, when its
/// own are done, takes splits from the end of the longest other run.
///
/// **Threads**: safe; each reader belongs to one task.
public final class TableScan implements PipelineSource {
    private final QueryContext context;
    private final String name;
    private final Source source;
    private final ScanFilterPlan filterPlan;
    private final List<Deque<Source.Split>> queues = new ArrayList<>();
    private final AtomicLong splitsDone = new AtomicLong();
    private @Nullable List<Source.Split> splits;
    private int numSplits;

    /// A key column of a join above and the filter its build side gives.
    public record KeyFilter(int column, dev.sabot.exec.operator.RuntimeFilter filter) {}

    public TableScan(
            PhysicalPlan.Scan plan,
            @Nullable CompiledExpression predicate,
            List<KeyFilter> keyFilters,
            QueryContext context) {
        this.context = context;
        this.name = "Scan " + plan.table().displayName();
        this.source =
                context.table(plan.table()).scan(new ScanRequest(plan.columns(), plan.limit()));
        List<RuntimeFilterColumn> runtime = new ArrayList<>();
        for (KeyFilter filter : keyFilters) {
            runtime.add(new RuntimeFilterColumn(filter.column(), filter.filter()));
        }
        this.filterPlan =
                new ScanFilterPlan(plan.columns().size(), plan.filter(), predicate, runtime);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int maxTasks() {
        return Math.max(1, listSplits().size());
    }

    /// Returns the share of splits read, 0 to 1.
    public double fractionDone() {
        return numSplits == 0 ? 0 : (double) splitsDone.get() / numSplits;
    }

    /// Lists the splits at the first call: runtime filters are known then.
    private synchronized List<Source.Split> listSplits() {
        if (splits == null) {
            if (filterPlan.isEmpty()) {
                splits = source.splits(null, context);
            } else {
                try (CompiledScanFilter filter = filterPlan.open(context)) {
                    splits = source.splits(filter, context);
                }
            }
            numSplits = splits.size();
            int tasks = Math.max(1, Math.min(context.threads(), numSplits));
            for (int task = 0; task < tasks; task++) {
                int from = (int) ((long) numSplits * task / tasks);
                int to = (int) ((long) numSplits * (task + 1) / tasks);
                queues.add(new ArrayDeque<>(splits.subList(from, to)));
            }
        }
        return splits;
    }

    private synchronized Source.@Nullable Split take(int task) {
        Source.Split own = queues.get(task % queues.size()).pollFirst();
        if (own != null) {
            return own;
        }
        Deque<Source.Split> longest = queues.get(0);
        for (Deque<Source.Split> queue : queues) {
            if (queue.size() > longest.size()) {
                longest = queue;
            }
        }
        return longest.pollLast();
    }

    @Override
    public Reader openReader(TaskContext task) {
        listSplits();
        return new ScanReader(task.task(), filterPlan.isEmpty() ? null : filterPlan.open(context));
    }

    @Override
    public void close() {}

    private final class ScanReader implements Reader {
        private final int task;
        private final @Nullable CompiledScanFilter filter;
        private @Nullable SplitReader reader;
        private boolean isFinished;

        ScanReader(int task, @Nullable CompiledScanFilter filter) {
            this.task = task;
            this.filter = filter;
        }

        @Override
        public @Nullable StreamElement next() {
            SplitReader current = reader;
            if (current == null) {
                Source.Split split = take(task);
                if (split == null) {
                    isFinished = true;
                    return null;
                }
                current = source.open(split, filter, context);
                reader = current;
            }
            Batch batch = current.next();
            if (batch == null) {
                if (current.isFinished()) {
                    current.close();
                    reader = null;
                    splitsDone.incrementAndGet();
                }
                return null;
            }
            return new StreamElement.Data(
                    filter == null || isApplied(filter) ? batch : filtered(filter, batch));
        }

        /// Says whether the source has applied the filter. One that reads no column, such as
        /// `random() < 0.5`, is never the source's business.
        private boolean isApplied(CompiledScanFilter given) {
            return source.appliesFilter() && !given.columns().isEmpty();
        }

        /// Applies the filter to what the source returned unfiltered.
        private Batch filtered(ScanFilter scanFilter, Batch batch) {
            try (batch) {
                Column[] lent = new Column[scanFilter.columns().size()];
                for (int index = 0; index < lent.length; index++) {
                    lent[index] = batch.column(scanFilter.columns().get(index));
                }
                Selection remaining = scanFilter.select(lent, batch.numRows());
                Selection before = batch.selection();
                if (remaining != null && before != null) {
                    remaining = intersect(before, remaining, batch.numRows());
                }
                return batch.withSelection(remaining == null ? before : remaining);
            }
        }

        private static Selection intersect(Selection first, Selection second, int numRows) {
            long[] words = first.bitmap(numRows).clone();
            long[] others = second.bitmap(numRows);
            for (int word = 0; word < words.length; word++) {
                words[word] &= others[word];
            }
            return Selection.Bits.of(words, numRows);
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public CompletableFuture<@Nullable Void> whenReady() {
            SplitReader current = reader;
            return current == null ? CompletableFuture.completedFuture(null) : current.whenReady();
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
            }
            if (filter != null) {
                filter.close();
            }
        }
    }
}
