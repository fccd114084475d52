package dev.sabot.exec.operator.join.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.operator.hash.KeyHasher;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.Retention;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Joins the rows of one task of one side with the rows kept of the other, and keeps them.
final class StreamJoinLocal implements Breaker.Local {
    private final StreamJoinState state;
    private final StreamJoin operator;
    private final QueryContext context;
    private final int side;
    private final int input;
    private final SidePlan plan;
    private final SidePlan other;
    private final JoinedRows joined;
    private final @Nullable Evaluator residual;
    private final KeyHasher hasher;
    private final int[] pairRows;
    private final int[] pairPlaces;
    private final int[] pairIds;
    private final List<Batch> output = new ArrayList<>();

    StreamJoinLocal(StreamJoinState state, int side, int input) {
        this.state = state;
        this.operator = state.operator();
        this.context = state.context();
        this.side = side;
        this.input = input;
        this.plan = side == StreamJoinState.LEFT ? operator.left() : operator.right();
        this.other = side == StreamJoinState.LEFT ? operator.right() : operator.left();
        this.joined = new JoinedRows(operator, context);
        CompiledExpression condition = operator.residual();
        this.residual = condition == null ? null : condition.newEvaluator(context);
        this.hasher = new KeyHasher(plan.keys().length);
        int limit = context.batchRows();
        this.pairRows = new int[limit];
        this.pairPlaces = new int[limit];
        this.pairIds = new int[limit];
    }

    @Override
    public Progress sink(StreamElement element) {
        return switch (element) {
            case StreamElement.Data(Batch batch) -> {
                try (batch) {
                    context.checkCancelled();
                    join(batch);
                }
                yield state.outlet().progress();
            }
            case StreamElement.Watermark(long micros) -> state.advance(side, input, micros);
            case StreamElement.Status(Activity activity) -> {
                state.setIdle(side, input, activity == Activity.IDLE);
                yield Progress.NEED_INPUT;
            }
            case StreamElement.Tick _, StreamElement.Barrier _, StreamElement.EndOfStream _ ->
                    Progress.NEED_INPUT;
        };
    }

    /// Rows of a batch that go to one partition, with what is known of each.
    private static final class Share {
        final int[] rows;
        final long[] weights;
        final long[] expiries;
        final long[] matches;
        int count;

        Share(int capacity) {
            rows = new int[capacity];
            weights = new long[capacity];
            expiries = new long[capacity];
            matches = new long[capacity];
        }

        void add(int row, long weight, long expiry) {
            rows[count] = row;
            weights[count] = weight;
            expiries[count++] = expiry;
        }
    }

    private void join(Batch batch) {
        Column[] columns = batch.columns().toArray(Column[]::new);
        Column[] keys = new Column[plan.keys().length];
        for (int key = 0; key < keys.length; key++) {
            keys[key] = columns[plan.keys()[key]];
        }
        Share unmatchable = new Share(batch.selectedRows());
        Share[] shares = divide(batch, keys, unmatchable);
        giveAnswers(batch, unmatchable, unmatchable.count);
        for (int index = 0; index < shares.length; index++) {
            if (shares[index].count > 0) {
                join(batch, columns, keys, shares[index], state.partition(index));
            }
        }
        output.forEach(state.outlet()::add);
        output.clear();
    }

