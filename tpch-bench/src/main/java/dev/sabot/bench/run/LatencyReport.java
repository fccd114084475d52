package dev.sabot.bench.run;

import dev.sabot.bench.measure.Times;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints percentiles of latencies. The processor time of the process in between tells what is its
/// own where other processes share the machine.
public final class LatencyReport {
    private final String what;
    private final double aimMillis;
    private final List<Times> all = new ArrayList<>();

    public LatencyReport(String what, double aimMillis) {
        this.what = what;
        this.aimMillis = aimMillis;
    }

    /// Returns the names of the columns.
    public String header() {
        return String.format(
                Locale.ROOT,
                "%-16s %5s %9s %9s %9s %9s %9s",
                "ms",
                "runs",
                "p50",
                "p99",
                "max",
                "p50 cpu",
                "max cpu");
    }

    /// Returns the line of one kind of runs.
    public String line(String name, List<Times> times) {
        all.addAll(times);
        return text(name, times);
    }

    /// Returns the line of all runs, and how many missed the aim.
    public String summary() {
        long missed = all.stream().filter(times -> times.max() > aimMillis).count();
        return text("all", all)
                + String.format(
                        Locale.ROOT,
                        "%n%s: %d of %d took more than %.0f ms",
                        what,
                        missed,
                        all.size(),
                        aimMillis);
    }

    private static String text(String name, List<Times> times) {
        List<Double> wall = times.stream().map(Times::max).sorted().toList();
        List<Double> cpu = times.stream().map(Times::cpuMillis).sorted().toList();
        return wall.isEmpty()
                ? String.format(Locale.ROOT, "%-16s %5d", name, 0)
                : String.format(
                        Locale.ROOT,
                        "%-16s %5d %9.2f %9.2f %9.2f %9.2f %9.2f",
                        name,
                        wall.size(),
                        percentile(wall, 0.5),
                        percentile(wall, 0.99),
                        wall.getLast(),
                        percentile(cpu, 0.5),
                        cpu.getLast());
    }

    private static double percentile(List<Double> sorted, double fraction) {
        return sorted.get((int) Math.ceil(fraction * sorted.size()) - 1);
    }
}
