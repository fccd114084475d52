package dev.sabot.exec.pipeline;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.batch.StreamElement.EndOfStream;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Moves elements through one task of a pipeline, a time slice at a time.
///
/// An element goes as far down as it can before the next is taken from above, so at most one
/// element per operator is under way and batches stay in cache.
///
/// **Threads**: one at a time; the scheduler may move a driver between slices.
final class Driver implements AutoCloseable {
    private final Pipeline pipeline;
    private final TaskContext context;
    private final EngineClock clock;
    private final PipelineSource.Reader reader;
    private final Operator.State[] states;
    private final Breaker.Local sink;
    private final boolean[] hasMore;
    private final Slot slot = new Slot();
    private final long[] rows;
    private final long[] batches;
    private final long[] nanos;

    /// Operators before this one take no more input.
    private int firstOpen;

    /// The next operator to be told of the end; -1 while the source goes on.
    private int nextToEnd = -1;

    private boolean isSinkFinished;
    private boolean isCombined;
    private volatile boolean isStopped;
    private @Nullable CompletableFuture<@Nullable Void> blockedOn;

    /// Whether something went down since the last Tick.
    private boolean isTickWanted;

    private final long flushMicros;
    private long lastTickMicros;
    private long timerMicros;
    private @Nullable CompletableFuture<@Nullable Void> timer;

    Driver(Pipeline pipeline, TaskContext context, EngineClock clock) {
        this.pipeline = pipeline;
        this.context = context;
        this.clock = clock;
        int count = pipeline.operators().size();
        this.states = new Operator.State[count];
        this.hasMore = new boolean[count];
        this.rows = new long[count + 2];
        this.batches = new long[count + 2];
        this.nanos = new long[count + 2];
        this.flushMicros =
                pipeline.isStreaming()
                        ? StreamSettings.of(context.query()).flushMicros()
                        : Long.MAX_VALUE;
        this.lastTickMicros = clock.nowMicros();
        int opened = 0;
        PipelineSource.Reader openedReader = pipeline.source().openReader(context);
        try {
            for (; opened < count; opened++) {
                states[opened] = pipeline.operators().get(opened).open(context);
            }
            this.sink = pipeline.target().state().openLocal(context);
        } catch (RuntimeException e) {
            for (int index = 0; index < opened; index++) {
                states[index].close();
            }
            openedReader.close();
            throw e;
        }
        this.reader = openedReader;
    }

    /// Takes what one call of an operator emits.
    private static final class Slot implements Operator.Output {
        private @Nullable StreamElement element;

        @Override
        public void emit(StreamElement emitted) {
            if (element != null) {
                throw new IllegalStateException("an operator emitted twice in one call");
            }
            element = emitted;
        }

        @Nullable StreamElement take() {
            StreamElement taken = element;
            element = null;
            return taken;
        }
    }

    /// Runs until the deadline (monotonic nanoseconds), the end or a block. Returns null when done,
    /// a completed future when there is more to do, an open one when blocked until it completes.
    @Nullable CompletableFuture<@Nullable Void> run(long deadlineNanos) {
        try {
            return runUntil(deadlineNanos);
        } finally {
            publish();
        }
    }

    private @Nullable CompletableFuture<@Nullable Void> runUntil(long deadlineNanos) {
        endExhausted();
        while (!isCombined) {
            context.query().checkCancelled();
            step();
            CompletableFuture<@Nullable Void> block = blockedOn;
            if (block != null) {
                blockedOn = null;
                if (!block.isDone()) {
                    return block;
                }
            }
            if (!isCombined && clock.monotonicNanos() - deadlineNanos > 0) {
                return CompletableFuture.completedFuture(null);
            }
        }
        return null;
    }

    /// Ends this task before its source does: nobody reads what it makes. May be called by any
    /// thread.
    void stop() {
        isStopped = true;
    }

    /// Says whether the source is not read any more.
    boolean isEnding() {
        return nextToEnd >= 0 || isSinkFinished;
    }

    private void endExhausted() {
        isSinkFinished |= isStopped;
        for (int level = states.length - 1; level >= firstOpen; level--) {
            if (pipeline.operators().get(level).isExhausted()) {
                finishThrough(level);
                return;
            }
        }
    }

    private void step() {
        int count = states.length;
        if (isSinkFinished) {
            combine();
            return;
        }
        for (int level = count - 1; level >= firstOpen; level--) {
            if (hasMore[level]) {
                hasMore[level] = false;
                long start = clock.monotonicNanos();
                Progress progress = states[level].resume(slot);
                account(level, progress, start);
                return;
            }
        }
        if (nextToEnd >= 0) {
            endNext();
            return;
        }
        if (pipeline.isStreaming() && isTickDue()) {
            tick();
            return;
        }
        long start = clock.monotonicNanos();
        StreamElement element = reader.next();
        nanos[0] += clock.monotonicNanos() - start;
        if (element == null) {
            if (reader.isFinished()) {
                nextToEnd = firstOpen;
            } else if (isTickWanted) {
                tick();
            } else {
                blockedOn = pipeline.isStreaming() ? readyOrTimer() : reader.whenReady();
            }
            return;
        }
        isTickWanted = pipeline.isStreaming();
        count(0, element);
        pipeline.metrics().watermarks().follow(context.task(), element);
        push(0, element);
    }

