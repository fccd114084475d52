package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// Hands what a streaming breaker makes to the pipeline after it, in order, while it arises.
///
/// Rows go to whichever task asks first; a watermark or status goes to every task, after the rows
/// that came before it. Tasks that fill it are blocked while more than a credit of rows waits.
///
/// **Threads**: safe.
public final class StreamOutlet implements PipelineSource {
    private static final long CREDIT_ROWS = 1L << 20;

    private final String name;
    private final int maxTasks;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long waitingRows;
    private long watermark = WatermarkMerge.BEGINNING;
    private boolean isIdle;
    private boolean isEnded;
    private boolean isClosed;
    private CompletableFuture<@Nullable Void> available = new CompletableFuture<>();
    private CompletableFuture<@Nullable Void> credit = CompletableFuture.completedFuture(null);

    /// Rows made when they are asked for.
    public interface Rows extends AutoCloseable {
        /// Returns about how many rows there are.
        long numRows();

        /// Returns the next batch, owned by the caller, or null after the last.
        @Nullable Batch next();

        @Override
        void close();
    }

    private sealed interface Entry {
        record Lot(Rows rows) implements Entry {}

        record Control(StreamElement element) implements Entry {}
    }

    /// @param maxTasks how many tasks may read; 1 keeps the order of rows
    public StreamOutlet(String name, int maxTasks) {
        this.name = name;
        this.maxTasks = maxTasks;
    }

    /// Adds rows, taking them over.
    public void add(Rows rows) {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            if (isClosed) {
                rows.close();
                return;
            }
            entries.add(new Entry.Lot(rows));
            waitingRows += rows.numRows();
            if (waitingRows > CREDIT_ROWS && credit.isDone()) {
                credit = new CompletableFuture<>();
            }
            wake = renewed();
        }
        wake.complete(null);
    }

    /// Adds a batch, taking it over.
    public void add(Batch batch) {
        add(new SingleBatch(batch));
    }

    /// Adds a watermark or a status.
    public void add(StreamElement element) {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            entries.add(new Entry.Control(element));
            wake = renewed();
        }
        wake.complete(null);
    }

    /// Says that nothing more will be added.
    public void end() {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            isEnded = true;
            wake = renewed();
        }
        wake.complete(null);
    }

    private CompletableFuture<@Nullable Void> renewed() {
        CompletableFuture<@Nullable Void> old = available;
        available = new CompletableFuture<>();
        return old;
    }

    /// Returns whether who fills this may go on.
    public synchronized Progress progress() {
        return credit.isDone() ? Progress.NEED_INPUT : new Progress.Blocked(credit);
    }

    @Override
    public int maxTasks() {
        return maxTasks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reader openReader(TaskContext context) {
        return new OutletReader();
    }

    /// Frees what was not read.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            for (Entry entry : entries) {
                if (entry instanceof Entry.Lot(Rows rows)) {
                    rows.close();
                }
            }
            entries.clear();
        }
    }

    private final class OutletReader implements Reader {
        private long seenWatermark = WatermarkMerge.BEGINNING;
        private boolean seenIdle;

        @Override
        public @Nullable StreamElement next() {
            StreamElement element;
            CompletableFuture<@Nullable Void> wake = null;
            synchronized (StreamOutlet.this) {
                element = find();
                if (waitingRows <= CREDIT_ROWS && !credit.isDone()) {
                    wake = credit;
                }
            }
            if (wake != null) {
                // outside the lock: those who wake take locks of their own
                wake.complete(null);
            }
            return element;
        }

        private @Nullable StreamElement find() {
            while (true) {
                StreamElement control = unseen();
                if (control != null) {
                    return control;
                }
                switch (entries.peek()) {
                    case null -> {
                        return null;
                    }
                    case Entry.Control(StreamElement element) -> {
                        entries.remove();
                        take(element);
                    }
                    case Entry.Lot(Rows rows) -> {
                        Batch batch = take(rows);
                        if (batch != null) {
                            return new StreamElement.Data(batch);
                        }
                    }
                }
            }
        }

        /// Returns what this task was not told yet of what all rows before are handed out.
        private @Nullable StreamElement unseen() {
            if (seenIdle && !isIdle) {
                seenIdle = false;
                return new StreamElement.Status(StreamElement.Activity.ACTIVE);
            }
            if (seenWatermark < watermark) {
                seenWatermark = watermark;
                return new StreamElement.Watermark(watermark);
            }
            if (!seenIdle && isIdle) {
                seenIdle = true;
                return new StreamElement.Status(StreamElement.Activity.IDLE);
            }
            return null;
        }

        @Override
        public boolean isFinished() {
            synchronized (StreamOutlet.this) {
                return isEnded
                        && entries.isEmpty()
                        && seenWatermark == watermark
                        && seenIdle == isIdle;
            }
        }

        @Override
        public CompletableFuture<@Nullable Void> whenReady() {
            synchronized (StreamOutlet.this) {
                boolean hasMore =
                        isEnded
                                || !entries.isEmpty()
                                || seenWatermark < watermark
                                || seenIdle != isIdle;
                return hasMore ? CompletableFuture.completedFuture(null) : available;
            }
        }

        @Override
        public void close() {}
    }

    private void take(StreamElement element) {
        switch (element) {
            case StreamElement.Watermark(long micros) -> watermark = micros;
            case StreamElement.Status(StreamElement.Activity activity) ->
                    isIdle = activity == StreamElement.Activity.IDLE;
            case StreamElement.Data _,
                    StreamElement.Tick _,
                    StreamElement.Barrier _,
                    StreamElement.EndOfStream _ ->
                    throw new IllegalStateException("no control element of a result: " + element);
        }
    }

    /// Takes a batch of the first lot; drops the lot when there is none left.
    private @Nullable Batch take(Rows rows) {
        Batch batch = rows.next();
        if (batch == null) {
            entries.remove();
            waitingRows -= rows.numRows();
            rows.close();
        }
        return batch;
    }

    private static final class SingleBatch implements Rows {
        private final int numRows;
        private @Nullable Batch batch;

        SingleBatch(Batch batch) {
            this.batch = batch;
            this.numRows = batch.selectedRows();
        }

        @Override
        public long numRows() {
            return numRows;
        }

        @Override
        public @Nullable Batch next() {
            Batch taken = batch;
            batch = null;
            return taken;
        }

        @Override
        public void close() {
            if (batch != null) {
                batch.close();
                batch = null;
            }
        }
    }
}
