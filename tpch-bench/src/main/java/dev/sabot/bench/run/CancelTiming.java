package dev.sabot.bench.run;

import dev.sabot.bench.measure.Times;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Cancels statements at random times and times their end.
public final class CancelTiming {
    /// Statements that never end are cancelled within this.
    private static final double MAX_MILLIS = 2_000;

    private final BenchEngine engine;
    private final SplittableRandom random;

    /// @param seed makes the times to cancel at
    public CancelTiming(BenchEngine engine, long seed) {
        this.engine = engine;
        this.random = new SplittableRandom(seed);
    }

    /// Returns the times from cancel() to the end of each run that did not end before.
    public List<Times> time(String sql, int runs) throws SQLException, InterruptedException {
        double whole = wholeMillis(sql);
        List<Times> ends = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Times end = cancelled(sql, random.nextDouble(whole));
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    /// Runs a statement once, up to a limit.
    private double wholeMillis(String sql) throws SQLException, InterruptedException {
        Stopwatch stopwatch = new Stopwatch();
        stopwatch.start();
        cancelled(sql, MAX_MILLIS);
        stopwatch.stop();
        return Math.max(1, Math.min(MAX_MILLIS, stopwatch.times().median()));
    }

    /// Returns the time from cancel() to the end, or null when the statement ended before.
    private @Nullable Times cancelled(String sql, double afterMillis)
            throws SQLException, InterruptedException {
        try (BenchEngine.Running running = engine.start(sql)) {
            CountDownLatch ended = new CountDownLatch(1);
            Thread thread = Thread.ofPlatform().start(() -> run(running, ended));
            long nanos = (long) (afterMillis * 1e6);
            boolean isOver = ended.await(nanos, TimeUnit.NANOSECONDS);
            Stopwatch stopwatch = new Stopwatch();
            stopwatch.start();
            if (!isOver) {
                running.cancel();
            }
            thread.join();
            stopwatch.stop();
            return isOver || running.hasEndedItself() ? null : stopwatch.times();
        }
    }

    private static void run(Callable<?> statement, CountDownLatch ended) {
        try {
            statement.call();
        } catch (Exception _) {
            // the statement itself tells whether it was cancelled
        } finally {
            ended.countDown();
        }
    }
}
