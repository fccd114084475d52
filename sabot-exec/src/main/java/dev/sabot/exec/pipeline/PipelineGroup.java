package dev.sabot.exec.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Pipelines that start together, because some read what others fill at the same time. A pipeline
/// without streaming neighbours is a group of its own.
///
/// @param pipelines in the order given
/// @param dependencies targets that must be finished and pipelines that must have ended before
record PipelineGroup(List<Pipeline> pipelines, Set<Object> dependencies) {
    /// Divides the pipelines of a query.
    static List<PipelineGroup> of(List<Pipeline> pipelines) {
        List<List<Pipeline>> parts = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            List<Pipeline> joined = new ArrayList<>();
            List<List<Pipeline>> others = new ArrayList<>();
            for (List<Pipeline> part : parts) {
                if (part.stream().anyMatch(member -> areLinked(member, pipeline))) {
                    joined.addAll(part);
                } else {
                    others.add(part);
                }
            }
            joined.add(pipeline);
            others.add(joined);
            parts = others;
        }
        return parts.stream().map(PipelineGroup::group).toList();
    }

    private static PipelineGroup group(Iterable<Pipeline> members) {
        List<Pipeline> pipelines = new ArrayList<>();
        Set<Object> dependencies = new HashSet<>();
        for (Pipeline pipeline : members) {
            pipelines.add(pipeline);
            dependencies.addAll(pipeline.dependencies());
            dependencies.addAll(pipeline.predecessors());
        }
        return new PipelineGroup(List.copyOf(pipelines), dependencies);
    }

    private static boolean areLinked(Pipeline first, Pipeline second) {
        return first.streams().contains(second.target())
                || second.streams().contains(first.target())
                || first.streams().stream().anyMatch(second.streams()::contains)
                || (first.target() == second.target() && first.target().state().isStreaming());
    }

    /// Says whether there is one pipeline only, whose tasks need not wait for each other.
    boolean isAlone() {
        return pipelines.size() == 1;
    }
}
