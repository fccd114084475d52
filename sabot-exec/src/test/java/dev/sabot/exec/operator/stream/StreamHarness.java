package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.StreamElement;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.ManualClock;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineBuilder;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryRun;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.pipeline.TaskScheduler;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.Partitioning;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.exec.plan.RowTime;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;

/// Runs plans over streams that a test feeds, on a clock that it moves; fails on close when a
/// buffer leaked or a heap reservation is left.
public final class StreamHarness implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 30_000;

    private final BufferAllocator root = new RootAllocator();
    private final ManualClock clock = new ManualClock(1_000_000_000L);
    private final Map<String, Table> tables = new HashMap<>();
    private final List<String> letters = new ArrayList<>();
    private final StatementContext context;
    private final TaskScheduler scheduler;
    private final TestRows rows;
    private @Nullable QueryRun run;
    private @Nullable Collector collector;

    public StreamHarness(int threads, int batchRows, Random random) {
        this.scheduler = new TaskScheduler(threads, clock);
        this.context =
                new StatementContext(
                        new StatementContext.Environment(
                                root,
                                BuiltinFunctions.registry(),
                                new LocalFileAccess(List.of()),
                                clock,
                                (handle, connector) -> tables.get(handle.displayName())),
                        new StatementContext.Settings(
                                threads,
                                batchRows,
                                1L << 32,
                                ZoneId.of("UTC"),
                                false,
                                name -> null,
                                (table, split, position, reason, record) -> {
                                    synchronized (letters) {
                                        letters.add(reason);
                                    }
                                }));
        this.rows = new TestRows(random, context.allocator());
    }

    public StatementContext context() {
        return context;
    }

    public ManualClock clock() {
        return clock;
    }

    public TestRows rows() {
        return rows;
    }

    /// Returns the reasons of the dead letters.
    public List<String> letters() {
        synchronized (letters) {
            return List.copyOf(letters);
        }
    }

    public TestStream stream(String name, Schema schema, int numSplits) {
        TestStream stream = new TestStream(schema, numSplits);
        tables.put(name, stream);
        return stream;
    }

    /// Returns a scan of all columns of a stream.
    ///
    /// @param timeColumn the event time, or -1
    /// @param watermarkColumn the column that is the watermark expression
    public static PhysicalPlan scan(
            String name, Schema schema, int timeColumn, int watermarkColumn, boolean isWeighted) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            columns.add(column);
        }
        RowTime rowTime =
                timeColumn < 0
                        ? null
                        : new RowTime(
                                timeColumn,
                                new ColumnReference(watermarkColumn, schema.type(watermarkColumn)));
        return new PhysicalPlan.Scan(
                new TableHandle("test", List.of(name), Map.of(), schema),
                columns,
                null,
                -1,
                rowTime,
                properties(schema, isWeighted));
    }

    /// Returns properties of an unbounded node.
    public static PlanProperties properties(Schema schema, boolean isWeighted) {
        return new PlanProperties(
                schema,
                Partitioning.Arbitrary.INSTANCE,
                Boundedness.UNBOUNDED,
                isWeighted ? ChangeMode.Weights.INSTANCE : ChangeMode.Append.INSTANCE,
                -1);
    }

    /// Starts a plan.
    public void start(PhysicalPlan plan) {
        Collector made = new Collector(plan.schema());
        List<Pipeline> pipelines = PipelineBuilder.build(plan, made, context);
        QueryRun started = new QueryRun(context, scheduler, clock, pipelines);
        collector = made;
        run = started;
        started.start();
    }

    public QueryRun run() {
        QueryRun started = run;
        if (started == null) {
            throw new IllegalStateException("no plan was started");
        }
        return started;
    }

    private Collector collector() {
        Collector made = collector;
        if (made == null) {
            throw new IllegalStateException("no plan was started");
        }
        return made;
    }

    /// Waits until nothing moves and returns the rows since the last call.
    public List<Row> settle() {
        try {
            if (!run().awaitQuiet(TIMEOUT_MILLIS)) {
                throw new IllegalStateException("the query does not come to rest");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (run().completion().isCompletedExceptionally()) {
            await();
        }
        return collector().take();
    }

    /// Waits for the end and returns the rows since the last call.
    public List<Row> await() {
        try {
            run().completion().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SabotException known) {
                throw known;
            }
            throw e;
        }
        return collector().take();
    }

    /// Returns the watermarks that reached the end so far.
    public List<Long> watermarks() {
        return collector().watermarks();
    }

    /// Returns the number of late rows so far.
    public long lateRows() {
        long late = 0;
        for (Pipeline pipeline : run().pipelines()) {
            late += pipeline.metrics().lateRows().sum();
        }
        return late;
    }

    /// Returns the number of rows without event time so far.
    public long nullRowTimes() {
        long nulls = 0;
        for (Pipeline pipeline : run().pipelines()) {
            nulls += pipeline.metrics().nullRowTimes().sum();
        }
        return nulls;
    }

    private final class Collector implements Breaker.State {
        private final Schema schema;
        private final List<Row> taken = new ArrayList<>();
        private final List<Long> marks = new ArrayList<>();

        Collector(Schema schema) {
            this.schema = schema;
        }

        synchronized List<Row> take() {
            List<Row> result = List.copyOf(taken);
            taken.clear();
            return result;
        }

        synchronized List<Long> watermarks() {
            return List.copyOf(marks);
        }

        @Override
        public Breaker.Local openLocal(TaskContext task) {
            return new Breaker.Local() {
                @Override
                public Progress sink(StreamElement element) {
                    synchronized (Collector.this) {
                        if (element instanceof StreamElement.Data(Batch batch)) {
                            try (batch) {
                                Batch rows = Batches.compact(batch, context.allocator());
                                taken.addAll(TestRows.decode(List.of(rows), schema.types()));
                            }
                        } else if (element instanceof StreamElement.Watermark(long micros)) {
                            marks.add(micros);
                        }
                    }
                    return Progress.NEED_INPUT;
                }

                @Override
                public void combine() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Runnable> finish() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        if (run != null && !run.completion().isDone()) {
            run.cancel();
            run.completion().handle((_, _) -> 0).join();
        }
        scheduler.close();
        long heapBytes = context.memory().usedBytes() - context.allocator().getAllocatedMemory();
        context.close();
        root.close();
        if (heapBytes != 0) {
            throw new IllegalStateException(heapBytes + " bytes of heap are still reserved");
        }
    }
}
