package dev.sabot.bench.rows;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;

/// Says whether two values of two engines are the same answer.
///
/// Exact types agree exactly: decimals whatever their scale, integers whatever their width, dates,
/// texts. Where at least one side is a DOUBLE the difference may be 1e-9 of it, because sums are
/// taken in another order, and against a DECIMAL also half a unit of its last digit, because that
/// side was rounded to its scale.
///
/// **Nulls**: NULL equals NULL only. NaN equals NaN, an infinity the same infinity.
final class ValueComparison {
    private static final BigDecimal RELATIVE = new BigDecimal("1e-9");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private ValueComparison() {}

    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        Object one = normalize(left);
        Object other = normalize(right);
        if (one instanceof Double number) {
            return sameDouble(number, other);
        }
        if (other instanceof Double number) {
            return sameDouble(number, one);
        }
        if (isExact(one) && isExact(other)) {
            return decimal(one).compareTo(decimal(other)) == 0;
        }
        return one.equals(other);
    }

    private static boolean sameDouble(double number, Object other) {
        return switch (other) {
            case Double second -> sameDoubles(number, second);
            case BigDecimal exact -> near(number, exact, exact.ulp().multiply(HALF));
            case BigInteger exact -> near(number, new BigDecimal(exact), BigDecimal.ZERO);
            default -> false;
        };
    }

    private static boolean sameDoubles(double first, double second) {
        if (Double.isFinite(first) && Double.isFinite(second)) {
            return near(first, new BigDecimal(second), BigDecimal.ZERO);
        }
        return Double.compare(first, second) == 0;
    }

    private static boolean near(double number, BigDecimal exact, BigDecimal rounding) {
        if (!Double.isFinite(number)) {
            return false;
        }
        BigDecimal value = new BigDecimal(number);
        BigDecimal allowed = value.abs().multiply(RELATIVE).add(rounding);
        return value.subtract(exact).abs().compareTo(allowed) <= 0;
    }

    private static boolean isExact(Object value) {
        return value instanceof BigInteger || value instanceof BigDecimal;
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof BigInteger integer ? new BigDecimal(integer) : (BigDecimal) value;
    }

    /// Brings what drivers return for one SQL type to one Java type.
    private static Object normalize(Object value) {
        return switch (value) {
            case Byte number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            case Float number -> (double) number;
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            case Date date -> date.toLocalDate();
            case Time time -> time.toLocalTime();
            default -> value;
        };
    }
}
