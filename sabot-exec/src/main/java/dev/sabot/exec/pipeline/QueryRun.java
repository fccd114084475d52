package dev.sabot.exec.pipeline;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Runs the pipelines of one query in the order of their dependencies.
///
/// The first error ends the query: tasks stop at their next check, every state is closed, and
/// [#completion()] fails with the error. States are closed only when no task runs any more.
///
/// **Threads**: safe; progress is made by the scheduler's threads.
public final class QueryRun {
    private final QueryContext context;
    private final TaskScheduler scheduler;
    private final EngineClock clock;
    private final List<Pipeline> pipelines;
    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();
    private final Map<Pipeline.Target, Integer> pipelinesLeft = new HashMap<>();
    private final Map<Object, Integer> tasksLeft = new HashMap<>();
    private final Set<Object> finished = new HashSet<>();
    private final Set<Pipeline> started = new HashSet<>();
    private final Set<QueryRun> children = new HashSet<>();
    private int runningTasks;
    private @Nullable SabotException failure;
    private boolean isClosed;

    public QueryRun(
            QueryContext context,
            TaskScheduler scheduler,
            EngineClock clock,
            List<Pipeline> pipelines) {
        this.context = context;
        this.scheduler = scheduler;
        this.clock = clock;
        this.pipelines = List.copyOf(pipelines);
        for (Pipeline pipeline : pipelines) {
            pipelinesLeft.merge(pipeline.target(), 1, Integer::sum);
            if (pipeline.source() instanceof NestingSource source) {
                source.attach(this);
            }
        }
    }

    /// Starts pipelines as a part of this run, which does not end before they have. They end with
    /// it; their error is for the caller to look at.
    public CompletableFuture<@Nullable Void> startNested(List<Pipeline> parts) {
        QueryRun child = new QueryRun(context, scheduler, clock, parts);
        boolean isFailed;
        synchronized (this) {
            isFailed = failure != null;
            children.add(child);
            runningTasks++;
        }
        CompletableFuture<@Nullable Void> _ =
                child.completion.whenComplete((_, _) -> endNested(child));
        if (isFailed) {
            child.fail(otherFailed());
        }
        child.start();
        return child.completion;
    }

    private void endNested(QueryRun child) {
        synchronized (this) {
            children.remove(child);
            runningTasks--;
        }
        closeIfDone();
    }

    private static SabotException otherFailed() {
        return new SabotException(ErrorCode.CANCELLED, "another task failed");
    }

    /// Completes when every pipeline has ended and every state is closed; fails with the query's
    /// error.
    public CompletableFuture<@Nullable Void> completion() {
        return completion;
    }

    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /// Queues what can start.
    public void start() {
        List<TaskScheduler.Task> ready;
        synchronized (this) {
            ready = startReady();
        }
        ready.forEach(scheduler::submit);
        closeIfDone();
    }

    /// Returns the tasks of all pipelines whose dependencies are met and that have not started.
    private List<TaskScheduler.Task> startReady() {
        List<TaskScheduler.Task> ready = new ArrayList<>();
        if (failure != null) {
            return ready;
        }
        for (Pipeline pipeline : pipelines) {
            if (started.contains(pipeline)
                    || !finished.containsAll(pipeline.dependencies())
                    || !finished.containsAll(pipeline.predecessors())) {
                continue;
            }
            int tasks;
            try {
                tasks = Math.max(1, Math.min(context.threads(), pipeline.source().maxTasks()));
            } catch (Throwable e) {
                failure = translate(e);
                runningTasks -= ready.size();
                return List.of();
            }
            started.add(pipeline);
            tasksLeft.put(pipeline, tasks);
            runningTasks += tasks;
            for (int task = 0; task < tasks; task++) {
                ready.add(new PipelineTask(pipeline, new TaskContext(context, task)));
            }
        }
        return ready;
    }

    private final class PipelineTask implements TaskScheduler.Task {
        private final Pipeline pipeline;
        private final TaskContext task;
        private @Nullable Driver driver;

        PipelineTask(Pipeline pipeline, TaskContext task) {
            this.pipeline = pipeline;
            this.task = task;
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Void> run(long deadlineNanos) {
            Driver current = driver;
            try {
                if (hasFailed()) {
                    throw otherFailed();
                }
                if (current == null) {
                    current = new Driver(pipeline, task, clock);
                    driver = current;
                }
                CompletableFuture<@Nullable Void> again = current.run(deadlineNanos);
                if (again != null) {
                    return again.isDone() ? again : wakeable(again);
                }
            } catch (Throwable e) {
                fail(e);
            }
            if (current != null) {
                try {
                    current.close();
                } catch (Throwable e) {
                    fail(e);
                }
            }
            endTask(pipeline);
            return null;
        }
    }

