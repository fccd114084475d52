package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.List;

/// Keeps the value of the row whose key is least or greatest: MIN and MAX of text and long
/// decimals, where the key is the value itself, and ARG_MIN and ARG_MAX. The first of equal keys
/// stays.
final class ExtremeValueAccumulator extends RunAccumulator {
    private final boolean isMax;
    private final boolean hasKey;
    private final ValueVector keys;
    private final ValueVector values;
    private final List<DataType> types;

    /// Makes MIN or MAX of a type.
    ExtremeValueAccumulator(boolean isMax, DataType type) {
        super(1);
        this.isMax = isMax;
        this.hasKey = false;
        this.keys = new ValueVector(type);
        this.values = keys;
        this.types = List.of(type);
    }

    /// Makes ARG_MIN or ARG_MAX of a value and a key; rows without a key do not count.
    ExtremeValueAccumulator(boolean isMax, DataType valueType, DataType keyType) {
        super(0);
        this.isMax = isMax;
        this.hasKey = true;
        this.keys = new ValueVector(keyType);
        this.values = new ValueVector(valueType);
        this.types = List.of(valueType, keyType);
    }

    @Override
    void grow(int newGroups) {
        keys.ensureSize(newGroups);
        values.ensureSize(newGroups);
    }

    @Override
    void add(Run run, Column[] arguments) {
        for (int i = 0; i < run.count(); i++) {
            addRow(run.groups[i], arguments, run.row(i));
        }
    }

    private void addRow(int group, Column[] arguments, int row) {
        Column key = arguments[hasKey ? 1 : 0];
        if (key.isNull(row)) {
            return;
        }
        if (!keys.isNull(group)) {
            int order = keys.compare(group, key, row);
            if (isMax ? order >= 0 : order <= 0) {
                return;
            }
        }
        keys.set(group, key, row);
        if (hasKey) {
            values.set(group, arguments[0], row);
        }
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        ExtremeValueAccumulator that = (ExtremeValueAccumulator) other;
        if (that.keys.isNull(source)) {
            return;
        }
        if (!keys.isNull(target)) {
            int order = keys.compare(target, that.keys, source);
            if (isMax ? order >= 0 : order <= 0) {
                return;
            }
        }
        keys.set(target, that.keys, source);
        if (hasKey) {
            values.set(target, that.values, source);
        }
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return values.toColumn(null, from, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return types;
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        Column first = finish(from, count, allocator);
        if (!hasKey) {
            return new Column[] {first};
        }
        try {
            return new Column[] {first, keys.toColumn(null, from, count, allocator)};
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int row = 0; row < count; row++) {
            addRow(groups[row], state, row);
        }
    }

    @Override
    public long heapBytes() {
        return keys.heapBytes() + (hasKey ? values.heapBytes() : 0);
    }
}