    /// Divides rows by partition; those whose key matches nothing go to `unmatchable`.
    private Share[] divide(Batch batch, Column[] keys, Share unmatchable) {
        Selection selection = batch.selection();
        int count = batch.selectedRows();
        int[] rows = selection == null ? null : selection.indexes(batch.numRows());
        long[] hashes = new long[count];
        Share[] shares = new Share[state.numPartitions()];
        Arrays.setAll(shares, _ -> new Share(count));
        if (shares.length > 1) {
            hasher.hash(keys, rows, count, hashes);
        }
        long[] expiries = expiries(batch, rows, count);
        Column weights = batch.weights();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long weight = weights == null ? 1 : weights.getLong(row);
            // the bits below the key group's, so that neither repeats the other
            int partition = (int) (hashes[i] >>> 40) & (shares.length - 1);
            Share share = hasUnmatchableNull(keys, row) ? unmatchable : shares[partition];
            share.add(row, weight, expiries[i]);
        }
        return shares;
    }

    private boolean hasUnmatchableNull(Column[] keys, int row) {
        for (int key = 0; key < keys.length; key++) {
            if (keys[key].isNull(row) && !operator.plan().nullSafe().get(key)) {
                return true;
            }
        }
        return false;
    }

    private long[] expiries(Batch batch, int @Nullable [] rows, int count) {
        long[] expiries = new long[count];
        Retention retention = plan.retention();
        if (retention == null) {
            Arrays.fill(expiries, Long.MAX_VALUE);
            return expiries;
        }
        Column time = batch.column(retention.column());
        ValueReader.readLongs(time, rows, 0, count, expiries);
        for (int i = 0; i < count; i++) {
            // a row without a time meets no time bound, now or later
            boolean isNull = time.isNull(rows == null ? i : rows[i]);
            long expiry = expiries[i] + retention.micros();
            boolean hasOverflown = ((expiries[i] ^ expiry) & (retention.micros() ^ expiry)) < 0;
            long saturated = expiries[i] < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
            expiries[i] = isNull ? Long.MIN_VALUE : hasOverflown ? saturated : expiry;
        }
        return expiries;
    }

    private void join(
            Batch batch,
            Column[] columns,
            Column[] keys,
            Share share,
            StreamJoinState.Partition partition) {
        synchronized (partition) {
            SideRows others = partition.side(1 - side);
            int[] first = new int[share.count];
            others.find(keys, share.rows, share.count, first);
            long bound = state.watermark(side);
            int filled = 0;
            for (int i = 0; i < share.count; i++) {
                for (int id = first[i]; id >= 0; id = others.next(id)) {
                    if (others.liveWeight(id, bound) == 0) {
                        continue;
                    }
                    pairRows[filled] = share.rows[i];
                    pairPlaces[filled] = i;
                    pairIds[filled++] = id;
                    if (filled == pairRows.length) {
                        pairs(batch, share, others, filled);
                        filled = 0;
                    }
                }
            }
            if (filled > 0) {
                pairs(batch, share, others, filled);
            }
            keep(batch, columns, keys, share, partition.side(side));
            partition.side(side).clean(state.watermark(1 - side));
        }
    }

    /// Tests pairs by the residual condition, notes the matches and gives the rows.
    private void pairs(Batch batch, Share share, SideRows others, int count) {
        if (!operator.emitsPairs() && residual == null) {
            note(share, others, null, count);
            return;
        }
        Column[] columns = joined.pairs(side, batch, pairRows, others, pairIds, count);
        boolean isGiven = false;
        try {
            Selection selection = residual == null ? null : residual.select(columns, count, null);
            if (selection != null && selection.count() == 0) {
                return;
            }
            note(share, others, selection, count);
            if (operator.emitsPairs()) {
                long[] weights = new long[count];
                for (int pair = 0; pair < count; pair++) {
                    weights[pair] =
                            product(share.weights[pairPlaces[pair]], others.weight(pairIds[pair]));
                }
                isGiven = true;
                output.addAll(joined.weighted(columns, count, selection, weights));
            }
        } finally {
            if (!isGiven) {
                for (Column column : columns) {
                    column.close();
                }
            }
        }
    }

    private static long product(long left, long right) {
        try {
            return Math.multiplyExact(left, right);
        } catch (ArithmeticException e) {
            throw new SabotException(
                    ErrorCode.OVERFLOW,
                    "a row of a join would count "
                            + left
                            + " times "
                            + right
                            + ", more than 64 bits hold",
                    e);
        }
    }

    private void note(Share share, SideRows others, @Nullable Selection selection, int count) {
        int[] selected = selection == null ? null : selection.indexes(count);
        int numPairs = selection == null ? count : selection.count();
        for (int i = 0; i < numPairs; i++) {
            int pair = selected == null ? i : selected[i];
            int place = pairPlaces[pair];
            share.matches[place] += others.weight(pairIds[pair]);
            if (other.countsMatches()) {
                others.addMatches(pairIds[pair], share.weights[place]);
            }
        }
    }

    /// Keeps the rows that may meet others; gives those that cannot any more.
    private void keep(Batch batch, Column[] columns, Column[] keys, Share share, SideRows own) {
        long watermark = state.watermark(1 - side);
        Share dead = new Share(share.count);
        int kept = 0;
        for (int i = 0; i < share.count; i++) {
            if (SideRows.isDead(share.expiries[i], watermark)) {
                dead.matches[dead.count] = share.matches[i];
                dead.add(share.rows[i], share.weights[i], share.expiries[i]);
            } else {
                share.rows[kept] = share.rows[i];
                share.weights[kept] = share.weights[i];
                share.expiries[kept] = share.expiries[i];
                share.matches[kept++] = share.matches[i];
            }
        }
        share.count = kept;
        giveAnswers(batch, dead, dead.count);
        if (kept > 0) {
            own.insert(
                    new SideRows.Arrivals(
                            columns,
                            keys,
                            share.rows,
                            kept,
                            share.weights,
                            share.expiries,
                            share.matches));
        }
    }

    /// Gives rows that will meet no more others, where the join type asks for them.
    private void giveAnswers(Batch batch, Share share, int count) {
        int given = 0;
        for (int i = 0; i < count; i++) {
            if (plan.isAnswer(share.matches[i])) {
                share.rows[given] = share.rows[i];
                share.weights[given++] = share.weights[i];
            }
        }
        if (given > 0) {
            output.addAll(joined.answers(side, batch, share.rows, given, share.weights));
        }
    }

    @Override
    public void combine() {
        state.end(side, input);
    }

    @Override
    public void close() {
        output.forEach(Batch::close);
        output.clear();
        if (residual != null) {
            residual.close();
        }
    }
}
