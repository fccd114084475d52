package dev.sabot.exec.plan;

import java.util.List;

/// Says which task a row goes to.
public sealed interface Partitioning {
    /// Any task.
    record Arbitrary() implements Partitioning {
        public static final Arbitrary INSTANCE = new Arbitrary();
    }

    /// The only task.
    record Single() implements Partitioning {
        public static final Single INSTANCE = new Single();
    }

    /// Every task gets every row.
    record Broadcast() implements Partitioning {
        public static final Broadcast INSTANCE = new Broadcast();
    }

    /// The task that owns the hash of the key columns.
    record Hash(List<Integer> keys) implements Partitioning {}

    /// The task that owns the range of the sort keys.
    record Range(List<SortKey> keys) implements Partitioning {}
}
