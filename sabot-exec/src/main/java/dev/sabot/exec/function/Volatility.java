package dev.sabot.exec.function;

/// Says how long a function's result for the same arguments holds.
public enum Volatility {
    /// For ever: may be folded while planning.
    IMMUTABLE,
    /// For one statement (CURRENT_DATE).
    STABLE,
    /// Not even from row to row (RANDOM).
    VOLATILE
}
