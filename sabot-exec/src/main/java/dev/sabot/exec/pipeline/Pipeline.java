package dev.sabot.exec.pipeline;

import java.util.List;

/// A source, operators without a breaker between them, and the breaker that takes their output.
/// Belongs to one run of one query.
///
/// @param id the number in EXPLAIN, counted from 0 in the order pipelines may start
/// @param target what takes the output; several pipelines may share one
/// @param dependencies targets that must be finished before this pipeline starts
/// @param predecessors pipelines that must have ended before this one starts
/// @param streams streaming targets whose result the source reads while they are filled
/// @param isStreaming whether the source may be unbounded, so that processing time must be told
public record Pipeline(
        int id,
        PipelineSource source,
        List<Operator> operators,
        Target target,
        List<Target> dependencies,
        List<Pipeline> predecessors,
        List<Target> streams,
        boolean isStreaming,
        PipelineMetrics metrics) {

    /// A breaker's state and the name it goes by.
    public record Target(String name, Breaker.State state) {}

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "pipeline " + id;
    }
}
