package dev.sabot.exec.operator.join.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Selection;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts output batches of a stream join together.
///
/// **Ownership**: arguments are lent, results are owned by the caller.
final class JoinedRows {
    private final StreamJoin operator;
    private final QueryContext context;

    JoinedRows(StreamJoin operator, QueryContext context) {
        this.operator = operator;
        this.context = context;
    }

    /// Returns left then right columns of pairs of a batch's rows with kept rows.
    ///
    /// @param side the side of the batch
    Column[] pairs(int side, Batch batch, int[] rows, SideRows others, int[] ids, int count) {
        List<Column> own = new ArrayList<>();
        try {
            for (Column column : batch.columns()) {
                own.add(Gather.gather(column, rows, count, context.allocator()));
            }
            List<Column> kept = List.of(others.columns(ids, count));
            List<Column> all = new ArrayList<>(side == StreamJoinState.LEFT ? own : kept);
            all.addAll(side == StreamJoinState.LEFT ? kept : own);
            return all.toArray(Column[]::new);
        } catch (RuntimeException e) {
            own.forEach(Column::close);
            throw e;
        }
    }

    /// Returns output rows with their weights, taking the columns over.
    ///
    /// @param selection the rows that count, or null for all
    List<Batch> weighted(
            Column[] columns, int numRows, @Nullable Selection selection, long[] weights) {
        boolean countsOnce = true;
        for (int row = 0; row < numRows; row++) {
            countsOnce &= weights[row] == 1;
        }
        if (countsOnce) {
            return List.of(new Batch(numRows, columns, selection, null));
        }
        if (operator.emitsWeights()) {
            Column weight;
            try {
                weight =
                        HeapColumns.ofLongs(Layout.INT64, weights, 0, numRows, context.allocator());
            } catch (RuntimeException e) {
                closeAll(columns);
                throw e;
            }
            return List.of(new Batch(numRows, columns, selection, weight));
        }
        try {
            return repeated(columns, numRows, selection, weights);
        } finally {
            closeAll(columns);
        }
    }

    private List<Batch> repeated(
            Column[] columns, int numRows, @Nullable Selection selection, long[] weights) {
        int[] selected = selection == null ? null : selection.indexes(numRows);
        int count = selection == null ? numRows : selection.count();
        int limit = context.batchRows();
        int[] rows = new int[limit];
        int filled = 0;
        List<Batch> made = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                int row = selected == null ? i : selected[i];
                for (long copy = 0; copy < weights[row]; copy++) {
                    rows[filled++] = row;
                    if (filled == limit) {
                        made.add(gather(columns, rows, filled));
                        filled = 0;
                    }
                }
            }
            if (filled > 0) {
                made.add(gather(columns, rows, filled));
            }
            return made;
        } catch (RuntimeException e) {
            made.forEach(Batch::close);
            throw e;
        }
    }

    private Batch gather(Column[] columns, int[] rows, int count) {
        Column[] made = new Column[columns.length];
        int done = 0;
        try {
            for (; done < made.length; done++) {
                made[done] = Gather.gather(columns[done], rows, count, context.allocator());
            }
            return Batch.of(count, made);
        } catch (RuntimeException e) {
            closeAll(Arrays.copyOf(made, done));
            throw e;
        }
    }

    private static void closeAll(Column[] columns) {
        for (Column column : columns) {
            column.close();
        }
    }

    /// Returns kept rows alone, with nulls for the other side where it is output.
    List<Batch> answers(int side, SideRows own, int[] ids, int count) {
        long[] weights = new long[count];
        for (int i = 0; i < count; i++) {
            weights[i] = own.weight(ids[i]);
        }
        return weighted(padded(side, own.columns(ids, count), count), count, null, weights);
    }

    /// Returns rows of a batch alone, with nulls for the other side where it is output.
    List<Batch> answers(int side, Batch batch, int[] rows, int count, long[] weights) {
        Column[] own = new Column[batch.numColumns()];
        int made = 0;
        try {
            for (; made < own.length; made++) {
                own[made] = Gather.gather(batch.column(made), rows, count, context.allocator());
            }
        } catch (RuntimeException e) {
            closeAll(Arrays.copyOf(own, made));
            throw e;
        }
        return weighted(padded(side, own, count), count, null, weights);
    }

    /// Takes the columns over.
    private Column[] padded(int side, Column[] own, int count) {
        if (!operator.emitsPairs()) {
            return own;
        }
        SidePlan other = side == StreamJoinState.LEFT ? operator.right() : operator.left();
        SidePlan plan = side == StreamJoinState.LEFT ? operator.left() : operator.right();
        Column[] all = new Column[own.length + other.types().size()];
        System.arraycopy(own, 0, all, plan.firstOutput(), own.length);
        int made = 0;
        try {
            for (DataType type : other.types()) {
                ColumnBuilder builder = new ColumnBuilder(type);
                builder.appendNull();
                Column value = builder.build(context.allocator());
                all[other.firstOutput() + made++] = Column.constant(value, count);
            }
            return all;
        } catch (RuntimeException e) {
            closeAll(own);
            for (int index = 0; index < made - 1; index++) {
                all[other.firstOutput() + index].close();
            }
            throw e;
        }
    }
}
