package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;

/// Says which neighbour a number is rounded to.
enum Rounding {
    DOWN,
    UP,
    /// The nearest; halves go away from zero.
    NEAREST,
    TOWARDS_ZERO;

    private static final int MAX_LONG_DIGITS = 18;
    private static final int MAX_DIGITS = 38;

    /// Rounds to a whole number.
    double round(double value) {
        return switch (this) {
            case DOWN -> Math.floor(value);
            case UP -> Math.ceil(value);
            case TOWARDS_ZERO -> truncate(value);
            case NEAREST -> {
                double whole = truncate(value);
                yield Math.abs(value - whole) >= 0.5 ? whole + Math.copySign(1, value) : whole;
            }
        };
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /// Rounds to some decimal digits, before the point for a negative number.
    double round(double value, long digits) {
        double factor = Math.pow(10, Math.min(Math.abs((double) digits), 400));
        if (digits < 0) {
            return Double.isInfinite(factor) ? 0 * value : round(value / factor) * factor;
        }
        double scaled = value * factor;
        // Past 2^53 a double has no more digits to lose.
        boolean isExact = Double.isInfinite(scaled) || Math.abs(scaled) >= 0x1p53;
        return isExact || Double.isNaN(scaled) ? value : round(scaled) / factor;
    }

    /// Rounds to some digits before the point.
    ///
    /// **Errors**: OVERFLOW past 64 bits.
    long round(long value, long digits) {
        if (digits >= 0 || value == 0) {
            return value;
        }
        if (digits < -MAX_LONG_DIGITS) {
            return switch (this) {
                case TOWARDS_ZERO -> 0;
                case DOWN, UP, NEAREST -> roundPastLong(value, digits);
            };
        }
        long unit = Int128.tenLow((int) -digits);
        long rest = value % unit;
        long whole = value - rest;
        boolean isAway =
                switch (this) {
                    case DOWN -> rest < 0;
                    case UP -> rest > 0;
                    case TOWARDS_ZERO -> false;
                    case NEAREST -> Math.abs(rest) >= unit - Math.abs(rest);
                };
        if (!isAway) {
            return whole;
        }
        try {
            return Math.addExact(whole, value < 0 ? -unit : unit);
        } catch (ArithmeticException e) {
            throw ArgumentErrors.overflow(value + " rounded to 1e" + -digits, DataType.BIGINT);
        }
    }

    private static long roundPastLong(long value, long digits) {
        // 5e18 and more round to 1e19, which is past BIGINT.
        boolean isNearUnit =
                digits == -MAX_LONG_DIGITS - 1
                        && Math.abs(value / 2) >= 25L * 100_000_000_000_000_000L;
        if (isNearUnit) {
            throw ArgumentErrors.overflow(value + " rounded to 1e" + -digits, DataType.BIGINT);
        }
        return 0;
    }

    /// Drops the last digits of an unscaled decimal.
    void drop(Int128 value, int digits) {
        if (digits == 0) {
            return;
        }
        long high = value.high();
        long low = value.low();
        if (this == NEAREST) {
            value.scaleDown(digits);
            return;
        }
        int dropped = Math.min(digits, MAX_DIGITS);
        value.divideTruncating(Int128.tenHigh(dropped), Int128.tenLow(dropped));
        boolean isAway =
                switch (this) {
                    case DOWN -> high < 0;
                    case UP -> high >= 0;
                    case NEAREST, TOWARDS_ZERO -> false;
                };
        if (isAway) {
            Int128 back = new Int128();
            back.set(value.high(), value.low());
            back.scaleUp(dropped);
            if (back.high() != high || back.low() != low) {
                value.add(high >> 63, high < 0 ? -1 : 1);
            }
        }
    }

    /// Sets an unscaled decimal of a scale, rounded to some digits, as a result of the same scale.
    void round(Int128 value, int scale, long digits, DataType type, RowResult result) {
        if (digits < scale) {
            long dropped = Math.min(scale - Math.max(digits, -1000), MAX_DIGITS + 1L);
            drop(value, (int) dropped);
            boolean fits = value.isZero() || value.scaleUp((int) dropped);
            if (!fits || !value.fitsPrecision(type.precision())) {
                throw ArgumentErrors.overflow("a rounded number", type);
            }
        }
        result.setDecimal(value.high(), value.low());
    }
}
