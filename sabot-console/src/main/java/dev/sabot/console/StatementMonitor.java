package dev.sabot.console;

import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ProgressBar;
import dev.sabot.console.output.Stopwatch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Watches a running statement from a thread of its own: sends buffered rows, so that a slow query
/// shows what it has, and draws progress once the statement has taken [#PATIENCE_NANOS].
final class StatementMonitor implements AutoCloseable {
    private static final long PATIENCE_NANOS = 2_000_000_000;
    private static final long INTERVAL_MILLIS = 100;
    private static final int INTERVALS_PER_DRAWING = 2;

    private final ConsoleOutput output;
    private final Supplier<ProgressBar.@Nullable Reading> progress;
    private final IntSupplier width;
    private final Stopwatch stopwatch = new Stopwatch();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /// @param progress asks the driver; null while it knows nothing or progress is switched off
    /// @param width columns of the terminal; 0 is no limit
    StatementMonitor(
            ConsoleOutput output,
            Supplier<ProgressBar.@Nullable Reading> progress,
            IntSupplier width) {
        this.output = output;
        this.progress = progress;
        this.width = width;
        this.thread = Thread.ofPlatform().daemon().name("statement-monitor").start(this::watch);
    }

    /// Returns the time since the statement began.
    long elapsedNanos() {
        return stopwatch.elapsedNanos();
    }

    /// Stops watching; nothing is drawn after this has returned.
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        output.eraseTransient();
    }

    private void watch() {
        try {
            for (int tick = 1; !ended.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS); tick++) {
                output.flush();
                if (tick % INTERVALS_PER_DRAWING == 0) {
                    draw();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException _) {
            // Output is closed: the statement's own thread meets the same and reports it.
        }
    }

    private void draw() {
        long elapsedNanos = stopwatch.elapsedNanos();
        if (elapsedNanos < PATIENCE_NANOS) {
            return;
        }
        ProgressBar.@Nullable Reading reading = progress.get();
        if (reading != null) {
            output.showTransient(ProgressBar.draw(reading, elapsedNanos, width.getAsInt()));
        }
    }
}
