package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.connector.Sink;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.StreamSettings;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Writes unbounded rows to a sink epoch by epoch, and gives the number of rows when the input ends
/// after all.
///
/// An epoch is due some time after its first row. Every task that has written then ends its writer
/// and waits; the last to do so prepares and commits. A task that has a first row meanwhile keeps
/// it for the next epoch. Epochs without rows are left out.
///
/// **Threads**: safe.
public final class StreamWriter implements Breaker.ResultState {
    private final Sink sink;
    private final QueryContext context;
    private final long commitMicros;
    private final StreamOutlet outlet = new StreamOutlet("RowCount", 1);
    private long epoch;
    private int openWriters;
    private boolean isClosing;
    private long rows;
    private volatile long dueMicros = Long.MAX_VALUE;
    private final List<Batch> leftOver = new ArrayList<>();
    private CompletableFuture<@Nullable Void> committed = new CompletableFuture<>();

    public StreamWriter(Sink sink, QueryContext context) {
        this.sink = sink;
        this.context = context;
        this.commitMicros = StreamSettings.of(context).commitMicros();
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public PipelineSource result() {
        return outlet;
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new Local();
    }

    /// Lets a task write in this epoch. Returns null when it may, else what it must wait for.
    private synchronized @Nullable CompletableFuture<@Nullable Void> admit(boolean isWriting) {
        if (isWriting) {
            return null;
        }
        if (isClosing) {
            return committed;
        }
        openWriters++;
        if (dueMicros == Long.MAX_VALUE) {
            dueMicros = context.nowMicros() + commitMicros;
        }
        return null;
    }

    private synchronized void count(int numRows) {
        rows += numRows;
    }

    /// Notes that a task has ended its writer.
    private Progress arrive() {
        synchronized (this) {
            isClosing = true;
            openWriters--;
            if (openWriters > 0) {
                return new Progress.Blocked(committed);
            }
        }
        // nobody writes until the epoch is closed
        commit();
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            isClosing = false;
            dueMicros = Long.MAX_VALUE;
            wake = committed;
            committed = new CompletableFuture<>();
        }
        wake.complete(null);
        return Progress.NEED_INPUT;
    }

    private void commit() {
        context.checkCancelled();
        sink.prepare(epoch);
        sink.commit(epoch);
        epoch++;
    }

    @Override
    public List<Runnable> finish() {
        return List.of(() -> {
            writeLeftOver();
            ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
            builder.appendLong(rows);
            outlet.add(Batch.of(1, builder.build(context.allocator())));
            outlet.end();
        });
    }

    /// Writes what tasks held back when they ended.
    private void writeLeftOver() {
        if (leftOver.isEmpty()) {
            return;
        }
        try (Sink.Writer writer = sink.openWriter(context)) {
            while (!leftOver.isEmpty()) {
                Batch batch = leftOver.removeFirst();
                count(batch.numRows());
                writer.write(batch);
            }
            writer.finish();
        }
        commit();
    }

    @Override
    public void close() {
        leftOver.forEach(Batch::close);
        leftOver.clear();
        sink.close();
        outlet.close();
    }

    private synchronized void leave(List<Batch> batches) {
        leftOver.addAll(batches);
    }

    private final class Local implements Breaker.Local {
        private Sink.@Nullable Writer writer;
        private final List<Batch> held = new ArrayList<>();

        @Override
        public Progress sink(StreamElement element) {
            return switch (element) {
                case Data(Batch batch) -> {
                    try (batch) {
                        held.add(compacted(batch));
                    }
                    yield writeHeld();
                }
                case StreamElement.Tick(long micros) -> {
                    Progress progress = writeHeld();
                    if (writer == null || micros < dueMicros) {
                        yield progress;
                    }
                    endWriter();
                    yield arrive();
                }
                case StreamElement.Watermark _,
                        StreamElement.Status _,
                        StreamElement.Barrier _,
                        StreamElement.EndOfStream _ ->
                        Progress.NEED_INPUT;
            };
        }

        /// Returns the selected rows without weights: the planner lets only inserts through to a
        /// sink that cannot take rows back.
        private Batch compacted(Batch batch) {
            try (Batch rows = Batches.compact(batch, context.allocator())) {
                Column weights = rows.weights();
                for (int row = 0; weights != null && row < rows.numRows(); row++) {
                    if (weights.getLong(row) != 1) {
                        throw new SabotException(
                                ErrorCode.INTERNAL, "a sink was given a row to take back");
                    }
                }
                Column[] columns = rows.columns().toArray(Column[]::new);
                for (Column column : columns) {
                    column.retain();
                }
                return Batch.of(rows.numRows(), columns);
            }
        }

        private Progress writeHeld() {
            while (!held.isEmpty()) {
                CompletableFuture<@Nullable Void> until = admit(writer != null);
                if (until != null) {
                    return new Progress.Blocked(until);
                }
                Sink.Writer open = writer;
                if (open == null) {
                    open = sink.openWriter(context);
                    writer = open;
                }
                Batch batch = held.removeFirst();
                count(batch.numRows());
                open.write(batch);
            }
            return Progress.NEED_INPUT;
        }

        private void endWriter() {
            Sink.Writer open = writer;
            if (open != null) {
                writer = null;
                try (open) {
                    open.finish();
                }
            }
        }

        @Override
        public long wakeAtMicros() {
            return writer == null ? Long.MAX_VALUE : dueMicros;
        }

        @Override
        public void combine() {
            Progress _ = writeHeld();
            leave(held);
            held.clear();
            if (writer != null) {
                endWriter();
                Progress _ = arrive();
            }
        }

        @Override
        public void close() {
            held.forEach(Batch::close);
            held.clear();
            Sink.Writer open = writer;
            if (open != null) {
                writer = null;
                open.close();
            }
        }
    }
}
