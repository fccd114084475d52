package dev.sabot.bench.run;

import dev.sabot.bench.measure.Times;
import dev.sabot.bench.report.Machine;

import java.util.ArrayList;
import java.util.List;

/// Collects the times of the runs of one query on one engine.
public final class Stopwatch {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();
    private long cpuNanos;
    private long startNanos;
    private long startCpuNanos;

    public void start() {
        startCpuNanos = Machine.cpuNanos();
        startNanos = System.nanoTime();
    }

    public void stop() {
        long nanos = System.nanoTime() - startNanos;
        cpuNanos += Machine.cpuNanos() - startCpuNanos;
        millis.add(nanos / NANOS_PER_MILLI);
    }

    public Times times() {
        return new Times(millis, cpuNanos / NANOS_PER_MILLI / millis.size());
    }
}
