package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.CodedKeys;
import dev.sabot.exec.operator.hash.KeyTable;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.exec.pipeline.QueryContext;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The groups of one grouping set: their keys, the states of all calls, their net weights.
///
/// **Threads**: one while rows are added; any once none is added any more.
final class GroupTable implements AutoCloseable {
    private final QueryContext context;
    private final int[] keyColumns;
    private final List<Call.Function> calls = new ArrayList<>();
    private final Accumulator[] accumulators;
    private final KeyTable table;
    private final CodedKeys codedKeys;
    private final Reservation reservation;
    private final boolean isWeighted;
    private boolean hasOneGroup;
    private long[] netWeights = new long[0];
    private long[] weights = new long[0];
    private int[] groups = new int[0];
    private final Column[] keys;
    private final Column[][] arguments;
    private final FilteredRows filtered = new FilteredRows();

    /// @param set positions among the keys of the plan, ascending
    GroupTable(HashAggregate operator, List<Integer> set, QueryContext context) {
        this.context = context;
        this.isWeighted = operator.isWeighted();
        this.keyColumns = set.stream().mapToInt(key -> operator.plan().keys().get(key)).toArray();
        for (Call call : operator.calls()) {
            if (call instanceof Call.Function function) {
                calls.add(function);
            }
        }
        this.accumulators = new Accumulator[calls.size()];
        this.arguments = new Column[calls.size()][];
        for (int call = 0; call < accumulators.length; call++) {
            accumulators[call] = calls.get(call).accumulator(context);
            arguments[call] = new Column[calls.get(call).columns().size()];
        }
        this.keys = new Column[keyColumns.length];
        this.table =
                KeyTable.create(
                        set.stream().map(operator.keyTypes()::get).toList(),
                        operator.name(),
                        context.memory(),
                        context.allocator());
        this.codedKeys = new CodedKeys(table, keyColumns.length);
        this.reservation = new Reservation(context.memory(), operator.name());
    }

    /// Returns the number of groups.
    int size() {
        return keyColumns.length == 0 ? (hasOneGroup ? 1 : 0) : table.size();
    }

    int numKeys() {
        return keyColumns.length;
    }

    /// Makes the one group that there is without keys even if there are no rows.
    void addEmptyGroup() {
        hasOneGroup = true;
        ensureGroups();
    }

    private void ensureGroups() {
        int size = size();
        for (Accumulator accumulator : accumulators) {
            accumulator.ensureGroups(size);
        }
        if (isWeighted && netWeights.length < size) {
            netWeights = Arrays.copyOf(netWeights, Math.max(size, 2 * netWeights.length));
        }
    }

