package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Combines integers bit by bit, and booleans as integers of one bit: BIT_AND, BIT_OR, BIT_XOR,
/// BOOL_AND, BOOL_OR.
final class BitsAccumulator extends RunAccumulator {
    /// How bits combine.
    enum Operation {
        AND,
        OR,
        XOR
    }

    private final Operation operation;
    private final DataType type;
    private final long[] values = new long[Run.SIZE];
    private long[] results = new long[0];
    private boolean[] isValid = new boolean[0];

    BitsAccumulator(Operation operation, DataType type) {
        super(1);
        this.operation = operation;
        this.type = type;
    }

    @Override
    void grow(int newGroups) {
        int old = results.length;
        results = Arrays.copyOf(results, newGroups);
        isValid = Arrays.copyOf(isValid, newGroups);
        Arrays.fill(results, old, newGroups, operation == Operation.AND ? -1 : 0);
    }

    @Override
    void add(Run run, Column[] arguments) {
        run.longs(arguments[0], values);
        for (int i = 0; i < run.count(); i++) {
            boolean cancels = run.isWeighted() && (run.weights[i] & 1) == 0;
            addOne(run.groups[i], cancels && operation == Operation.XOR ? 0 : values[i]);
        }
    }

    private void addOne(int group, long value) {
        long old = results[group];
        results[group] =
                switch (operation) {
                    case AND -> old & value;
                    case OR -> old | value;
                    case XOR -> old ^ value;
                };
        isValid[group] = true;
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        BitsAccumulator that = (BitsAccumulator) other;
        if (that.isValid[source]) {
            addOne(target, that.results[source]);
        }
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return HeapColumns.ofLongs(type.layout(), results, isValid, from, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(type);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return new Column[] {finish(from, count, allocator)};
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        boolean isBit = type.layout() == dev.sabot.type.Layout.BIT;
        for (int row = 0; row < count; row++) {
            if (!state[0].isNull(row)) {
                long bit = isBit && state[0].getBoolean(row) ? 1 : 0;
                addOne(groups[row], isBit ? bit : state[0].getLong(row));
            }
        }
    }

    @Override
    public long heapBytes() {
        return 9L * results.length;
    }
}
