package dev.sabot.engine;

import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

/// A statement that runs on its own until it is cancelled or fails.
///
/// **Threads**: safe.
final class Job {
    private final long id;
    private final String name;
    private final String sql;
    private final long startedMicros;
    private final Query query;
    private boolean isCancelled;
    private boolean isEnded;
    private long endedMicros;
    private @Nullable SabotException error;

    Job(long id, String name, String sql, long startedMicros, Query query) {
        this.id = id;
        this.name = name;
        this.sql = sql;
        this.startedMicros = startedMicros;
        this.query = query;
    }

    /// What a job is doing.
    enum State {
        RUNNING,
        CANCELLING,
        FINISHED,
        CANCELLED,
        FAILED
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String sql() {
        return sql;
    }

    long startedMicros() {
        return startedMicros;
    }

    /// Returns when the job ended, or null while it runs.
    synchronized @Nullable Long endedMicros() {
        return isEnded ? endedMicros : null;
    }

    synchronized State state() {
        if (!isEnded) {
            return isCancelled ? State.CANCELLING : State.RUNNING;
        }
        if (isCancelled) {
            return State.CANCELLED;
        }
        return error == null ? State.FINISHED : State.FAILED;
    }

    /// Returns what ended the job, or null.
    synchronized @Nullable SabotException error() {
        return isCancelled ? null : error;
    }

    Query query() {
        return query;
    }

    synchronized boolean isEnded() {
        return isEnded;
    }

    /// Asks the job to end; one that has ended stays as it is.
    void cancel() {
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isCancelled = true;
        }
        query.cancel();
    }

    synchronized void end(@Nullable SabotException failure, long nowMicros) {
        isEnded = true;
        endedMicros = nowMicros;
        error = failure;
        notifyAll();
    }

    /// Waits for the end.
    synchronized void await() throws InterruptedException {
        while (!isEnded) {
            wait();
        }
    }
}
