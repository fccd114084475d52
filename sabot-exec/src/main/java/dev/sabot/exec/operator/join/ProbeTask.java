package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.operator.join.key.JoinIndex;
import dev.sabot.exec.operator.join.key.KeyReader;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

/// Probes a hash join's table, for one task.
///
/// A batch whose rows have at most one match each (or of which only that is asked) is answered at
/// once. Else candidate pairs are taken from the index some thousand at a time, their keys compared
/// where the index is not exact, the residual condition evaluated, and what remains is output or
/// noted. What the notes say of unmatched rows is output last.
final class ProbeTask implements Operator.State {
    /// Chunks of pairs without output after which the driver gets its turn.
    private static final int MAX_CHUNKS = 16;

    private final HashJoinTable table;
    private final QueryContext context;
    private final JoinType type;
    private final boolean emitsPairs;
    private final boolean answersRight;
    private final KeyReader reader;
    private final PairCursor cursor = new PairCursor();
    private final Pairs pairs;
    private final KeyComparison comparison;
    private final UnknownCursor unknownCursor;
    private final JoinOutput joined;
    private final RowMatches matches = new RowMatches();
    private final RowMatches unknowns = new RowMatches();
    private final @Nullable PairCondition residual;
    private @Nullable Batch batch;
    private Column[] probeKeys = new Column[0];
    private int @Nullable [] rows;
    private int[] found = new int[0];
    private int count;
    private boolean isInUnknowns;

    ProbeTask(HashJoinTable table, PairCondition.@Nullable Factory factory, QueryContext context) {
        PhysicalPlan.HashJoin plan = table.plan();
        this.table = table;
        this.context = context;
        this.type = plan.type();
        this.emitsPairs = JoinShape.emitsPairs(type);
        this.answersRight = JoinShape.answersRight(type);
        this.reader = new KeyReader(table.keys(), table.packing());
        this.pairs = new Pairs(context.batchRows());
        this.comparison = new KeyComparison(table.keys(), context.batchRows());
        this.unknownCursor = new UnknownCursor(table);
        this.joined =
                new JoinOutput(table.rows(), plan.right().schema().types(), context.allocator());
        Expression condition = plan.residual();
        this.residual =
                condition == null || factory == null
                        ? null
                        : new PairCondition(
                                condition,
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
        JoinIndex index = table.index();
        if (index == null) {
            return answerEmpty(input, output);
        }
        if (isRefuted()) {
            end(null, output);
            return Progress.FINISHED;
        }
        Selection selection = input.selection();
        rows = selection == null ? null : selection.indexes(input.numRows());
        count = input.selectedRows();
        probeKeys = table.keys().leftColumns(input);
        reader.read(probeKeys, rows, count);
        index.find(reader, count, cursor.heads(count));
        cursor.start(index, reader, rows, count);
        boolean isExact = index.hashes() == null && residual == null;
        boolean isWeighted = table.rows().weights() != null;
        if (isExact
                && (emitsPairs || answersRight)
                && index.next() == null
                && !(isWeighted && JoinShape.extendsLeft(type))) {
            return answerUnique(input, output);
        }
        matches.reset(input.numRows(), isWeighted);
        isInUnknowns = false;
        if (isExact && !emitsPairs && !answersRight && !isWeighted) {
            cursor.noteHeads(matches);
            return endPairs(input, output);
        }
        return advance(input, output);
    }

    @Override
    public Progress resume(Operator.Output output) {
        Batch input = batch;
        if (input == null) {
            throw new IllegalStateException("nothing is left to emit");
        }
        return isInUnknowns ? advanceUnknowns(input, output) : advance(input, output);
    }

    /// Ends the batch, emitting a last result.
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

    private Progress answerEmpty(Batch input, Operator.Output output) {
        end(RowAnswers.ofNoBuildRows(type, input, joined), output);
        return JoinShape.dropsUnmatchedLeft(type) ? Progress.FINISHED : Progress.NEED_INPUT;
    }

    /// Says whether NOT IN is true of no row, because the right side has a null.
    private boolean isRefuted() {
        return type == JoinType.ANTI_NULL_AWARE
                && table.keys().count() == 1
                && residual == null
                && table.nullKeys().isPresent();
    }

    private Progress answerUnique(Batch input, Operator.Output output) {
        int numRows = input.numRows();
        if (found.length < numRows) {
            found = new int[numRows];
        }
        cursor.spread(found, numRows);
        BuildMatches noted = table.matches();
        if (noted != null) {
            Column weights = input.weights();
            for (int row = 0; row < numRows; row++) {
                if (found[row] >= 0) {
                    noted.add(found[row], weights == null ? 1 : weights.getLong(row));
                }
            }
        }
        if (answersRight) {
            return end(null, output);
        }
        return end(
                JoinShape.extendsLeft(type)
                        ? joined.outer(input, found)
                        : joined.single(input, found),
                output);
    }

    private Progress advance(Batch input, Operator.Output output) {
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            context.checkCancelled();
            pairs.count = 0;
            cursor.fill(pairs, emitsPairs || answersRight ? null : matches.settled());
            if (pairs.count == 0) {
                return endPairs(input, output);
            }
            if (answersRight) {
                dropSettled();
            }
            if (cursor.isInexact()) {
                comparison.filter(probeKeys, table.rows(), pairs, false);
            }
            if (residual != null) {
                residual.filter(input, table.rows(), pairs);
            }
            if (pairs.count > 0) {
                note(input);
                if (emitsPairs) {
                    output.emit(new StreamElement.Data(joined.pairs(input, pairs)));
                    return Progress.HAS_OUTPUT;
                }
            }
        }
        return Progress.HAS_OUTPUT;
    }

