package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.connector.Sink;
import dev.sabot.exec.operator.scan.BatchSource;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.type.DataType;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Writes all rows to a sink as one epoch, commits once every task has finished, and gives the
/// number of rows as its result. Nothing is visible unless all is.
public final class TableWriter implements Breaker.ResultState {
    private static final long EPOCH = 0;

    private final Sink sink;
    private final QueryContext context;
    private final AtomicLong rows = new AtomicLong();

    public TableWriter(Sink sink, QueryContext context) {
        this.sink = sink;
        this.context = context;
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new Local(sink.openWriter(context));
    }

    @Override
    public List<Runnable> finish() {
        return List.of(() -> {
            sink.prepare(EPOCH);
            context.checkCancelled();
            sink.commit(EPOCH);
        });
    }

    @Override
    public PipelineSource result() {
        boolean[] isDone = {false};
        return new BatchSource(
                "RowCount",
                () -> {
                    if (isDone[0]) {
                        return null;
                    }
                    isDone[0] = true;
                    ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
                    builder.appendLong(rows.get());
                    return Batch.of(1, builder.build(context.allocator()));
                });
    }

    @Override
    public void close() {
        sink.close();
    }

    private final class Local implements Breaker.Local {
        private final Sink.Writer writer;

        Local(Sink.Writer writer) {
            this.writer = writer;
        }

        @Override
        public Progress sink(StreamElement element) {
            if (element instanceof Data(Batch batch)) {
                try (batch) {
                    Batch compacted = Batches.compact(batch, context.allocator());
                    rows.addAndGet(compacted.numRows());
                    writer.write(compacted);
                }
            }
            return Progress.NEED_INPUT;
        }

        @Override
        public void combine() {
            writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
