package dev.sabot.exec.pipeline;

import dev.sabot.batch.StreamElement;

import java.util.List;

/// Ends a pipeline by taking all its elements; what it makes of them is the source of later
/// pipelines or the table a probe reads. Immutable; mutation lives in [State] and [Local].
public interface Breaker {
    /// Returns the breaker's name for EXPLAIN and metrics.
    String name();

    /// Opens the state all tasks of one query share.
    State open(QueryContext context);

    /// The state all tasks share.
    interface State extends AutoCloseable {
        /// Opens the state of one task.
        Local openLocal(TaskContext context);

        /// Called once, after every local state was combined: returns the work left to do before
        /// dependents may run, as parts that may run in parallel; empty when there is none.
        List<Runnable> finish();

        /// Says whether what this makes is read while it is still being filled. Then the pipelines
        /// that fill it and those that read it run at the same time, and all their tasks are opened
        /// before one of them runs: so every task has a say in the merged watermark.
        default boolean isStreaming() {
            return false;
        }

        @Override
        void close();
    }

    /// A shared state whose content is the source of a later pipeline.
    interface ResultState extends State {
        /// Returns the source; called before the state is finished, read only after unless the
        /// state is streaming. Called once, except for aggregations, whose sources each give all
        /// rows.
        PipelineSource result();
    }

    /// The state of one task.
    ///
    /// **Threads**: one at a time.
    interface Local extends AutoCloseable {
        /// Takes one element, owning its batch. Never emits. NEED_INPUT, FINISHED (no more input is
        /// needed from any task) or BLOCKED; after BLOCKED the same element is not given again.
        Progress sink(StreamElement element);

        /// Returns the processing time in microseconds at which this sink wants a Tick even when
        /// nothing comes; MAX_VALUE for never. Asked when the task is about to wait.
        default long wakeAtMicros() {
            return Long.MAX_VALUE;
        }

        /// Flushes this task's share into the shared state; called once, after its last element.
        void combine();

        @Override
        void close();
    }
}
