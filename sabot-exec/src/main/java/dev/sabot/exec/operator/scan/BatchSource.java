package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

/// Feeds a pipeline of one task with batches made one after the other.
public final class BatchSource implements PipelineSource {
    private final String name;
    private final Producer producer;

    /// Makes the next batch, owned by the caller; null at the end.
    public interface Producer {
        @Nullable Batch next();
    }

    public BatchSource(String name, Producer producer) {
        this.name = name;
        this.producer = producer;
    }

    @Override
    public int maxTasks() {
        return 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reader openReader(TaskContext context) {
        return new BatchReader();
    }

    @Override
    public void close() {}

    private final class BatchReader implements Reader {
        private boolean isFinished;

        @Override
        public @Nullable StreamElement next() {
            Batch batch = isFinished ? null : producer.next();
            if (batch == null) {
                isFinished = true;
                return null;
            }
            return new StreamElement.Data(batch);
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {}
    }
}
