package dev.sabot.exec.operator.recursion;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Holds the rows of the last step of a recursion, which the next step reads.
///
/// **Ownership**: owns its batches; readers get references of their own.
///
/// **Threads**: safe.
public final class WorkingTable implements AutoCloseable {
    private List<Batch> batches = List.of();

    /// Replaces all rows; takes the batches over.
    synchronized void replace(List<Batch> rows) {
        batches.forEach(Batch::close);
        batches = rows;
    }

    synchronized int size() {
        return batches.size();
    }

    /// Returns a reference of a batch, owned by the caller, or null past the last.
    synchronized @Nullable Batch batch(int index) {
        return index < batches.size() ? batches.get(index).withSelection(null) : null;
    }

    /// Returns a source that gives every row once.
    public PipelineSource source() {
        return new Source();
    }

    @Override
    public void close() {
        replace(List.of());
    }

    private final class Source implements PipelineSource {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public int maxTasks() {
            return Math.max(1, size());
        }

        @Override
        public Reader openReader(TaskContext context) {
            return new TableReader(next);
        }

        @Override
        public String name() {
            return "RecursiveScan";
        }

        @Override
        public void close() {}
    }

    private final class TableReader implements PipelineSource.Reader {
        private final AtomicInteger next;
        private boolean isFinished;

        TableReader(AtomicInteger next) {
            this.next = next;
        }

        @Override
        public @Nullable StreamElement next() {
            Batch batch = batch(next.getAndIncrement());
            isFinished = batch == null;
            return batch == null ? null : new StreamElement.Data(batch);
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {}
    }
}
