package dev.sabot.server.flightsql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads of the server: a few that answer gRPC and never wait, a bounded number that work for
/// calls and may wait for queries and clients, one for what happens by the clock.
///
/// **Threads**: safe.
public final class CallScheduler implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(CallScheduler.class.getName());
    private static final int IDLE_SECONDS = 30;
    private static final int END_SECONDS = 5;

    private final ExecutorService events;
    private final ExecutorService calls;
    private final ScheduledExecutorService timer;
    private final int maxCalls;

    /// @param maxCalls how many calls are worked on at once
    public CallScheduler(int maxCalls) {
        this.maxCalls = maxCalls;
        int processors = Runtime.getRuntime().availableProcessors();
        this.events = Executors.newFixedThreadPool(Math.max(2, processors), named("sabot-rpc-"));
        this.calls =
                new ThreadPoolExecutor(
                        0,
                        maxCalls,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        named("sabot-call-"));
        this.timer = Executors.newSingleThreadScheduledExecutor(named("sabot-timer-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger last = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + last.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /// Lends the threads for gRPC's callbacks.
    public Executor events() {
        return events;
    }

    /// Works for a call.
    ///
    /// **Errors**: TOO_MANY when all threads are at work.
    void call(Runnable work) {
        try {
            calls.execute(work);
        } catch (RejectedExecutionException e) {
            throw new SabotException(
                    calls.isShutdown() ? ErrorCode.SHUTTING_DOWN : ErrorCode.TOO_MANY,
                    calls.isShutdown()
                            ? "the server is shutting down"
                            : "the server works for "
                                    + maxCalls
                                    + " calls, the most it may (--max-calls); try again later",
                    e);
        }
    }

    /// Does something again and again, whether or not it fails.
    public void repeat(Runnable work, long everyMillis) {
        Runnable guarded =
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOGGER.log(Level.ERROR, "what is done by the clock failed", e);
                    }
                };
        Future<?> _ =
                timer.scheduleWithFixedDelay(
                        guarded, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /// Lets work for calls end, for a while; then interrupts it.
    public void stopCalls() {
        timer.shutdownNow();
        calls.shutdown();
        await(calls);
        calls.shutdownNow();
        await(calls);
    }

    /// Ends all threads, once gRPC has ended.
    @Override
    public void close() {
        stopCalls();
        events.shutdown();
        await(events);
    }

    private static void await(@Nullable ExecutorService threads) {
        try {
            if (threads != null && !threads.isTerminated()) {
                boolean isDone = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
                assert isDone || !threads.isTerminated();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
