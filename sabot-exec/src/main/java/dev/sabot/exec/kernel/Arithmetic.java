package dev.sabot.exec.kernel;

/// Names the arithmetic that kernels compute densely.
public enum Arithmetic {
    ADD,
    SUBTRACT,
    MULTIPLY,
    /// Approximate numbers only.
    DIVIDE
}
