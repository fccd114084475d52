package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Picks one value of a group by arrival: FIRST, LAST, ANY_VALUE and SINGLE_VALUE.
final class PickAccumulator extends RunAccumulator {
    /// Which value is picked.
    enum Pick {
        /// The first row's, null too.
        FIRST,
        /// The last row's, null too.
        LAST,
        /// The first that is not null.
        ANY,
        /// The only row's; several are an error.
        SINGLE
    }

    private final Pick pick;
    private final DataType type;
    private final ValueVector values;
    private boolean[] isSet = new boolean[0];

    PickAccumulator(Pick pick, DataType type) {
        super(pick == Pick.ANY ? 1 : 0);
        this.pick = pick;
        this.type = type;
        this.values = new ValueVector(type);
    }

    @Override
    void grow(int newGroups) {
        values.ensureSize(newGroups);
        isSet = Arrays.copyOf(isSet, newGroups);
    }

    @Override
    void add(Run run, Column[] arguments) {
        for (int i = 0; i < run.count(); i++) {
            int group = run.groups[i];
            if (takes(group)) {
                values.set(group, arguments[0], run.row(i));
                isSet[group] = true;
            }
            if (pick == Pick.SINGLE && run.isWeighted() && run.weights[i] > 1) {
                throw severalRows();
            }
        }
    }

    private boolean takes(int group) {
        if (!isSet[group]) {
            return true;
        }
        return switch (pick) {
            case FIRST, ANY -> false;
            case LAST -> true;
            case SINGLE -> throw severalRows();
        };
    }

    private static SabotException severalRows() {
        return new SabotException(
                ErrorCode.SUBQUERY_ROWS,
                "a subquery used as a value gives more than one row; add LIMIT 1 or an aggregate");
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        PickAccumulator that = (PickAccumulator) other;
        if (that.isSet[source] && takes(target)) {
            values.set(target, that.values, source);
            isSet[target] = true;
        }
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return values.toColumn(null, from, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(type, DataType.BOOLEAN);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        ColumnBuilder flags = new ColumnBuilder(DataType.BOOLEAN);
        for (int group = from; group < from + count; group++) {
            flags.appendBoolean(isSet[group]);
        }
        Column picked = finish(from, count, allocator);
        try {
            return new Column[] {picked, flags.build(allocator)};
        } catch (RuntimeException e) {
            picked.close();
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int row = 0; row < count; row++) {
            if (state[1].getBoolean(row) && takes(groups[row])) {
                values.set(groups[row], state[0], row);
                isSet[groups[row]] = true;
            }
        }
    }

    @Override
    public long heapBytes() {
        return values.heapBytes() + isSet.length;
    }
}
