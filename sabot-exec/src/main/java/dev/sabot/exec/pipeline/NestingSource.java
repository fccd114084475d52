package dev.sabot.exec.pipeline;

/// A source that runs pipelines of its own to make its rows.
public interface NestingSource extends PipelineSource {
    /// Called once, before the source is read: the run it belongs to.
    void attach(QueryRun run);
}
