package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

/// Compares probe batches with all build rows, for one task, a [PairBlock] at a time: each build
/// row with the whole batch or, where that makes longer blocks, each probe row with runs of build
/// rows.
///
/// Blocks of which most pairs remain are output as they are; the rest is gathered into full
/// batches. For SEMI and ANTI the condition must be true, for MARK and ANTI_NULL_AWARE its values
/// are joined by OR: null when none is true and one is null.
final class NestedLoopTask implements Operator.State {
    /// Blocks without output after which the driver gets its turn.
    private static final int MAX_BLOCKS = 64;

    /// A block is output as it is when at least one in so many of its pairs remains.
    private static final int DENSE = 2;

    private static final int[] NONE = {};

    private final NestedLoopTable table;
    private final BuildRows build;
    private final QueryContext context;
    private final JoinType type;
    private final boolean emitsPairs;
    private final @Nullable PairCondition condition;
    private final JoinOutput joined;
    private final RowMatches matches = new RowMatches();
    private final RowMatches unknowns = new RowMatches();
    private final Pairs sparse;
    private @Nullable Batch batch;
    private int[] probeRows = NONE;
    private int numProbeRows;
    private boolean isByBuildRow;
    private int outer;
    private int from;
    private @Nullable PairBlock pendingBlock;
    private int[] pending = NONE;
    private int numPending;
    private int nextPending;

    NestedLoopTask(
            NestedLoopTable table, PairCondition.@Nullable Factory factory, QueryContext context) {
        PhysicalPlan.NestedLoopJoin plan = table.plan();
        this.table = table;
        this.build = table.rows();
        this.context = context;
        this.type = plan.type();
        this.emitsPairs = JoinShape.emitsPairs(type);
        this.sparse = new Pairs(context.batchRows());
        this.joined = new JoinOutput(build, plan.right().schema().types(), context.allocator());
        Expression expression = plan.condition();
        this.condition =
                expression == null || factory == null
                        ? null
                        : new PairCondition(
                                expression,
                                factory,
                                plan.left().schema().size(),
                                plan.right().schema().size(),
                                context);
    }

    @Override
    public Progress process(StreamElement element, Operator.Output output) {
        if (!(element instanceof StreamElement.Data(Batch input))) {
            if (!(element instanceof StreamElement.EndOfStream)) {
                output.emit(element);
            }
            return Progress.NEED_INPUT;
        }
        batch = input;
        if (build.numRows() == 0) {
            end(RowAnswers.ofNoBuildRows(type, input, joined), output);
            return JoinShape.dropsUnmatchedLeft(type) ? Progress.FINISHED : Progress.NEED_INPUT;
        }
        boolean isWeighted = build.weights() != null;
        matches.reset(input.numRows(), isWeighted);
        unknowns.reset(input.numRows(), isWeighted);
        numProbeRows = input.selectedRows();
        isByBuildRow = numProbeRows >= Math.min(build.numRows(), context.batchRows());
        if (!isByBuildRow) {
            Selection selection = input.selection();
            probeRows = (selection == null ? all(input) : selection).indexes(input.numRows());
        }
        outer = 0;
        from = 0;
        return advance(input, output);
    }

    private static Selection all(Batch input) {
        return new Selection.Bits(Bitmap.ones(input.numRows()), input.numRows());
    }

    @Override
    public Progress resume(Operator.Output output) {
        Batch input = batch;
        if (input == null) {
            throw new IllegalStateException("nothing is left to emit");
        }
        return advance(input, output);
    }

    private Progress end(@Nullable Batch result, Operator.Output output) {
        Batch ended = batch;
        batch = null;
        if (ended != null) {
            ended.close();
        }
        if (result != null) {
            output.emit(new StreamElement.Data(result));
        }
        return Progress.NEED_INPUT;
    }

    private Progress advance(Batch input, Operator.Output output) {
        for (int step = 0; step < MAX_BLOCKS; step++) {
            context.checkCancelled();
            takePending();
            if (sparse.isFull()) {
                return emitSparse(input, output);
            }
            PairBlock block = nextBlock(input);
            if (block == null) {
                return sparse.count > 0 ? emitSparse(input, output) : answer(input, output);
            }
            Batch dense = compare(input, block);
            if (dense != null) {
                output.emit(new StreamElement.Data(dense));
                return Progress.HAS_OUTPUT;
            }
        }
        return Progress.HAS_OUTPUT;
    }

    private Progress answer(Batch input, Operator.Output output) {
        long[] unknown = JoinShape.isNullAware(type) ? unknowns.bits() : null;
        return end(RowAnswers.answer(type, input, matches.bits(), unknown, joined), output);
    }

    private Progress emitSparse(Batch input, Operator.Output output) {
        Batch result = joined.pairs(input, sparse);
        sparse.count = 0;
        output.emit(new StreamElement.Data(result));
        return Progress.HAS_OUTPUT;
    }

    /// Moves remaining pairs of the last block into the batch under way, as many as fit.
    private void takePending() {
        PairBlock block = pendingBlock;
        if (block == null) {
            return;
        }
        while (nextPending < numPending && !sparse.isFull()) {
            int place = pending[nextPending++];
            sparse.add(block.probeRow(place), block.buildRow(place));
        }
        if (nextPending == numPending) {
            pendingBlock = null;
        }
    }

