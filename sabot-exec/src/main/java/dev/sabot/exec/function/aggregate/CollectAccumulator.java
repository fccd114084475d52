package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.List;

/// Keeps all values of a group: for ARRAY_AGG, which gives them in order of arrival, nulls too,
/// and, by subclasses that leave nulls out, for medians, quantiles and modes.
class CollectAccumulator extends RunAccumulator {
    private final DataType type;
    private final ValueLists lists;

    /// @param type of the values
    /// @param required how many first arguments must not be null
    CollectAccumulator(DataType type, int required) {
        super(required);
        this.type = type;
        this.lists = new ValueLists(type);
    }

    final ValueLists lists() {
        return lists;
    }

    @Override
    final void grow(int newGroups) {
        lists.ensureGroups(newGroups);
    }

    @Override
    void add(Run run, Column[] arguments) {
        for (int i = 0; i < run.count(); i++) {
            long times = run.isWeighted() ? run.weights[i] : 1;
            for (long time = 0; time < times; time++) {
                lists.add(run.groups[i], arguments[0], run.row(i));
            }
        }
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        lists.addAll(target, ((CollectAccumulator) other).lists, source);
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return lists.toLists(from, count, true, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(DataType.array(type));
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return new Column[] {lists.toLists(from, count, false, allocator)};
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int row = 0; row < count; row++) {
            lists.addAll(groups[row], state[0], row);
        }
    }

    @Override
    public long heapBytes() {
        return lists.heapBytes();
    }
}
