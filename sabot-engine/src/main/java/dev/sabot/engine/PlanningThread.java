package dev.sabot.engine;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/// Runs parsing and planning on a thread with a large stack: the planner recurses with the nesting
/// of a statement, and what does not fit the default stack is common in generated SQL.
///
/// **Threads**: safe; work is done one piece after the other.
final class PlanningThread implements AutoCloseable {
    private static final long STACK_BYTES = 64L << 20;

    private final LinkedBlockingQueue<FutureTask<?>> queue = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;

    /// Runs a piece of work and returns what it returned.
    ///
    /// **Errors**: what the work threw; STATEMENT_TOO_COMPLEX when even this stack was too small;
    /// INTERNAL for anything but a SabotException.
    <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        synchronized (this) {
            if (thread == null) {
                thread = new Thread(null, this::loop, "sabot-planner", STACK_BYTES);
                thread.setDaemon(true);
                thread.start();
            }
            queue.add(task);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SabotException(ErrorCode.CANCELLED, "the planning was interrupted", e);
        }
    }

    private static SabotException translate(@Nullable Throwable cause) {
        return switch (cause) {
            case SabotException known -> known;
            case StackOverflowError overflow ->
                    new SabotException(
                            ErrorCode.STATEMENT_TOO_COMPLEX,
                            "the statement is nested too deeply to be planned; split it up",
                            overflow);
            case null, default ->
                    new SabotException(
                            ErrorCode.INTERNAL, "a bug: " + cause + " while planning", cause);
        };
    }

    private void loop() {
        while (true) {
            try {
                queue.take().run();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }
}
