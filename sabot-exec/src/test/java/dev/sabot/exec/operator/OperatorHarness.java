package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.Partitioning;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Drives breakers, operators and sources by their contracts, each task on a thread of its own, and
/// fails on close when a buffer leaked or a heap reservation is left.
public final class OperatorHarness implements AutoCloseable {
    private final BufferAllocator root = new RootAllocator();
    private final StatementContext context;
    private final int tasks;
    private final ExecutorService threads;

    public OperatorHarness(int tasks, int batchRows) {
        this(tasks, batchRows, 1L << 32);
    }

    public OperatorHarness(int tasks, int batchRows, long memoryLimitBytes) {
        this.tasks = tasks;
        this.threads = Executors.newFixedThreadPool(tasks);
        this.context =
                new StatementContext(
                        new StatementContext.Environment(
                                root,
                                BuiltinFunctions.registry(),
                                new LocalFileAccess(List.of()),
                                EngineClock.SYSTEM,
                                (handle, connector) -> {
                                    throw new IllegalStateException("no tables here");
                                }),
                        new StatementContext.Settings(
                                tasks,
                                batchRows,
                                memoryLimitBytes,
                                ZoneId.of("UTC"),
                                false,
                                name -> null,
                                (table, split, position, reason, record) -> {
                                    throw new IllegalStateException("no dead letters here");
                                }));
    }

    public StatementContext context() {
        return context;
    }

    /// Returns a plan node of a schema, to stand as an input.
    public static PhysicalPlan input(Schema schema, boolean isWeighted) {
        return new PhysicalPlan.Values(List.of(), properties(schema, isWeighted));
    }

    public static PlanProperties properties(Schema schema, boolean isWeighted) {
        return new PlanProperties(
                schema,
                Partitioning.Arbitrary.INSTANCE,
                Boundedness.BOUNDED,
                isWeighted ? ChangeMode.Weights.INSTANCE : ChangeMode.Append.INSTANCE,
                -1);
    }

    /// Sinks batches into a breaker, spread over the tasks, and finishes it.
    public void fill(Breaker.State state, List<Batch> batches) {
        List<Deque<Batch>> shares = share(batches);
        runAll(task -> {
            try (Breaker.Local local = state.openLocal(new TaskContext(context, task))) {
                Deque<Batch> share = shares.get(task);
                while (!share.isEmpty()) {
                    Batch batch = share.poll();
                    if (local.sink(new StreamElement.Data(batch)) instanceof Progress.Finished) {
                        break;
                    }
                }
                local.combine();
            } finally {
                shares.get(task).forEach(Batch::close);
            }
        });
        List<Callable<@Nullable Void>> parts = new ArrayList<>();
        for (Runnable part : state.finish()) {
            parts.add(() -> {
                part.run();
                return null;
            });
        }
        invoke(parts);
    }

    private List<Deque<Batch>> share(List<Batch> batches) {
        List<Deque<Batch>> shares = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            shares.add(new ArrayDeque<>());
        }
        for (int index = 0; index < batches.size(); index++) {
            shares.get(index % tasks).add(batches.get(index));
        }
        return shares;
    }

    /// Runs batches through an operator, spread over the tasks; the caller owns the results.
    public List<Batch> run(Operator operator, List<Batch> batches) {
        List<Deque<Batch>> shares = share(batches);
        ConcurrentLinkedQueue<Batch> results = new ConcurrentLinkedQueue<>();
        try {
            runAll(task -> runTask(operator, task, shares.get(task), results));
        } catch (RuntimeException e) {
            results.forEach(Batch::close);
            throw e;
        }
        return List.copyOf(results);
    }

    private void runTask(
            Operator operator, int task, Deque<Batch> share, ConcurrentLinkedQueue<Batch> results) {
        Slot slot = new Slot(results);
        try (Operator.State state = operator.open(new TaskContext(context, task))) {
            boolean isFinished = false;
            while (!share.isEmpty() && !isFinished) {
                isFinished = drain(state, new StreamElement.Data(share.poll()), slot);
            }
            if (!isFinished) {
                drain(state, StreamElement.EndOfStream.INSTANCE, slot);
            }
        } finally {
            share.forEach(Batch::close);
        }
    }

    /// Gives an element and takes all it causes. Returns whether the operator wants no more.
    private static boolean drain(Operator.State state, StreamElement element, Slot slot) {
        slot.isFull = false;
        Progress progress = state.process(element, slot);
        while (progress instanceof Progress.HasOutput) {
            slot.isFull = false;
            progress = state.resume(slot);
        }
        return progress instanceof Progress.Finished;
    }

    /// Checks that at most one element is emitted per call.
    private static final class Slot implements Operator.Output {
        private final ConcurrentLinkedQueue<Batch> results;
        private boolean isFull;

        Slot(ConcurrentLinkedQueue<Batch> results) {
            this.results = results;
        }

        @Override
        public void emit(StreamElement element) {
            if (isFull) {
                throw new IllegalStateException("emitted twice in one call");
            }
            isFull = true;
            if (element instanceof StreamElement.Data(Batch batch)) {
                results.add(batch);
            }
        }
    }

    /// Reads a source to its end by all tasks; the caller owns the results.
    public List<Batch> read(PipelineSource source) {
        ConcurrentLinkedQueue<Batch> results = new ConcurrentLinkedQueue<>();
        int readers = Math.min(tasks, source.maxTasks());
        runAll(task -> {
            if (task >= readers) {
                return;
            }
            try (PipelineSource.Reader reader = source.openReader(new TaskContext(context, task))) {
                while (!reader.isFinished()) {
                    if (reader.next() instanceof StreamElement.Data(Batch batch)) {
                        results.add(batch);
                    }
                }
            }
        });
        source.close();
        return List.copyOf(results);
    }

    private void runAll(Consumer<Integer> work) {
        List<Callable<@Nullable Void>> parts = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            int number = task;
            parts.add(() -> {
                work.accept(number);
                return null;
            });
        }
        invoke(parts);
    }

    private void invoke(List<Callable<@Nullable Void>> parts) {
        try {
            RuntimeException failure = null;
            for (Future<@Nullable Void> future : threads.invokeAll(parts)) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failure =
                            e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException(e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        long heapBytes = context.memory().usedBytes() - context.allocator().getAllocatedMemory();
        context.close();
        root.close();
        if (heapBytes != 0) {
            throw new IllegalStateException(heapBytes + " bytes of heap are still reserved");
        }
    }
}