    private void reserveMemory() {
        long bytes = 8L * netWeights.length + 4L * groups.length;
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.heapBytes();
        }
        reservation.resize(bytes);
    }

    /// Sets `groups` to the group of each of the rows.
    private void assignGroups(Batch batch, int @Nullable [] rows, int count) {
        if (groups.length < count) {
            groups = new int[count];
        }
        if (keys.length == 0) {
            hasOneGroup = true;
        } else {
            for (int key = 0; key < keys.length; key++) {
                keys[key] = batch.column(keyColumns[key]);
            }
            codedKeys.insert(keys, rows, count, groups);
        }
        ensureGroups();
    }

    /// Adds rows of a lent batch; `weightColumn` has their weights where the table counts them.
    void add(Batch batch, @Nullable Column weightColumn) {
        Selection selection = batch.selection();
        int[] rows = selection == null ? null : selection.indexes(batch.numRows());
        int count = batch.selectedRows();
        if (count == 0) {
            return;
        }
        assignGroups(batch, rows, count);
        if (isWeighted && weightColumn != null) {
            addWeights(weightColumn, rows, count);
        }
        filtered.reset();
        for (int call = 0; call < accumulators.length; call++) {
            Call.Function function = calls.get(call);
            Column[] columns = arguments[call];
            for (int argument = 0; argument < columns.length; argument++) {
                columns[argument] = batch.column(function.columns().get(argument));
            }
            if (function.filter() < 0) {
                accumulators[call].accumulate(columns, rows, groups, count, weightColumn);
            } else {
                filtered.select(batch, function.filter(), rows, groups, count);
                accumulators[call].accumulate(
                        columns,
                        filtered.rows(),
                        filtered.groups(),
                        filtered.count(),
                        weightColumn);
            }
        }
        reserveMemory();
    }

    private void addWeights(Column weightColumn, int @Nullable [] rows, int count) {
        if (weights.length < count) {
            weights = new long[count];
        }
        ValueReader.readLongs(weightColumn, rows, 0, count, weights);
        for (int i = 0; i < count; i++) {
            netWeights[groups[i]] += weights[i];
        }
    }

    /// Adds rows of keys and states that the PARTIAL phase gave.
    ///
    /// @param firstState the column of the first state
    /// @param weightColumn the column of net weights, or -1
    void addStates(Batch batch, int firstState, int weightColumn) {
        int count = batch.numRows();
        assignGroups(batch, null, count);
        if (weightColumn >= 0) {
            addWeights(batch.column(weightColumn), null, count);
        }
        int at = firstState;
        for (int call = 0; call < accumulators.length; call++) {
            Column[] state = new Column[calls.get(call).stateTypes().size()];
            for (int column = 0; column < state.length; column++) {
                state[column] = batch.column(at++);
            }
            accumulators[call].readState(state, groups, count);
        }
        reserveMemory();
    }

    /// Adds all groups of another table of the same grouping set; returns their numbers here.
    int[] merge(GroupTable other) {
        int count = other.size();
        int[] targets = new int[count];
        if (keys.length == 0) {
            hasOneGroup |= other.hasOneGroup;
        } else {
            table.insertFrom(other.table, null, 0, count, targets);
        }
        ensureGroups();
        for (int call = 0; call < accumulators.length; call++) {
            accumulators[call].merge(other.accumulators[call], 0, count, targets);
        }
        if (isWeighted) {
            for (int group = 0; group < count; group++) {
                netWeights[targets[group]] += other.netWeights[group];
            }
        }
        reserveMemory();
        return targets;
    }

    /// Adds groups `sources[from]` until `sources[from + count - 1]` of another table; returns
    /// their numbers here.
    int[] mergeSelected(GroupTable other, int[] sources, int from, int count) {
        int[] chosen = Arrays.copyOfRange(sources, from, from + count);
        int[] targets = new int[count];
        table.insertFrom(other.table, chosen, 0, count, targets);
        ensureGroups();
        for (int call = 0; call < accumulators.length; call++) {
            accumulators[call].mergeSelected(other.accumulators[call], chosen, 0, count, targets);
        }
        if (isWeighted) {
            for (int i = 0; i < count; i++) {
                netWeights[targets[i]] += other.netWeights[chosen[i]];
            }
        }
        reserveMemory();
        return targets;
    }

    /// Returns the numbers here of all groups of another table, -1 where there is none.
    int[] find(GroupTable other) {
        int[] numbers = new int[other.size()];
        if (keys.length == 0) {
            Arrays.fill(numbers, hasOneGroup ? 0 : -1);
            return numbers;
        }
        Column[] columns = other.keys(0, numbers.length);
        try {
            table.find(columns, null, numbers.length, numbers);
        } finally {
            for (Column column : columns) {
                column.close();
            }
        }
        return numbers;
    }

    /// Says whether a group has rows left.
    boolean isPresent(int group) {
        return !isWeighted || keys.length == 0 || netWeights[group] > 0;
    }

    /// Returns how many groups have no rows left.
    int countVanished() {
        int vanished = 0;
        for (int group = 0; isWeighted && keys.length > 0 && group < size(); group++) {
            vanished += netWeights[group] == 0 ? 1 : 0;
        }
        return vanished;
    }

    KeyTable keyTable() {
        return table;
    }

    /// Returns the keys of groups, one column per key of the set.
    Column[] keys(int from, int count) {
        return keys.length == 0
                ? new Column[0]
                : table.keys(null, from, count, context.allocator());
    }

    /// Returns the result of a call for groups.
    Column result(int call, int from, int count) {
        return accumulators[call].finish(from, count, context.allocator());
    }

    /// Returns the state of a call for groups.
    Column[] state(int call, int from, int count) {
        return accumulators[call].writeState(from, count, context.allocator());
    }

    /// Lends the net weights by group; empty when they are not counted.
    long[] netWeights() {
        return netWeights;
    }

    BufferAllocator allocator() {
        return context.allocator();
    }

    @Override
    public void close() {
        table.close();
        for (Accumulator accumulator : accumulators) {
            if (accumulator instanceof ReplayAccumulator replay) {
                replay.close();
            }
        }
        reservation.close();
    }
}
