package dev.sabot.exec.pipeline;

import dev.sabot.batch.StreamElement;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Feeds a pipeline. Shared by the tasks of one query; hands out work so that each row is read
/// once.
public interface PipelineSource extends AutoCloseable {
    /// Returns how many tasks can usefully read at once, at least 1. An ordered source says 1.
    int maxTasks();

    /// Opens the reader of one task.
    Reader openReader(TaskContext context);

    /// Returns the source's name for EXPLAIN and metrics.
    String name();

    @Override
    void close();

    /// Reads for one task.
    ///
    /// **Threads**: one at a time.
    interface Reader extends AutoCloseable {
        /// Returns the next element, whose batch the caller owns, or null when nothing is at hand.
        /// Never EndOfStream: see [#isFinished()].
        @Nullable StreamElement next();

        /// Says whether nothing more will come for this task.
        boolean isFinished();

        /// Completes when [#next()] may have something again.
        default CompletableFuture<@Nullable Void> whenReady() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        void close();
    }
}
