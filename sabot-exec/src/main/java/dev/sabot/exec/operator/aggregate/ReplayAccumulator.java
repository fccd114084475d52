package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.exec.operator.hash.KeyTable;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps the distinct rows of each group with their net weight and gives those that remain to
/// another accumulator at the end: for DISTINCT, for ORDER BY inside a call, and for functions that
/// cannot take rows back.
///
/// Rows come out in the order asked for, else in that of their first arrival. -0.0 comes out as
/// 0.0.
final class ReplayAccumulator implements Accumulator, AutoCloseable {
    private final Accumulator inner;
    private final Call.Replay replay;
    private final QueryContext context;
    private final KeyTable rows;
    private int numGroups;
    private int[] rowGroups = new int[64];
    private long[] rowWeights = new long[64];
    private int[] numbers = new int[0];
    private @Nullable GroupedRows grouped;
    private boolean isReplayed;

    ReplayAccumulator(Accumulator inner, Call.Replay replay, QueryContext context) {
        this.inner = inner;
        this.replay = replay;
        this.context = context;
        List<DataType> types = new ArrayList<>();
        types.add(DataType.INTEGER);
        types.addAll(replay.types());
        this.rows = KeyTable.create(types, "HashAggregate", context.memory(), context.allocator());
    }

    /// The rows by group: those of a group start at `starts[group]` of `numbers`.
    private record GroupedRows(int[] starts, int[] numbers) {}

