package dev.sabot.exec.kernel;

/// Names the six comparisons of SQL.
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /// Returns the comparison that holds when the operands change places.
    public Comparison flip() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    /// Says whether the comparison holds for the sign of an ordering of its operands.
    public boolean holds(int ordering) {
        return switch (this) {
            case EQUAL -> ordering == 0;
            case NOT_EQUAL -> ordering != 0;
            case LESS -> ordering < 0;
            case LESS_OR_EQUAL -> ordering <= 0;
            case GREATER -> ordering > 0;
            case GREATER_OR_EQUAL -> ordering >= 0;
        };
    }

    /// Compares numbers in SQL's order: NaN equals itself and is greater than all others, zeros of
    /// either sign are equal.
    public static int order(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        if (left == right) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }
}
