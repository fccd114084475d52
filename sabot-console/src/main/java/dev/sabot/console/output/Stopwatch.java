package dev.sabot.console.output;

/// Measures the time since it was made; the console's only clock.
public final class Stopwatch {
    private final long startNanos = System.nanoTime();

    public long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /// Returns what is left of a wait that began with this stopwatch, at least 0.
    public long leftNanos(long limitNanos) {
        return Math.max(0, limitNanos - elapsedNanos());
    }
}