    private final List<CompletableFuture<@Nullable Void>> wakeUps = new ArrayList<>();

    /// Returns a future that completes with the given one or when the query fails or is cancelled,
    /// so that no blocked task outlives its query.
    private CompletableFuture<@Nullable Void> wakeable(CompletableFuture<@Nullable Void> block) {
        CompletableFuture<@Nullable Void> wakeUp = new CompletableFuture<>();
        synchronized (this) {
            if (failure != null) {
                return CompletableFuture.completedFuture(null);
            }
            wakeUps.removeIf(CompletableFuture::isDone);
            wakeUps.add(wakeUp);
        }
        CompletableFuture<@Nullable Void> _ = block.whenComplete((_, _) -> wakeUp.complete(null));
        return wakeUp;
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    /// Cancels the query: running tasks stop at their next check, blocked ones are woken.
    public void cancel() {
        context.cancel();
        List<CompletableFuture<@Nullable Void>> sleepers;
        List<QueryRun> nested;
        synchronized (this) {
            sleepers = List.copyOf(wakeUps);
            wakeUps.clear();
            nested = List.copyOf(children);
        }
        sleepers.forEach(sleeper -> sleeper.complete(null));
        nested.forEach(QueryRun::cancel);
    }

    private void fail(Throwable error) {
        List<CompletableFuture<@Nullable Void>> sleepers;
        synchronized (this) {
            if (failure == null) {
                failure = translate(error);
            }
            sleepers = List.copyOf(wakeUps);
            wakeUps.clear();
        }
        sleepers.forEach(sleeper -> sleeper.complete(null));
    }

    private SabotException translate(Throwable error) {
        return switch (error) {
            case SabotException known -> known;
            case OutOfMemoryException memory -> context.memory().exceeded("a batch", 0, memory);
            case StackOverflowError overflow ->
                    new SabotException(
                            ErrorCode.STATEMENT_TOO_COMPLEX,
                            "an expression of the statement is nested too deeply",
                            overflow);
            default ->
                    new SabotException(
                            ErrorCode.INTERNAL,
                            "a bug: " + error + " while running the statement",
                            error);
        };
    }

    private void endTask(Pipeline pipeline) {
        List<TaskScheduler.Task> ready = List.of();
        synchronized (this) {
            int left = tasksLeft.merge(pipeline, -1, Integer::sum);
            if (left == 0 && failure == null) {
                ready = endPipeline(pipeline);
            }
            runningTasks--;
        }
        ready.forEach(scheduler::submit);
        closeIfDone();
    }

    private List<TaskScheduler.Task> endPipeline(Pipeline pipeline) {
        finished.add(pipeline);
        List<TaskScheduler.Task> ready = new ArrayList<>();
        Pipeline.Target target = pipeline.target();
        if (pipelinesLeft.merge(target, -1, Integer::sum) == 0) {
            List<Runnable> work;
            try {
                work = target.state().finish();
            } catch (RuntimeException e) {
                failure = translate(e);
                return ready;
            }
            if (work.isEmpty()) {
                finished.add(target);
            } else {
                tasksLeft.put(target, work.size());
                runningTasks += work.size();
                for (Runnable part : work) {
                    ready.add(_ -> runFinish(target, part));
                }
            }
        }
        ready.addAll(startReady());
        return ready;
    }

    private @Nullable CompletableFuture<@Nullable Void> runFinish(
            Pipeline.Target target, Runnable part) {
        try {
            context.checkCancelled();
            part.run();
        } catch (Throwable e) {
            fail(e);
        }
        List<TaskScheduler.Task> ready = List.of();
        synchronized (this) {
            if (tasksLeft.merge(target, -1, Integer::sum) == 0 && failure == null) {
                finished.add(target);
                ready = startReady();
            }
            runningTasks--;
        }
        ready.forEach(scheduler::submit);
        closeIfDone();
        return null;
    }

    private void closeIfDone() {
        List<QueryRun> nested;
        synchronized (this) {
            nested = failure == null ? List.of() : List.copyOf(children);
        }
        nested.forEach(child -> child.fail(otherFailed()));
        synchronized (this) {
            boolean isDone = failure != null || started.size() == pipelines.size();
            if (isClosed || runningTasks > 0 || !isDone) {
                return;
            }
            isClosed = true;
        }
        Set<Pipeline.Target> targets = new HashSet<>();
        for (Pipeline pipeline : pipelines) {
            closeQuietly(pipeline.source());
            if (targets.add(pipeline.target())) {
                closeQuietly(pipeline.target().state());
            }
        }
        SabotException error = failure;
        if (error == null) {
            completion.complete(null);
        } else {
            completion.completeExceptionally(error);
        }
    }

    private void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            fail(e);
        }
    }
}