    private boolean isTickDue() {
        long now = clock.nowMicros();
        return (isTickWanted && now - lastTickMicros >= flushMicros) || now >= sink.wakeAtMicros();
    }

    /// Tells the processing time, so that what was held back for more to come is given.
    private void tick() {
        isTickWanted = false;
        lastTickMicros = clock.nowMicros();
        push(0, new StreamElement.Tick(lastTickMicros));
    }

    private CompletableFuture<@Nullable Void> readyOrTimer() {
        CompletableFuture<@Nullable Void> ready = reader.whenReady();
        long wakeAt = sink.wakeAtMicros();
        if (wakeAt == Long.MAX_VALUE || ready.isDone()) {
            return ready;
        }
        CompletableFuture<@Nullable Void> alarm = timer;
        if (alarm == null || timerMicros != wakeAt) {
            stopTimer();
            alarm = clock.at(wakeAt);
            timer = alarm;
            timerMicros = wakeAt;
        }
        return CompletableFuture.anyOf(ready, alarm).thenApply(_ -> null);
    }

    private void stopTimer() {
        CompletableFuture<@Nullable Void> alarm = timer;
        if (alarm != null) {
            alarm.complete(null);
            timer = null;
        }
    }

    private void endNext() {
        if (nextToEnd == states.length) {
            combine();
            return;
        }
        int level = nextToEnd++;
        long start = clock.monotonicNanos();
        Progress progress = states[level].process(EndOfStream.INSTANCE, slot);
        account(level, progress, start);
    }

    private void combine() {
        long start = clock.monotonicNanos();
        sink.combine();
        nanos[states.length + 1] += clock.monotonicNanos() - start;
        isCombined = true;
    }

    /// Notes an operator's answer and sends what it emitted down.
    private void account(int level, Progress progress, long startNanos) {
        nanos[level + 1] += clock.monotonicNanos() - startNanos;
        switch (progress) {
            case Progress.NeedInput _ -> {}
            case Progress.HasOutput _ -> hasMore[level] = true;
            case Progress.Blocked blocked -> {
                hasMore[level] = true;
                blockedOn = blocked.until();
            }
            case Progress.Finished _ -> finishThrough(level);
        }
        StreamElement emitted = slot.take();
        if (emitted != null) {
            count(level + 1, emitted);
            push(level + 1, emitted);
        }
    }

    private void finishThrough(int level) {
        for (int index = firstOpen; index <= level; index++) {
            hasMore[index] = false;
        }
        firstOpen = Math.max(firstOpen, level + 1);
        nextToEnd = Math.max(nextToEnd, firstOpen);
    }

    private void count(int step, StreamElement element) {
        if (element instanceof Data data) {
            rows[step] += data.batch().selectedRows();
            batches[step]++;
        }
    }

    /// Gives an element to an operator, or to the sink after the last.
    private void push(int level, StreamElement element) {
        if (element instanceof Data(Batch batch) && batch.selectedRows() == 0) {
            batch.close();
            return;
        }
        if (level < states.length) {
            long start = clock.monotonicNanos();
            Progress progress = states[level].process(element, slot);
            account(level, progress, start);
            return;
        }
        count(states.length + 1, element);
        long start = clock.monotonicNanos();
        Progress progress = sink.sink(element);
        nanos[states.length + 1] += clock.monotonicNanos() - start;
        switch (progress) {
            case Progress.NeedInput _ -> {}
            case Progress.HasOutput _ -> throw new IllegalStateException("a sink has no output");
            case Progress.Blocked blocked -> blockedOn = blocked.until();
            case Progress.Finished _ -> isSinkFinished = true;
        }
    }

    /// Adds what was counted since the last time to what all tasks have done.
    private void publish() {
        for (int step = 0; step < rows.length; step++) {
            PipelineMetrics.Step metrics = pipeline.metrics().steps().get(step);
            metrics.rows().add(rows[step]);
            metrics.batches().add(batches[step]);
            metrics.nanos().add(nanos[step]);
            rows[step] = 0;
            batches[step] = 0;
            nanos[step] = 0;
        }
    }

    @Override
    public void close() {
        stopTimer();
        publish();
        StreamElement left = slot.take();
        if (left instanceof Data(Batch batch)) {
            batch.close();
        }
        for (Operator.State state : states) {
            state.close();
        }
        reader.close();
        sink.close();
    }
}
