package dev.sabot.exec.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the source, the operators and the sink of one pipeline did, over all its tasks.
///
/// **Threads**: safe.
public final class PipelineMetrics {
    private final List<Step> steps = new ArrayList<>();

    /// @param names the source's, the operators' and the sink's names, in order
    public PipelineMetrics(List<String> names) {
        for (String name : names) {
            steps.add(new Step(name, new LongAdder(), new LongAdder(), new LongAdder()));
        }
    }

    /// Lends the steps, source first, sink last.
    public List<Step> steps() {
        return steps;
    }

    /// Counts of one step.
    ///
    /// @param rows rows the step gave (source, operators) or took (sink)
    /// @param nanos time spent in the step itself, summed over tasks
    public record Step(String name, LongAdder rows, LongAdder batches, LongAdder nanos) {}
}
