package dev.sabot.exec.plan;

import java.util.List;

/// Says which weights may appear in a node's output.
public sealed interface ChangeMode {
    /// Only +1, and no weight column.
    record Append() implements ChangeMode {
        public static final Append INSTANCE = new Append();
    }

    /// Any weight; a row is identified by all its columns.
    record Weights() implements ChangeMode {
        public static final Weights INSTANCE = new Weights();
    }

    /// The last row per key counts.
    record Upsert(List<Integer> keys) implements ChangeMode {}
}
