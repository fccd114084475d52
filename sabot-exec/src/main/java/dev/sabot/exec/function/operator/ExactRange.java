package dev.sabot.exec.function.operator;

import dev.sabot.exec.kernel.Comparison;

import java.math.BigInteger;

/// The unscaled values of a column that satisfy a comparison with a constant of another scale:
/// those in `low..high` when `isInside`, else all others. Empty when `low > high`.
record ExactRange(BigInteger low, BigInteger high, boolean isInside) {
    private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
    private static final BigInteger GREATEST = LEAST.not();
    private static final ExactRange NONE = new ExactRange(BigInteger.ONE, BigInteger.ZERO, true);
    private static final ExactRange ALL = new ExactRange(LEAST, GREATEST, true);

    /// Returns the range of `column comparison constant`.
    static ExactRange of(
            Comparison comparison, BigInteger constant, int constantScale, int columnScale) {
        BigInteger floor;
        boolean isExact = true;
        if (constantScale <= columnScale) {
            floor = constant.multiply(BigInteger.TEN.pow(columnScale - constantScale));
        } else {
            BigInteger divisor = BigInteger.TEN.pow(constantScale - columnScale);
            BigInteger[] parts = constant.divideAndRemainder(divisor);
            isExact = parts[1].signum() == 0;
            floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        }
        BigInteger above = floor.add(BigInteger.ONE);
        BigInteger below = isExact ? floor.subtract(BigInteger.ONE) : floor;
        return switch (comparison) {
            case EQUAL -> isExact ? within(floor, floor, true) : NONE;
            case NOT_EQUAL -> isExact ? within(floor, floor, false) : ALL;
            case LESS -> within(LEAST, below, true);
            case LESS_OR_EQUAL -> within(LEAST, floor, true);
            case GREATER -> within(above, GREATEST, true);
            case GREATER_OR_EQUAL -> within(isExact ? floor : above, GREATEST, true);
        };
    }

    private static ExactRange within(BigInteger low, BigInteger high, boolean isInside) {
        return new ExactRange(low.max(LEAST), high.min(GREATEST), isInside).normalize();
    }

    private ExactRange normalize() {
        if (low.compareTo(high) <= 0) {
            return this;
        }
        return isInside ? NONE : ALL;
    }

    /// Narrows to what a column of a number of value bits can hold.
    ExactRange clamp(int bits) {
        BigInteger least = BigInteger.ONE.shiftLeft(bits - 1).negate();
        ExactRange narrow = new ExactRange(low.max(least), high.min(least.not()), isInside);
        return isInside || !narrow.isEmpty()
                ? narrow.normalize()
                : new ExactRange(least, least.not(), true);
    }

    boolean isEmpty() {
        return low.compareTo(high) > 0;
    }
}
