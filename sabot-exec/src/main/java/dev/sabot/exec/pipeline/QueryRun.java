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
import java.util.concurrent.atomic.AtomicInteger;

/// Runs the pipelines of one query in the order of their dependencies. Pipelines that hand each
/// other rows while they run ([PipelineGroup]) start together.
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
    private final List<PipelineGroup> groups;
    private final Map<Pipeline, List<PipelineTask>> tasks = new HashMap<>();
    private boolean isCancelled;
    private int runningTasks;

    /// Tasks that run or are queued, not blocked.
    private int awakeTasks;

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
        this.groups = PipelineGroup.of(this.pipelines);
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
        for (PipelineGroup group : groups) {
            if (started.contains(group.pipelines().getFirst())
                    || !finished.containsAll(group.dependencies())) {
                continue;
            }
            try {
                ready.addAll(open(group));
            } catch (Throwable e) {
                failure = translate(e);
                runningTasks -= ready.size();
                awakeTasks -= ready.size();
                return List.of();
            }
        }
        return ready;
    }

    private List<PipelineTask> open(PipelineGroup group) {
        List<PipelineTask> opened = new ArrayList<>();
        Opening opening = new Opening();
        for (Pipeline pipeline : group.pipelines()) {
            int count = Math.max(1, Math.min(context.threads(), pipeline.source().maxTasks()));
            List<PipelineTask> own = new ArrayList<>();
            for (int task = 0; task < count; task++) {
                TaskContext place = new TaskContext(context, task, pipeline.metrics());
                own.add(new PipelineTask(pipeline, place, group.isAlone() ? null : opening));
            }
            opened.addAll(own);
            tasks.put(pipeline, own);
        }
        opening.left.set(opened.size());
        for (Pipeline pipeline : group.pipelines()) {
            started.add(pipeline);
            tasksLeft.put(pipeline, listed(pipeline).size());
        }
        runningTasks += opened.size();
        awakeTasks += opened.size();
        return opened;
    }

    private List<PipelineTask> listed(Pipeline pipeline) {
        return tasks.getOrDefault(pipeline, List.of());
    }

    /// Holds the tasks of a group back until all of them are open.
    private static final class Opening {
        private final AtomicInteger left = new AtomicInteger();
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

        void countDown() {
            if (left.decrementAndGet() == 0) {
                done.complete(null);
            }
        }
    }

    private final class PipelineTask implements TaskScheduler.Task {
        private final Pipeline pipeline;
        private final TaskContext task;
        private final @Nullable Opening opening;
        private volatile boolean isStopped;
        private @Nullable Driver driver;

        /// @param opening of the group, or null when the task need not wait for others
        PipelineTask(Pipeline pipeline, TaskContext task, @Nullable Opening opening) {
            this.pipeline = pipeline;
            this.task = task;
            this.opening = opening;
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
                    if (opening != null) {
                        opening.countDown();
                        return opening.done.isDone() ? opening.done : wakeable(opening.done);
                    }
                }
                if (isStopped) {
                    current.stop();
                }
                CompletableFuture<@Nullable Void> again = current.run(deadlineNanos);
                if (again != null) {
                    return again.isDone() ? again : asleep(again, current);
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

        /// Sleeps, unless what would have woken the task has happened before it could be woken.
        private CompletableFuture<@Nullable Void> asleep(
                CompletableFuture<@Nullable Void> block, Driver current) {
            CompletableFuture<@Nullable Void> wakeUp = wakeable(block);
            boolean isUnread =
                    isStopped || pipeline.operators().stream().anyMatch(Operator::isExhausted);
            if (isUnread && !current.isEnding()) {
                wake(wakeUp);
            }
            return wakeUp;
        }
    }

    private final List<CompletableFuture<@Nullable Void>> wakeUps = new ArrayList<>();

    /// Returns a future that completes with the given one or when the query fails or is cancelled,
    /// so that no blocked task outlives its query.
    private CompletableFuture<@Nullable Void> wakeable(CompletableFuture<@Nullable Void> block) {
        CompletableFuture<@Nullable Void> wakeUp = new CompletableFuture<>();
        synchronized (this) {
            if (failure != null || isCancelled) {
                return CompletableFuture.completedFuture(null);
            }
            wakeUps.removeIf(CompletableFuture::isDone);
            wakeUps.add(wakeUp);
        }
        CompletableFuture<@Nullable Void> _ = block.whenComplete((_, _) -> wake(wakeUp));
        // last: a block that is over by now has counted the task as awake again already
        fallAsleep();
        return wakeUp;
    }

    private synchronized void fallAsleep() {
        if (--awakeTasks == 0) {
            notifyAll();
        }
    }

    /// Counts a task as awake before it can run again.
    private void wake(CompletableFuture<@Nullable Void> wakeUp) {
        synchronized (this) {
            awakeTasks++;
        }
        if (!wakeUp.complete(null)) {
            fallAsleep();
        }
    }

    /// Waits until every task that is left waits for input, credit or a timer. Returns false when
    /// the time is over before.
    public synchronized boolean awaitQuiet(long timeoutMillis) throws InterruptedException {
        long deadline = clock.monotonicNanos() + timeoutMillis * 1_000_000L;
        while (awakeTasks > 0) {
            long left = deadline - clock.monotonicNanos();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000L));
        }
        return true;
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    /// Cancels the query: running tasks stop at their next check, blocked ones are woken.
    public void cancel() {
        context.cancel();
        List<QueryRun> nested;
        synchronized (this) {
            isCancelled = true;
            nested = List.copyOf(children);
        }
        wakeAll();
        nested.forEach(QueryRun::cancel);
    }

    private void fail(Throwable error) {
        synchronized (this) {
            if (failure == null) {
                failure = translate(error);
            }
        }
        wakeAll();
    }

    /// Lets blocked tasks look again at what has changed.
    private void wakeAll() {
        List<CompletableFuture<@Nullable Void>> sleepers;
        synchronized (this) {
            sleepers = List.copyOf(wakeUps);
            wakeUps.clear();
        }
        sleepers.forEach(this::wake);
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
        boolean wakesOthers = pipeline.operators().stream().anyMatch(Operator::isExhausted);
        synchronized (this) {
            int left = tasksLeft.merge(pipeline, -1, Integer::sum);
            if (left == 0 && failure == null) {
                ready = endPipeline(pipeline);
                wakesOthers |= stopUnread(pipeline);
            }
            runningTasks--;
            fallAsleep();
        }
        if (wakesOthers) {
            wakeAll();
        }
        ready.forEach(scheduler::submit);
        closeIfDone();
    }

    /// Stops the pipelines that fill what nobody reads any more. Returns whether there are any.
    private boolean stopUnread(Pipeline ended) {
        boolean stopsAny = false;
        for (Pipeline.Target stream : ended.streams()) {
            for (Pipeline pipeline : pipelines) {
                if (pipeline.streams().contains(stream) && !finished.contains(pipeline)) {
                    return false;
                }
            }
            for (Pipeline pipeline : pipelines) {
                if (pipeline.target() == stream && !finished.contains(pipeline)) {
                    listed(pipeline).forEach(task -> task.isStopped = true);
                    stopsAny = true;
                }
            }
        }
        return stopsAny;
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
                awakeTasks += work.size();
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
            fallAsleep();
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
