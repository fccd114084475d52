package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate.Phase;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands out the groups of a finished aggregation, batch by batch to whichever task asks next.
final class AggregateSource implements PipelineSource {
    private final HashAggregate operator;
    private final AggregateState state;
    private final AtomicInteger nextPiece = new AtomicInteger();
    private @Nullable List<Piece> pieces;

    /// Some groups of one table.
    private record Piece(int set, GroupTable table, int from, int count) {}

    AggregateSource(HashAggregate operator, AggregateState state) {
        this.operator = operator;
        this.state = state;
    }

    private synchronized List<Piece> pieces() {
        List<Piece> list = pieces;
        if (list == null) {
            list = new ArrayList<>();
            for (int set = 0; set < operator.plan().groupingSets().size(); set++) {
                for (GroupTable table : state.results(set)) {
                    for (int from = 0; from < table.size(); from += Batch.MAX_ROWS) {
                        int count = Math.min(Batch.MAX_ROWS, table.size() - from);
                        list.add(new Piece(set, table, from, count));
                    }
                }
            }
            pieces = list;
        }
        return list;
    }

    @Override
    public int maxTasks() {
        return Math.max(1, Math.min(state.context().threads(), pieces().size()));
    }

    @Override
    public Reader openReader(TaskContext context) {
        return new PieceReader();
    }

    @Override
    public String name() {
        return operator.name();
    }

    @Override
    public void close() {}

    private final class PieceReader implements Reader {
        private boolean isFinished;

        @Override
        public @Nullable StreamElement next() {
            while (!isFinished) {
                state.context().checkCancelled();
                int index = nextPiece.getAndIncrement();
                if (index >= pieces().size()) {
                    isFinished = true;
                } else {
                    Batch batch = batch(pieces().get(index));
                    if (batch != null) {
                        return new StreamElement.Data(batch);
                    }
                }
            }
            return null;
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {}
    }

    /// Returns a piece as a batch, or null when all its groups have vanished.
    private @Nullable Batch batch(Piece piece) {
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
        if (!operator.isWeighted() || piece.table.numKeys() == 0) {
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
                if (set.contains(key)) {
                    columns.add(keys[used++]);
                } else {
                    columns.add(constant(operator.keyTypes().get(key), null, piece));
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
        BufferAllocator allocator = piece.table.allocator();
        ColumnBuilder builder = new ColumnBuilder(type);
        builder.appendObject(value);
        return Column.constant(builder.build(allocator), piece.count);
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