    private void dropSettled() {
        BuildMatches noted = table.matches();
        if (noted != null) {
            noted.dropSettled(pairs);
        }
    }

    private void note(Batch input) {
        if (!(emitsPairs || answersRight) || JoinShape.extendsLeft(type)) {
            matches.add(pairs, table.rows().weights());
        }
        BuildMatches noted = table.matches();
        if (noted != null) {
            Column weights = input.weights();
            for (int i = 0; i < pairs.count; i++) {
                noted.add(pairs.build[i], weights == null ? 1 : weights.getLong(pairs.probe[i]));
            }
        }
    }

    /// Called when all matches of a batch are noted.
    private Progress endPairs(Batch input, Operator.Output output) {
        if (!JoinShape.isNullAware(type)) {
            return answer(input, null, output);
        }
        unknowns.reset(input.numRows(), table.rows().weights() != null);
        if (table.keys().count() == 1 && residual == null) {
            noteUnknowns();
            return answer(input, unknowns.bits(), output);
        }
        isInUnknowns = true;
        unknownCursor.start(probeKeys, rows, count);
        return advanceUnknowns(input, output);
    }

    /// Notes unknown rows where the answer is the same for all rows with and all without a null
    /// key.
    private void noteUnknowns() {
        unknowns.reset(matches.numRows(), false);
        boolean anyIsNull = table.nullKeys().isPresent();
        boolean isEmpty = table.isEmptyForNulls();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (table.keys().hasUnmatchableNull(probeKeys, row) ? !isEmpty : anyIsNull) {
                unknowns.set(row);
            }
        }
    }

    private Progress advanceUnknowns(Batch input, Operator.Output output) {
        long[] matched = matches.bits();
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            context.checkCancelled();
            pairs.count = 0;
            unknownCursor.fill(pairs, matched, unknowns.settled());
            if (pairs.count == 0) {
                return answer(input, unknowns.bits(), output);
            }
            comparison.filter(probeKeys, table.rows(), pairs, true);
            if (residual != null) {
                residual.filter(input, table.rows(), pairs);
            }
            unknowns.add(pairs, table.rows().weights());
        }
        return Progress.HAS_OUTPUT;
    }

    /// Ends a batch by what was noted of its rows.
    private Progress answer(Batch input, long @Nullable [] unknown, Operator.Output output) {
        long[] matched = matches.bits();
        return end(RowAnswers.answer(type, input, matched, unknown, joined), output);
    }

    @Override
    public void close() {
        if (batch != null) {
            batch.close();
            batch = null;
        }
        if (residual != null) {
            residual.close();
        }
        joined.close();
    }
}
