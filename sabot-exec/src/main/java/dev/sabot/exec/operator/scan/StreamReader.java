package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.operator.stream.WatermarkMerge;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.StreamSettings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads some splits of an unbounded table in turn, for one task: rows, the least watermark of the
/// splits that are not idle, and whether all are idle.
final class StreamReader implements PipelineSource.Reader {
    private final QueryContext context;
    private final List<SplitProgress> splits;
    private final @Nullable EventTime eventTime;
    private final @Nullable Evaluator condition;
    private final long idleGraceMicros;
    private final Deque<StreamElement> pending = new ArrayDeque<>();
    private long told = WatermarkMerge.BEGINNING;
    private boolean toldIdle;
    private int turn;
    private long timerMicros;
    private @Nullable CompletableFuture<@Nullable Void> timer;

    /// Takes over all it is given.
    StreamReader(
            QueryContext context,
            List<SplitProgress> splits,
            @Nullable EventTime eventTime,
            @Nullable Evaluator condition) {
        this.context = context;
        this.splits = splits;
        this.eventTime = eventTime;
        this.condition = condition;
        this.idleGraceMicros = StreamSettings.of(context).idleGraceMicros();
        long now = context.nowMicros();
        splits.forEach(split -> split.touch(now));
    }

    @Override
    public @Nullable StreamElement next() {
        StreamElement first = pending.poll();
        if (first != null) {
            return first;
        }
        for (int step = 0; step < splits.size() && pending.isEmpty(); step++) {
            SplitProgress split = splits.get(turn);
            turn = (turn + 1) % splits.size();
            if (!split.isEnded()) {
                read(split);
            }
        }
        if (pending.isEmpty() && eventTime != null) {
            findIdle();
        }
        return pending.poll();
    }

    private void read(SplitProgress split) {
        Batch batch = split.reader().next();
        if (batch != null) {
            split.touch(context.nowMicros());
            tellStatus();
            take(split, batch);
        } else if (split.reader().isFinished()) {
            split.end();
        }
        if (eventTime != null) {
            split.advance(split.reader().watermark());
            tellWatermark();
        }
    }

    private void findIdle() {
        long now = context.nowMicros();
        for (SplitProgress split : splits) {
            if (split.isActive()
                    && now - split.lastRowMicros() >= idleGraceMicros
                    && split.reader().isCaughtUp()) {
                split.setIdle();
            }
        }
        tellWatermark();
        tellStatus();
    }

    /// Returns the least watermark of the active splits other than one; END_OF_TIME when there are
    /// none.
    private long leastWatermark(@Nullable SplitProgress except) {
        long least = StreamElement.END_OF_TIME;
        for (SplitProgress split : splits) {
            if (split.isActive() && split != except) {
                least = Math.min(least, split.watermark());
            }
        }
        return least;
    }

    private void tellWatermark() {
        long least = leastWatermark(null);
        if (least > told && least != StreamElement.END_OF_TIME) {
            told = least;
            pending.add(new StreamElement.Watermark(least));
        }
    }

    private void tellStatus() {
        boolean isIdle = false;
        for (SplitProgress split : splits) {
            if (split.isActive()) {
                isIdle = false;
                break;
            }
            isIdle |= split.isIdle() && !split.isEnded();
        }
        if (isIdle != toldIdle) {
            toldIdle = isIdle;
            Activity activity = isIdle ? Activity.IDLE : Activity.ACTIVE;
            pending.add(new StreamElement.Status(activity));
        }
    }

    /// Takes a batch over.
    private void take(SplitProgress split, Batch batch) {
        EventTime time = eventTime;
        if (time == null) {
            emit(batch);
            return;
        }
        try (batch;
                Batch rows = Batches.compact(batch, context.allocator())) {
            time.follow(rows, split.watermark(), leastWatermark(split), told);
            int from = 0;
            for (int index = 0; index < time.numCuts(); index++) {
                emit(slice(rows, from, time.cut(index)));
                from = time.cut(index);
                told = time.cutWatermark(index);
                pending.add(new StreamElement.Watermark(told));
            }
            emit(slice(rows, from, rows.numRows()));
            split.advance(time.watermark());
        }
    }

    private Batch slice(Batch batch, int from, int to) {
        Column[] columns = new Column[batch.numColumns()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] = batch.column(made).slice(from, to - from, context.allocator());
            }
            Column weights = batch.weights();
            return new Batch(
                    to - from,
                    columns,
                    null,
                    weights == null ? null : weights.slice(from, to - from, context.allocator()));
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    /// Takes a batch over, keeps the rows that pass the filter.
    private void emit(Batch batch) {
        if (condition == null) {
            pending.add(new StreamElement.Data(batch));
            return;
        }
        try (batch) {
            Column[] columns = batch.columns().toArray(Column[]::new);
            Selection kept = condition.select(columns, batch.numRows(), batch.selection());
            if (kept == null || kept.count() > 0) {
                pending.add(new StreamElement.Data(batch.withSelection(kept)));
            }
        }
    }

    @Override
    public boolean isFinished() {
        return pending.isEmpty() && splits.stream().allMatch(SplitProgress::isEnded);
    }

    @Override
    public CompletableFuture<@Nullable Void> whenReady() {
        List<CompletableFuture<?>> any = new ArrayList<>();
        long now = context.nowMicros();
        long alarm = Long.MAX_VALUE;
        for (SplitProgress split : splits) {
            if (!split.isEnded()) {
                any.add(split.reader().whenReady());
            }
            if (split.isActive() && eventTime != null) {
                long due = split.lastRowMicros() + idleGraceMicros;
                alarm = Math.min(alarm, due > now ? due : now + idleGraceMicros);
            }
        }
        if (alarm != Long.MAX_VALUE) {
            any.add(timer(alarm));
        }
        return CompletableFuture.anyOf(any.toArray(CompletableFuture[]::new)).thenApply(_ -> null);
    }

    /// Returns a timer, the last one while it is still early enough.
    private CompletableFuture<@Nullable Void> timer(long micros) {
        CompletableFuture<@Nullable Void> known = timer;
        if (known != null && !known.isDone() && timerMicros <= micros) {
            return known;
        }
        stopTimer();
        CompletableFuture<@Nullable Void> made = context.clock().at(micros);
        timer = made;
        timerMicros = micros;
        return made;
    }

    private void stopTimer() {
        CompletableFuture<@Nullable Void> known = timer;
        if (known != null) {
            known.complete(null);
            timer = null;
        }
    }

    @Override
    public void close() {
        stopTimer();
        for (StreamElement element : pending) {
            if (element instanceof StreamElement.Data(Batch batch)) {
                batch.close();
            }
        }
        pending.clear();
        splits.forEach(SplitProgress::close);
        if (eventTime != null) {
            eventTime.close();
        }
        if (condition != null) {
            condition.close();
        }
    }
}
