package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Counts rows whose arguments are not null, or (COUNT_IF) true.
final class CountAccumulator extends RunAccumulator {
    private final boolean countsTrue;
    private final GroupLoops loops = new GroupLoops(true);
    private final long[] values = new long[Run.SIZE];
    private long[] counts = new long[0];

    CountAccumulator(int numArguments, boolean countsTrue) {
        super(numArguments);
        this.countsTrue = countsTrue;
    }

    @Override
    void grow(int newGroups) {
        counts = Arrays.copyOf(counts, newGroups);
    }

    @Override
    void add(Run run, Column[] arguments) {
        if (countsTrue) {
            run.longs(arguments[0], values);
            for (int i = 0; i < run.count(); i++) {
                counts[run.groups[i]] += run.isWeighted() ? values[i] * run.weights[i] : values[i];
            }
        } else if (run.isWeighted()) {
            GroupLoops.addWeights(run.weights, run.groups, run.count(), counts);
        } else {
            loops.count(run.groups, run.count(), counts, numGroups());
        }
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        counts[target] += ((CountAccumulator) other).counts[source];
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return HeapColumns.ofLongs(Layout.INT64, counts, from, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(DataType.BIGINT);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return new Column[] {finish(from, count, allocator)};
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            counts[groups[i]] += state[0].getLong(i);
        }
    }

    @Override
    public long heapBytes() {
        return 8L * counts.length;
    }
}
