package dev.sabot.bench.measure;

import java.util.List;

/// The timed runs of a query on an engine.
///
/// @param millis wall time of each run, in the order they ran; at least one
/// @param cpuMillis processor time of the whole process per run, on average
public record Times(List<Double> millis, double cpuMillis) {

    public Times {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("there are no runs");
        }
        millis = List.copyOf(millis);
    }

    /// Returns the middle run, or the mean of the two in the middle.
    public double median() {
        List<Double> sorted = millis.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double min() {
        return millis.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