    /// Returns the next pairs to compare, or null at the end of the batch.
    private @Nullable PairBlock nextBlock(Batch input) {
        long[] settled = emitsPairs ? null : matches.settled();
        if (isByBuildRow) {
            Selection active = input.selection();
            if (outer == build.numRows()) {
                return null;
            }
            if (settled != null && outer > 0) {
                active = unsettled(input, settled);
                if (active.count() == 0) {
                    return null;
                }
            }
            return new PairBlock(true, outer++, 0, input.numRows(), active);
        }
        while (outer < numProbeRows) {
            int row = probeRows[outer];
            boolean isSettled = settled != null && Bitmap.get(settled, row);
            if (isSettled || from >= build.numRows()) {
                outer++;
                from = 0;
                continue;
            }
            int start = from;
            int count = Math.min(context.batchRows(), build.numRows() - start);
            from += count;
            return new PairBlock(false, row, start, count, null);
        }
        return null;
    }

    private static Selection unsettled(Batch input, long[] settled) {
        int numRows = input.numRows();
        Selection selection = input.selection();
        long[] bits = selection == null ? Bitmap.ones(numRows) : selection.bitmap(numRows).clone();
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= ~settled[word];
        }
        return Selection.Bits.of(bits, numRows);
    }

    /// Compares the pairs of a block, notes what matches and returns the block's output when it is
    /// dense; else leaves it pending.
    private @Nullable Batch compare(Batch input, PairBlock block) {
        Selection remaining = block.active();
        PairCondition test = condition;
        if (test != null) {
            try (OwnedColumns columns = new OwnedColumns(test.read().length)) {
                for (int index : test.read()) {
                    columns.add(block.column(input, build, index, context.allocator()));
                }
                remaining =
                        JoinShape.isNullAware(type)
                                ? evaluate(test, columns, block)
                                : test.select(columns.lend(), block.numRows(), block.active());
            }
        }
        int count = remaining == null ? block.numRows() : remaining.count();
        if (count == 0) {
            return null;
        }
        note(input, block, remaining, count);
        if (!emitsPairs) {
            return null;
        }
        boolean isWeighted = build.weights() != null || input.weights() != null;
        if (!isWeighted && count * DENSE >= block.numRows()) {
            return whole(input, block, remaining);
        }
        pendingBlock = block;
        pending =
                remaining == null
                        ? new Selection.Bits(Bitmap.ones(count), count).indexes(count)
                        : remaining.indexes(block.numRows());
        numPending = count;
        nextPending = 0;
        return null;
    }

    /// Returns the pairs for which the condition is true; notes those for which it is null.
    private Selection evaluate(PairCondition test, OwnedColumns columns, PairBlock block) {
        int numRows = block.numRows();
        long[] isTrue = new long[Bitmap.words(numRows)];
        long[] isNull = new long[Bitmap.words(numRows)];
        try (Column value = test.evaluate(columns.lend(), numRows, block.active())) {
            Selection active = block.active();
            int[] rows = active == null ? null : active.indexes(numRows);
            for (int i = 0; i < block.activeRows(); i++) {
                int row = rows == null ? i : rows[i];
                if (value.isNull(row)) {
                    Bitmap.set(isNull, row);
                } else if (value.getBoolean(row)) {
                    Bitmap.set(isTrue, row);
                }
            }
        }
        noteProbe(unknowns, block, Selection.Bits.of(isNull, numRows));
        return Selection.Bits.of(isTrue, numRows);
    }

    private void note(Batch input, PairBlock block, @Nullable Selection remaining, int count) {
        if (!emitsPairs || JoinShape.extendsLeft(type)) {
            noteProbe(matches, block, remaining);
        }
        BuildMatches noted = table.matches();
        if (noted == null) {
            return;
        }
        int[] places = remaining == null ? null : remaining.indexes(block.numRows());
        Column weights = input.weights();
        if (block.isByBuildRow() && weights == null) {
            noted.add(block.row(), count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int place = places == null ? i : places[i];
            long weight = weights == null ? 1 : weights.getLong(block.probeRow(place));
            noted.add(block.buildRow(place), weight);
        }
    }

    private void noteProbe(RowMatches target, PairBlock block, @Nullable Selection remaining) {
        long[] weights = build.weights();
        if (block.isByBuildRow()) {
            target.add(remaining, weights == null ? 1 : weights[block.row()]);
            return;
        }
        int count = remaining == null ? block.numRows() : remaining.count();
        if (weights == null) {
            if (count > 0) {
                target.add(block.row(), 1);
            }
            return;
        }
        int[] places = remaining == null ? null : remaining.indexes(block.numRows());
        for (int i = 0; i < count; i++) {
            target.add(block.row(), weights[block.buildRow(places == null ? i : places[i])]);
        }
    }

    private Batch whole(Batch input, PairBlock block, @Nullable Selection remaining) {
        int numColumns = input.numColumns() + build.numColumns();
        try (OwnedColumns columns = new OwnedColumns(numColumns)) {
            for (int index = 0; index < numColumns; index++) {
                columns.add(block.column(input, build, index, context.allocator()));
            }
            return new Batch(block.numRows(), columns.take(), remaining, null);
        }
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.close();
            batch = null;
        }
        if (condition != null) {
            condition.close();
        }
        joined.close();
    }
}
