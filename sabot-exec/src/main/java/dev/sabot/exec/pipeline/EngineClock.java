package dev.sabot.exec.pipeline;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Tells time. The only place of the execution engine that reads the machine's clocks, so that
/// tests and simulations can replace it.
public interface EngineClock {
    /// The machine's clocks.
    EngineClock SYSTEM =
            new EngineClock() {
                @Override
                public long nowMicros() {
                    java.time.Instant now = java.time.Instant.now();
                    return Math.addExact(
                            Math.multiplyExact(now.getEpochSecond(), 1_000_000L),
                            now.getNano() / 1_000);
                }

                @Override
                public long monotonicNanos() {
                    return System.nanoTime();
                }

                @Override
                public CompletableFuture<@Nullable Void> at(long micros) {
                    CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
                    long delay = micros - nowMicros();
                    return delay <= 0
                            ? CompletableFuture.completedFuture(null)
                            : timer.completeOnTimeout(null, delay, TimeUnit.MICROSECONDS);
                }
            };

    /// Returns the wall clock in microseconds since 1970 UTC.
    long nowMicros();

    /// Returns nanoseconds since an arbitrary start, never going back.
    long monotonicNanos();

    /// Returns a future that completes once [#nowMicros()] has reached the time given; completing
    /// it earlier frees the timer.
    CompletableFuture<@Nullable Void> at(long micros);
}
