package dev.sabot.exec.pipeline;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Says what the driver does next with an operator, source or sink.
public sealed interface Progress {
    NeedInput NEED_INPUT = new NeedInput();
    HasOutput HAS_OUTPUT = new HasOutput();
    Finished FINISHED = new Finished();

    /// Give the next element.
    record NeedInput() implements Progress {}

    /// Ask again: there is more output from the last element.
    record HasOutput() implements Progress {}

    /// No further element changes the output: the input may be dropped (a LIMIT reached).
    record Finished() implements Progress {}

    /// Come back when the future completes; nobody waits inside an operator.
    record Blocked(CompletableFuture<@Nullable Void> until) implements Progress {}
}
