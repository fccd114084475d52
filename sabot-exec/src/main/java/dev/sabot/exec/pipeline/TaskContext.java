package dev.sabot.exec.pipeline;

import java.util.List;

/// What one task of a pipeline knows: its query, its number, and where it counts.
///
/// @param task from 0 to the pipeline's number of tasks - 1
public record TaskContext(QueryContext query, int task, PipelineMetrics metrics) {
    /// A task whose counts nobody reads.
    public TaskContext(QueryContext query, int task) {
        this(query, task, new PipelineMetrics(List.of()));
    }
}
