package dev.sabot.exec.pipeline;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A wall clock that moves only when told, for tests and simulations. Monotonic time is the
/// machine's, so that tasks still share the processor fairly.
///
/// **Threads**: safe.
public final class ManualClock implements EngineClock {
    private final List<Timer> timers = new ArrayList<>();
    private long nowMicros;

    private record Timer(long micros, CompletableFuture<@Nullable Void> future) {}

    public ManualClock(long startMicros) {
        this.nowMicros = startMicros;
    }

    @Override
    public synchronized long nowMicros() {
        return nowMicros;
    }

    @Override
    public long monotonicNanos() {
        return SYSTEM.monotonicNanos();
    }

    @Override
    public synchronized CompletableFuture<@Nullable Void> at(long micros) {
        if (micros <= nowMicros) {
            return CompletableFuture.completedFuture(null);
        }
        timers.removeIf(timer -> timer.future.isDone());
        CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
        timers.add(new Timer(micros, future));
        return future;
    }

    /// Moves the clock forward; timers that are due complete.
    public void advance(long micros) {
        List<Timer> due = new ArrayList<>();
        synchronized (this) {
            nowMicros += micros;
            for (Timer timer : timers) {
                if (timer.micros <= nowMicros) {
                    due.add(timer);
                }
            }
            timers.removeAll(due);
        }
        due.forEach(timer -> timer.future.complete(null));
    }
}
