package dev.sabot.exec.function;

/// Says what a function does with null arguments.
public enum NullRule {
    /// Any null argument makes the result null; other results may be null too.
    PROPAGATE,
    /// The kernel sees nulls and decides.
    CUSTOM
}
