package dev.sabot.exec.pipeline;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

/// Says when a query must end: on request, or at a deadline.
///
/// **Threads**: safe.
public final class Cancellation {
    private final EngineClock clock;
    private final long startNanos;
    private volatile long timeoutNanos = Long.MAX_VALUE;
    private volatile boolean isCancelled;

    public Cancellation(EngineClock clock) {
        this.clock = clock;
        this.startNanos = clock.monotonicNanos();
    }

    /// Ends the query at the next check.
    public void cancel() {
        isCancelled = true;
    }

    public boolean isCancelled() {
        return isCancelled;
    }

    /// Ends the query with TIMEOUT some time after its start; 0 means never.
    public void setTimeoutMillis(long timeoutMillis) {
        timeoutNanos = timeoutMillis == 0 ? Long.MAX_VALUE : timeoutMillis * 1_000_000L;
    }

    /// Returns the nanoseconds since the query started.
    public long elapsedNanos() {
        return clock.monotonicNanos() - startNanos;
    }

    /// Throws CANCELLED or TIMEOUT once the query must end.
    public void check() {
        if (isCancelled) {
            throw new SabotException(ErrorCode.CANCELLED, "the statement was cancelled");
        }
        if (timeoutNanos != Long.MAX_VALUE && elapsedNanos() > timeoutNanos) {
            throw new SabotException(
                    ErrorCode.TIMEOUT,
                    "the statement ran longer than its timeout of "
                            + timeoutNanos / 1_000_000L
                            + " ms");
        }
    }
}
