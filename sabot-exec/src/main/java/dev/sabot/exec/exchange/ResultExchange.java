package dev.sabot.exec.exchange;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Moves a query's result from its tasks to the one consumer outside the scheduler, inside one
/// process: partitioning SINGLE with a credit of bytes. Producers past the credit are blocked, so a
/// slow or idle reader never makes results pile up.
///
/// Selections are applied before a batch enters. Elements of one task keep their order.
///
/// **Threads**: any number of producers, one consumer.
public final class ResultExchange implements Breaker.State {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final QueryContext context;
    private final long creditBytes;
    private final boolean showsChanges;
    private final Queue<Batch> queue = new ArrayDeque<>();
    private long queuedBytes;
    private CompletableFuture<@Nullable Void> hasCredit = CompletableFuture.completedFuture(null);
    private boolean isEnded;
    private boolean isAbandoned;
    private boolean isReaderWaiting;
    private boolean isRead;
    private boolean isEndSeen;
    private @Nullable SabotException failure;

    /// @param showsChanges whether rows are given as changes, with an operation as first column
    ///     ([ChangeRows]); else rows must have no weights
    public ResultExchange(QueryContext context, long creditBytes, boolean showsChanges) {
        this.context = context;
        this.creditBytes = creditBytes;
        this.showsChanges = showsChanges;
    }

    /// Gives rows as they are.
    public ResultExchange(QueryContext context, long creditBytes) {
        this(context, creditBytes, false);
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new Producer();
    }

    /// Nothing is left to do: the query ends the stream once all of it has ended.
    @Override
    public List<Runnable> finish() {
        return List.of();
    }

    /// Ends the stream, with an error or without. Called when the query ends, however it ends.
    public synchronized void end(@Nullable SabotException error) {
        if (!isEnded) {
            isEnded = true;
            failure = error;
        }
        notifyAll();
    }

    /// Returns the next batch, owned by the caller, waiting for it; null at the end.
    ///
    /// **Errors**: that of the query.
    public synchronized @Nullable Batch take() throws InterruptedException {
        isRead = true;
        while (queue.isEmpty() && !isEnded) {
            isReaderWaiting = true;
            notifyAll();
            wait();
        }
        isReaderWaiting = false;
        Batch batch = dequeue();
        if (batch == null) {
            isEndSeen = true;
            notifyAll();
            if (failure != null) {
                throw failure;
            }
        }
        return batch;
    }

    /// Returns the next batch if it comes within a time, else null; null too at the end, which
    /// [#take()] then reports.
    public synchronized @Nullable Batch poll(long timeoutMillis) throws InterruptedException {
        long start = EngineClock.SYSTEM.monotonicNanos();
        long left = timeoutMillis;
        isRead = true;
        while (queue.isEmpty() && !isEnded && left > 0) {
            isReaderWaiting = true;
            notifyAll();
            wait(left);
            long waited = EngineClock.SYSTEM.monotonicNanos() - start;
            left = timeoutMillis - waited / NANOS_PER_MILLI;
        }
        isReaderWaiting = false;
        return dequeue();
    }

    /// Says whether the query has ended and nothing is left to take.
    public synchronized boolean isDrained() {
        return isEnded && queue.isEmpty();
    }

    private @Nullable Batch dequeue() {
        Batch batch = queue.poll();
        if (batch != null) {
            queuedBytes -= batch.retainedBytes();
            if (queuedBytes < creditBytes) {
                hasCredit.complete(null);
            }
        }
        return batch;
    }

    /// Waits until the consumer, if there is one, has taken all there is and waits for more.
    /// Returns false when the time is over before.
    public synchronized boolean awaitDrained(long timeoutMillis) throws InterruptedException {
        long deadline = context.clock().monotonicNanos() + timeoutMillis * 1_000_000L;
        while (!isAtRest()) {
            long left = deadline - context.clock().monotonicNanos();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000L));
        }
        return true;
    }

    private boolean isAtRest() {
        if (isAbandoned || isEndSeen) {
            return true;
        }
        return queue.isEmpty() && (!isRead || (isReaderWaiting && !isEnded));
    }

    /// Says whether nothing will be given or taken any more.
    public synchronized boolean isOver() {
        return isAbandoned || (isEnded && (isEndSeen || !isRead));
    }

    /// Lets go of what the consumer no longer wants; producers are told to finish.
    public synchronized void abandon() {
        isAbandoned = true;
        queue.forEach(Batch::close);
        queue.clear();
        queuedBytes = 0;
        hasCredit.complete(null);
        notifyAll();
    }

    private synchronized Progress put(Batch batch) {
        if (isAbandoned) {
            batch.close();
            return Progress.FINISHED;
        }
        queue.add(batch);
        queuedBytes += batch.retainedBytes();
        notifyAll();
        if (queuedBytes < creditBytes) {
            return Progress.NEED_INPUT;
        }
        if (hasCredit.isDone()) {
            hasCredit = new CompletableFuture<>();
        }
        return new Progress.Blocked(hasCredit);
    }

    /// The queue outlives the run: its batches belong to the consumer.
    @Override
    public void close() {}

    private final class Producer implements Breaker.Local {
        @Override
        public Progress sink(StreamElement element) {
            if (!(element instanceof Data(Batch batch))) {
                return Progress.NEED_INPUT;
            }
            try (batch) {
                if (!showsChanges) {
                    return put(Batches.compact(batch, context.allocator()));
                }
                Progress progress = Progress.NEED_INPUT;
                for (Batch changes : ChangeRows.of(batch, context)) {
                    progress = put(changes);
                }
                return progress;
            }
        }

        @Override
        public void combine() {}

        @Override
        public void close() {}
    }
}
