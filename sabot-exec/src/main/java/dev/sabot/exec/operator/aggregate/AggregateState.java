package dev.sabot.exec.operator.aggregate;

import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate.Phase;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What the tasks of one aggregation share: the tables they hand in, then the results.
///
/// **Threads**: safe.
final class AggregateState implements Breaker.ResultState {
    /// Tables of at most this many groups are merged one after the other.
    static final int FEW_GROUPS = 16_384;

    private final HashAggregate operator;
    private final QueryContext context;
    private final List<List<Integer>> sets;
    private final @Nullable GroupTable[] small;
    private final List<List<PartitionedTable>> large = new ArrayList<>();
    private final List<List<GroupTable>> results = new ArrayList<>();

    AggregateState(HashAggregate operator, QueryContext context) {
        this.operator = operator;
        this.context = context;
        this.sets = operator.plan().groupingSets();
        this.small = new @Nullable GroupTable[sets.size()];
        for (int set = 0; set < sets.size(); set++) {
            large.add(new ArrayList<>());
            results.add(new ArrayList<>());
        }
    }

    QueryContext context() {
        return context;
    }

    /// Every source gives all groups.
    @Override
    public PipelineSource result() {
        return new AggregateSource(operator, this);
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new AggregateLocal(operator, this, context);
    }

    /// Takes over the table of a task for a grouping set.
    void combine(int set, GroupTable table) {
        if (table.numKeys() > 0 && table.size() > FEW_GROUPS) {
            PartitionedTable partitioned = new PartitionedTable(table);
            synchronized (this) {
                large.get(set).add(partitioned);
            }
            return;
        }
        synchronized (this) {
            GroupTable shared = small[set];
            if (shared == null) {
                small[set] = table;
            } else {
                try (table) {
                    shared.merge(table);
                }
            }
        }
    }

    @Override
    public synchronized List<Runnable> finish() {
        List<Runnable> parts = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            GroupTable shared = small[set];
            List<PartitionedTable> tables = large.get(set);
            if (shared == null
                    && sets.get(set).isEmpty()
                    && operator.plan().phase() != Phase.PARTIAL) {
                shared = new GroupTable(operator, sets.get(set), context);
                shared.addEmptyGroup();
                small[set] = shared;
            }
            if (shared != null && !tables.isEmpty()) {
                tables.add(new PartitionedTable(shared));
                small[set] = null;
                shared = null;
            }
            if (shared != null) {
                results.get(set).add(shared);
                small[set] = null;
            } else if (tables.size() == 1) {
                results.get(set).add(tables.get(0).table());
                tables.clear();
            } else if (!tables.isEmpty()) {
                addMerges(set, parts);
            }
        }
        return parts;
    }

    private void addMerges(int set, List<Runnable> parts) {
        List<PartitionedTable> tables = large.get(set);
        long groups = 0;
        for (PartitionedTable table : tables) {
            groups += table.table().size();
        }
        int numParts = 8;
        while (numParts < PartitionedTable.PARTITIONS && groups / numParts > FEW_GROUPS) {
            numParts *= 2;
        }
        int width = PartitionedTable.PARTITIONS / numParts;
        AtomicInteger left = new AtomicInteger(numParts);
        for (int part = 0; part < numParts; part++) {
            int first = part * width;
            parts.add(() -> {
                context.checkCancelled();
                merge(set, first, first + width);
                if (left.decrementAndGet() == 0) {
                    release(set);
                }
            });
        }
    }

    private void merge(int set, int firstPartition, int endPartition) {
        GroupTable target = new GroupTable(operator, sets.get(set), context);
        synchronized (this) {
            results.get(set).add(target);
        }
        for (PartitionedTable source : large.get(set)) {
            int from = source.start(firstPartition);
            int count = source.start(endPartition) - from;
            target.mergeSelected(source.table(), source.groups(), from, count);
        }
    }

    private synchronized void release(int set) {
        large.get(set).forEach(source -> source.table().close());
        large.get(set).clear();
    }

    /// Lends the tables that hold the result of a grouping set.
    synchronized List<GroupTable> results(int set) {
        return List.copyOf(results.get(set));
    }

    @Override
    public synchronized void close() {
        for (int set = 0; set < sets.size(); set++) {
            GroupTable shared = small[set];
            if (shared != null) {
                shared.close();
                small[set] = null;
            }
            release(set);
            results.get(set).forEach(GroupTable::close);
            results.get(set).clear();
        }
    }
}
