package dev.sabot.exec.pipeline;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Runs tasks on a fixed pool of threads, a time slice at a time.
///
/// Every thread has a queue of its own; a task goes back to the queue of the thread that ran it,
/// and a thread without work steals the oldest task of another. So long and short queries share the
/// machine, and a task stays where its data is cached.
///
/// **Threads**: safe.
public final class TaskScheduler implements AutoCloseable {
    private static final long SLICE_NANOS = 10_000_000L;

    private final EngineClock clock;
    private final List<Worker> workers = new ArrayList<>();
    private final AtomicInteger nextWorker = new AtomicInteger();
    private final LongAdder steals = new LongAdder();
    private final Object idle = new Object();
    private long submissions;
    private volatile boolean isClosed;

    /// A unit of work that can be interrupted between steps.
    public interface Task {
        /// Runs until about the deadline (monotonic nanoseconds). Returns null when it is done, a
        /// future after whose completion it wants to run again otherwise. Must not throw.
        @Nullable CompletableFuture<@Nullable Void> run(long deadlineNanos);
    }

    public TaskScheduler(int numThreads, EngineClock clock) {
        this.clock = clock;
        for (int index = 0; index < numThreads; index++) {
            workers.add(new Worker(index));
        }
        for (Worker worker : workers) {
            worker.thread.start();
        }
    }

    public int numThreads() {
        return workers.size();
    }

    /// Returns how often a thread took a task from another's queue.
    public long steals() {
        return steals.sum();
    }

    /// Queues a task on the next thread in turn.
    public void submit(Task task) {
        int worker = Math.floorMod(nextWorker.getAndIncrement(), workers.size());
        enqueue(workers.get(worker), task);
    }

    private void enqueue(Worker worker, Task task) {
        synchronized (worker.queue) {
            worker.queue.addLast(task);
        }
        synchronized (idle) {
            submissions++;
            idle.notify();
        }
    }

    private void runSlice(Worker worker, Task task) {
        CompletableFuture<@Nullable Void> again = task.run(clock.monotonicNanos() + SLICE_NANOS);
        if (again == null) {
            return;
        }
        if (again.isDone()) {
            enqueue(worker, task);
        } else {
            CompletableFuture<@Nullable Void> _ =
                    again.whenComplete((_, _) -> enqueue(worker, task));
        }
    }

    /// Lets the threads end after the slices under way. Queued tasks are not run.
    @Override
    public void close() {
        isClosed = true;
        synchronized (idle) {
            idle.notifyAll();
        }
    }

    private @Nullable Task find(Worker worker) {
        Task own = worker.poll();
        if (own != null) {
            return own;
        }
        for (int step = 1; step < workers.size(); step++) {
            Worker victim = workers.get((worker.index + step) % workers.size());
            Task stolen = victim.poll();
            if (stolen != null) {
                steals.increment();
                return stolen;
            }
        }
        return null;
    }

    private final class Worker implements Runnable {
        private final int index;
        private final Deque<Task> queue = new ArrayDeque<>();
        private final Thread thread;

        Worker(int index) {
            this.index = index;
            this.thread = new Thread(this, "sabot-worker-" + index);
            thread.setDaemon(true);
        }

        private @Nullable Task poll() {
            synchronized (queue) {
                return queue.pollFirst();
            }
        }

        @Override
        public void run() {
            while (!isClosed) {
                long seen;
                synchronized (idle) {
                    seen = submissions;
                }
                Task task = find(this);
                if (task != null) {
                    runSlice(this, task);
                    continue;
                }
                synchronized (idle) {
                    while (!isClosed && submissions == seen) {
                        try {
                            idle.wait();
                        } catch (InterruptedException _) {
                            return;
                        }
                    }
                }
            }
        }
    }
}
