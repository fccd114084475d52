package dev.sabot.sqltest;

import java.util.List;

/// How the engine is set before a file runs. Every file must pass under every configuration.
public enum RunConfiguration {
    /// As a user finds it, with two threads.
    EMBEDDED("SET threads = 2"),
    /// Everything that is rare at once: tiny batches, scalar kernels, plans that travel, many
    /// threads.
    STRESS(
            "SET threads = 7",
            "SET batch_rows = 3",
            "SET scalar_kernels = true",
            "SET plan_codec = true"),
    BATCH_1("SET batch_rows = 1"),
    BATCH_3("SET batch_rows = 3"),
    BATCH_1024("SET batch_rows = 1024"),
    THREADS_1("SET threads = 1"),
    THREADS_7("SET threads = 7"),
    SCALAR_KERNELS("SET scalar_kernels = true"),
    PLAN_CODEC("SET plan_codec = true"),
    /// Every planner phase that may be left out is.
    RULES_OFF("SET planner.disabled_rules = 'all'"),
    /// Through the driver's session on a server in the same process.
    JDBC_FLIGHT(Door.SERVER, "SET threads = 2");

    /// How the driver reaches the engine.
    enum Door {
        EMBEDDED,
        SERVER
    }

    private final Door door;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> statements;

    RunConfiguration(String... statements) {
        this(Door.EMBEDDED, statements);
    }

    RunConfiguration(Door door, String... statements) {
        this.door = door;
        this.statements = List.of(statements);
    }

    Door door() {
        return door;
    }

    /// Returns the statements that set the engine.
    public List<String> statements() {
        return statements;
    }
}
