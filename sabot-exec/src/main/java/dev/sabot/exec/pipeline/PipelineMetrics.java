package dev.sabot.exec.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the source, the operators and the sink of one pipeline did, over all its tasks.
///
/// **Threads**: safe.
public final class PipelineMetrics {
    private final List<Step> steps = new ArrayList<>();
    private final LongAdder lateRows = new LongAdder();
    private final LongAdder nullRowTimes = new LongAdder();
    private final SourceWatermarks watermarks = new SourceWatermarks();

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

    /// Lends how far the event time of the source has come.
    public SourceWatermarks watermarks() {
        return watermarks;
    }

    /// Lends the count of rows that came after their window was given, one per row and window.
    public LongAdder lateRows() {
        return lateRows;
    }

    /// Lends the count of rows that lay in no window because their event time was null.
    public LongAdder nullRowTimes() {
        return nullRowTimes;
    }

    /// Counts of one step.
    ///
    /// @param rows rows the step gave (source, operators) or took (sink)
    /// @param nanos time spent in the step itself, summed over tasks
    public record Step(String name, LongAdder rows, LongAdder batches, LongAdder nanos) {}
}