    /// Returns the type of a kept row in a written state: the columns kept and the net weight.
    static DataType elementType(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(Field.of("c" + fields.size(), type));
        }
        fields.add(new Field("weight", DataType.BIGINT, false));
        return DataType.row(fields);
    }

    @Override
    public void ensureGroups(int newGroups) {
        numGroups = Math.max(numGroups, newGroups);
    }

    @Override
    public void accumulate(
            Column[] arguments,
            int @Nullable [] chosen,
            int[] groups,
            int count,
            @Nullable Column weights) {
        if (count == 0) {
            return;
        }
        int length = chosen == null ? count : 0;
        for (int i = 0; chosen != null && i < count; i++) {
            length = Math.max(length, chosen[i] + 1);
        }
        try (Column groupColumn = groupColumn(chosen, groups, count, length)) {
            insert(groupColumn, arguments, chosen, count);
        }
        for (int i = 0; i < count; i++) {
            int row = chosen == null ? i : chosen[i];
            rowGroups[numbers[i]] = groups[i];
            rowWeights[numbers[i]] += weights == null ? 1 : weights.getLong(row);
        }
    }

    private Column groupColumn(int @Nullable [] chosen, int[] groups, int count, int length) {
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT32, length)) {
            long to = writer.dataAddress();
            if (chosen == null) {
                Memory.copy(groups, 0, to, count);
            } else {
                for (int i = 0; i < count; i++) {
                    Memory.putInt(to + 4L * chosen[i], groups[i]);
                }
            }
            return writer.finish();
        }
    }

    /// Sets `numbers` to the numbers of rows.
    private void insert(
            Column groupColumn, Column[] arguments, int @Nullable [] chosen, int count) {
        Column[] columns = new Column[arguments.length + 1];
        columns[0] = groupColumn;
        System.arraycopy(arguments, 0, columns, 1, arguments.length);
        if (numbers.length < count) {
            numbers = new int[count];
        }
        rows.insert(columns, chosen, count, numbers);
        grouped = null;
        int size = rows.size();
        if (size > rowGroups.length) {
            int length = Math.max(size, rowGroups.length + (rowGroups.length >> 1));
            rowGroups = Arrays.copyOf(rowGroups, length);
            rowWeights = Arrays.copyOf(rowWeights, length);
        }
    }

    private synchronized GroupedRows grouped() {
        GroupedRows made = grouped;
        if (made == null) {
            int size = rows.size();
            int[] starts = new int[numGroups + 1];
            for (int row = 0; row < size; row++) {
                starts[rowGroups[row] + 1]++;
            }
            for (int group = 0; group < numGroups; group++) {
                starts[group + 1] += starts[group];
            }
            int[] next = starts.clone();
            int[] sorted = new int[size];
            for (int row = 0; row < size; row++) {
                sorted[next[rowGroups[row]]++] = row;
            }
            made = new GroupedRows(starts, sorted);
            grouped = made;
        }
        return made;
    }

    @Override
    public void merge(Accumulator other, int from, int count, int[] groups) {
        GroupedRows source = ((ReplayAccumulator) other).grouped();
        int start = source.starts[from];
        int length = source.starts[from + count] - start;
        int[] targets = new int[length];
        int[] chosen = Arrays.copyOfRange(source.numbers, start, start + length);
        for (int i = 0; i < length; i++) {
            targets[i] = groups[((ReplayAccumulator) other).rowGroups[chosen[i]]];
        }
        mergeRows((ReplayAccumulator) other, chosen, targets);
    }

    @Override
    public void mergeSelected(
            Accumulator other, int[] sources, int from, int count, int[] targets) {
        GroupedRows source = ((ReplayAccumulator) other).grouped();
        int length = 0;
        for (int i = from; i < from + count; i++) {
            length += source.starts[sources[i] + 1] - source.starts[sources[i]];
        }
        int[] chosen = new int[length];
        int[] rowTargets = new int[length];
        int at = 0;
        for (int i = from; i < from + count; i++) {
            for (int row = source.starts[sources[i]]; row < source.starts[sources[i] + 1]; row++) {
                chosen[at] = source.numbers[row];
                rowTargets[at++] = targets[i];
            }
        }
        mergeRows((ReplayAccumulator) other, chosen, rowTargets);
    }

    private void mergeRows(ReplayAccumulator other, int[] chosen, int[] targets) {
        BufferAllocator allocator = context.allocator();
        for (int from = 0; from < chosen.length; from += Batch.MAX_ROWS) {
            int count = Math.min(Batch.MAX_ROWS, chosen.length - from);
            int[] groups = Arrays.copyOfRange(targets, from, from + count);
            Column[] columns = other.rows.keys(chosen, from, count, allocator);
            try (Column groupColumn = groupColumn(null, groups, count, count)) {
                Column[] arguments = Arrays.copyOfRange(columns, 1, columns.length);
                insert(groupColumn, arguments, null, count);
            } finally {
                close(columns);
            }
            for (int i = 0; i < count; i++) {
                rowGroups[numbers[i]] = groups[i];
                rowWeights[numbers[i]] += other.rowWeights[chosen[from + i]];
            }
        }
    }

    private static void close(Column[] columns) {
        for (Column column : columns) {
            column.close();
        }
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        replayOnce();
        return inner.finish(from, count, allocator);
    }

    private synchronized void replayOnce() {
        if (isReplayed) {
            return;
        }
        isReplayed = true;
        inner.ensureGroups(numGroups);
        int[] remaining = new int[rows.size()];
        int count = 0;
        boolean repeats = false;
        for (int row = 0; row < remaining.length; row++) {
            remaining[count] = row;
            count += rowWeights[row] > 0 ? 1 : 0;
            repeats |= rowWeights[row] > 1;
        }
        boolean isWeighted = repeats && !replay.isDistinct();
        if (replay.order().isEmpty()) {
            for (int from = 0; from < count; from += Batch.MAX_ROWS) {
                int run = Math.min(Batch.MAX_ROWS, count - from);
                Column[] columns = rows.keys(remaining, from, run, context.allocator());
                try {
                    feed(
                            columns,
                            null,
                            Arrays.copyOfRange(remaining, from, from + run),
                            isWeighted);
                } finally {
                    close(columns);
                }
            }
        } else {
            replayOrdered(Arrays.copyOf(remaining, count), isWeighted);
        }
    }

    private void replayOrdered(int[] remaining, boolean isWeighted) {
        Column[] columns = rows.keys(remaining, 0, remaining.length, context.allocator());
        try {
            int[] sorted = RowOrder.sort(columns, rowGroups, remaining, replay.order());
            for (int from = 0; from < sorted.length; from += Batch.MAX_ROWS) {
                int run = Math.min(Batch.MAX_ROWS, sorted.length - from);
                int[] positions = Arrays.copyOfRange(sorted, from, from + run);
                int[] kept = new int[run];
                for (int i = 0; i < run; i++) {
                    kept[i] = remaining[positions[i]];
                }
                feed(columns, positions, kept, isWeighted);
            }
        } finally {
            close(columns);
        }
    }

    /// Gives rows to the inner accumulator.
    ///
    /// @param positions where they are in the columns; null when side by side from row 0
    /// @param kept their numbers
    private void feed(
            Column[] columns, int @Nullable [] positions, int[] kept, boolean isWeighted) {
        int[] groups = new int[kept.length];
        int length = kept.length;
        for (int i = 0; i < kept.length; i++) {
            groups[i] = rowGroups[kept[i]];
            length = Math.max(length, positions == null ? 0 : positions[i] + 1);
        }
        Column[] arguments = Arrays.copyOfRange(columns, 1, 1 + replay.numArguments());
        if (!isWeighted) {
            inner.accumulate(arguments, positions, groups, kept.length, null);
            return;
        }
        long[] weights = new long[length];
        for (int i = 0; i < kept.length; i++) {
            weights[positions == null ? i : positions[i]] = rowWeights[kept[i]];
        }
        try (Column column =
                HeapColumns.ofLongs(Layout.INT64, weights, 0, length, context.allocator())) {
            inner.accumulate(arguments, positions, groups, kept.length, column);
        }
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(replay.stateType());
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        GroupedRows source = grouped();
        int start = source.starts[from];
        int length = source.starts[from + count] - start;
        long[] weights = new long[length];
        for (int i = 0; i < length; i++) {
            weights[i] = rowWeights[source.numbers[start + i]];
        }
        ArrowBuf offsets = allocator.buffer(4L * (count + 1));
        List<Column> columns = new ArrayList<>();
        try {
            for (int i = 0; i <= count; i++) {
                Memory.putInt(offsets.memoryAddress() + 4L * i, source.starts[from + i] - start);
            }
            columns.addAll(List.of(rows.keys(source.numbers, start, length, allocator)));
            columns.remove(0).close();
            columns.add(HeapColumns.ofLongs(Layout.INT64, weights, 0, length, allocator));
            Column elements = Column.struct(length, 0, null, columns.toArray(Column[]::new));
            return new Column[] {Column.list(count, 0, null, offsets, elements)};
        } catch (RuntimeException e) {
            offsets.close();
            columns.forEach(Column::close);
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        Column list = state[0];
        Column elements = list.child(0);
        Column weights = elements.child(elements.childCount() - 1);
        Column[] arguments = new Column[elements.childCount() - 1];
        for (int column = 0; column < arguments.length; column++) {
            arguments[column] = elements.child(column);
        }
        for (int row = 0; row < count; row++) {
            int length = list.valueLength(row);
            int[] chosen = new int[length];
            int[] elementGroups = new int[length];
            for (int i = 0; i < length; i++) {
                chosen[i] = list.listStart(row) + i;
                elementGroups[i] = groups[row];
            }
            accumulate(arguments, chosen, elementGroups, length, weights);
        }
    }

    @Override
    public long heapBytes() {
        return 12L * rowGroups.length + inner.heapBytes();
    }

    @Override
    public void close() {
        rows.close();
    }
}
