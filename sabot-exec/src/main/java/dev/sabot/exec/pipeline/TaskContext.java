package dev.sabot.exec.pipeline;

/// What one task of a pipeline knows: its query and its number.
///
/// @param task from 0 to the pipeline's number of tasks - 1
public record TaskContext(QueryContext query, int task) {}
