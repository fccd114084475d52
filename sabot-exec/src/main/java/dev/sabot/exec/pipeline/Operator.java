package dev.sabot.exec.pipeline;

import dev.sabot.batch.StreamElement;

/// Turns elements into elements without ending a pipeline. Immutable and shared: all mutation lives
/// in the [State] of each task.
public interface Operator {
    /// Opens the state of one task.
    State open(TaskContext context);

    /// Returns the operator's name for EXPLAIN and metrics.
    String name();

    /// Says whether no task of the query needs to give this operator anything more: tasks that wait
    /// for input above it then end.
    default boolean isExhausted() {
        return false;
    }

    /// The mutable part of an operator, for one task.
    ///
    /// **Threads**: one at a time.
    interface State extends AutoCloseable {
        /// Takes one element, owning its batch, and emits at most one element. Called only when the
        /// last answer was NEED_INPUT. Control elements are passed on by operators they do not
        /// concern, after all output of the data before them. EndOfStream is given once, last; the
        /// operator emits what it still holds (answering HAS_OUTPUT while there is more), and the
        /// driver ends the stream downstream: operators never emit EndOfStream themselves.
        Progress process(StreamElement element, Output output);

        /// Emits the next element of what the last one caused. Called only after HAS_OUTPUT.
        Progress resume(Output output);

        @Override
        void close();
    }

    /// Takes what an operator emits.
    interface Output {
        /// Hands an element on; at most once per call of process or resume.
        void emit(StreamElement element);
    }
}
