package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate.Phase;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Turns groups of a table into rows of an aggregation's output.
///
/// **Threads**: stateless.
final class GroupBatches {
    private final HashAggregate operator;
    private final @Nullable WindowKeys windows;

    /// @param windows of a windowed aggregation, or null
    GroupBatches(HashAggregate operator, @Nullable WindowKeys windows) {
        this.operator = operator;
        this.windows = windows;
    }

    /// Some groups of one table.
    ///
    /// @param set the number of the grouping set
    /// @param windowEnd of the table's window; meaningless without windows
    record Piece(int set, GroupTable table, int from, int count, long windowEnd) {}

    /// Returns a piece as a batch, or null when all its groups have vanished.
    @Nullable Batch batch(Piece piece) {
        Selection selection = selection(piece);
        if (selection != null && selection.count() == 0) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        try {
            addKeys(piece, columns);
            addCalls(piece, columns);
            if (operator.plan().phase() == Phase.PARTIAL) {
                addBookkeeping(piece, columns);
            }
            return new Batch(piece.count, columns.toArray(Column[]::new), selection, null);
        } catch (RuntimeException e) {
            columns.forEach(Column::close);
            throw e;
        }
    }

    /// Returns the groups that have not vanished, or null when none has.
    private @Nullable Selection selection(Piece piece) {
        if (!operator.isWeighted() || (piece.table.numKeys() == 0 && windows == null)) {
            return null;
        }
        long[] weights = piece.table.netWeights();
        int[] rows = new int[piece.count];
        int kept = 0;
        for (int row = 0; row < piece.count; row++) {
            rows[kept] = row;
            kept += weights[piece.from + row] != 0 ? 1 : 0;
        }
        return kept == piece.count ? null : new Selection.Indexes(rows, kept);
    }

    private void addKeys(Piece piece, List<Column> columns) {
        Aggregate plan = operator.plan();
        List<Integer> set = plan.groupingSets().get(piece.set);
        Column[] keys = piece.table.keys(piece.from, piece.count);
        int used = 0;
        try {
            for (int key = 0; key < plan.keys().size(); key++) {
                DataType type = operator.keyTypes().get(key);
                if (!set.contains(key)) {
                    columns.add(constant(type, null, piece));
                } else if (windows != null && windows.isDerived(key)) {
                    columns.add(constant(type, windows.value(key, piece.windowEnd), piece));
                } else {
                    columns.add(keys[used++]);
                }
            }
        } catch (RuntimeException e) {
            for (; used < keys.length; used++) {
                keys[used].close();
            }
            throw e;
        }
    }

    private static Column constant(DataType type, @Nullable Long value, Piece piece) {
        ColumnBuilder builder = new ColumnBuilder(type);
        builder.appendObject(value);
        return Column.constant(builder.build(piece.table.allocator()), piece.count);
    }

    private void addCalls(Piece piece, List<Column> columns) {
        boolean isPartial = operator.plan().phase() == Phase.PARTIAL;
        List<Integer> set = operator.plan().groupingSets().get(piece.set);
        int accumulator = 0;
        for (Call call : operator.calls()) {
            switch (call) {
                case Call.Grouping grouping -> {
                    if (!isPartial) {
                        columns.add(constant(grouping.type(), grouping.value(set), piece));
                    }
                }
                case Call.Function _ -> {
                    int number = accumulator++;
                    if (isPartial) {
                        columns.addAll(List.of(piece.table.state(number, piece.from, piece.count)));
                    } else {
                        columns.add(piece.table.result(number, piece.from, piece.count));
                    }
                }
            }
        }
    }

    private void addBookkeeping(Piece piece, List<Column> columns) {
        if (operator.plan().groupingSets().size() > 1) {
            columns.add(constant(DataType.INTEGER, (long) piece.set, piece));
        }
        if (operator.isWeighted()) {
            ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
            for (int row = 0; row < piece.count; row++) {
                builder.appendLong(piece.table.netWeights()[piece.from + row]);
            }
            columns.add(builder.build(piece.table.allocator()));
        }
    }
}
