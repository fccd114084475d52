package dev.sabot.format.csv.value;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Reads numbers from characters. A number is digits with an optional sign, point and exponent;
/// nothing else that Java's own parsers take.
public final class NumberText {
    private static final int MAX_EXPONENT = 100_000;
    private static final int MAX_DECIMAL_CHARS = 1_000;
    private static final long MAX_EXACT_DOUBLE = 1L << 53;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private NumberText() {}

    /// Returns the place of the first character that is no blank.
    public static int skipBlanks(char[] chars, int from, int to) {
        int at = from;
        while (at < to && chars[at] == ' ') {
            at++;
        }
        return at;
    }

    /// Returns the place behind the last character that is no blank.
    public static int skipBlanksBack(char[] chars, int from, int to) {
        int at = to;
        while (at > from && chars[at - 1] == ' ') {
            at--;
        }
        return at;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    /// Returns a reader of integers of a range.
    static LongParser integers(long min, long max) {
        return (chars, from, to, target, at) ->
                parseLong(chars, from, to, target, at) && target[at] >= min && target[at] <= max;
    }

    /// Reads a BIGINT.
    public static boolean parseLong(char[] chars, int from, int to, long[] target, int at) {
        int index = from;
        boolean isNegative = index < to && chars[index] == '-';
        if (index < to && isSign(chars[index])) {
            index++;
        }
        if (index == to) {
            return false;
        }
        // negative numbers reach one further
        long value = 0;
        for (; index < to; index++) {
            int digit = chars[index] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            if (value < Long.MIN_VALUE / 10
                    || value == Long.MIN_VALUE / 10 && digit > -(Long.MIN_VALUE % 10)) {
                return false;
            }
            value = value * 10 - digit;
        }
        if (!isNegative && value == Long.MIN_VALUE) {
            return false;
        }
        target[at] = isNegative ? value : -value;
        return true;
    }

    /// Says whether a text is an integer of any size.
    public static boolean isInteger(char[] chars, int from, int to) {
        int index = from < to && isSign(chars[from]) ? from + 1 : from;
        for (int place = index; place < to; place++) {
            if (chars[place] < '0' || chars[place] > '9') {
                return false;
            }
        }
        return index < to;
    }

    /// Reads a DOUBLE, the nearest to the text.
    public static boolean parseDouble(
            char[] chars, int from, int to, char separator, double[] target, int at) {
        Scan scan = new Scan();
        if (!scan.read(chars, from, to, separator)) {
            Double special = special(chars, from, to);
            if (special != null) {
                target[at] = special;
            }
            return special != null;
        }
        // both operands are exact, so the one rounding of the operation gives the nearest value
        if (!scan.isLong && scan.digits <= MAX_EXACT_DOUBLE && Math.abs(scan.exponent) <= 22) {
            double value = scan.digits;
            double power = POWERS_OF_TEN[(int) Math.abs(scan.exponent)];
            value = scan.exponent < 0 ? value / power : value * power;
            target[at] = scan.isNegative ? -value : value;
            return true;
        }
        target[at] = Double.parseDouble(plain(chars, from, to, separator));
        return !Double.isInfinite(target[at]);
    }

    /// Reads a REAL, the nearest to the text.
    static boolean parseFloat(
            char[] chars, int from, int to, char separator, double[] target, int at) {
        if (!new Scan().read(chars, from, to, separator)) {
            return parseDouble(chars, from, to, separator, target, at);
        }
        target[at] = Float.parseFloat(plain(chars, from, to, separator));
        return !Double.isInfinite(target[at]);
    }

    private static String plain(char[] chars, int from, int to, char separator) {
        String text = new String(chars, from, to - from);
        return separator == '.' ? text : text.replace(separator, '.');
    }

    private static @Nullable Double special(char[] chars, int from, int to) {
        int length = to - from;
        if (length < 3 || length > 9) {
            return null;
        }
        return switch (new String(chars, from, length).toLowerCase(java.util.Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /// Returns a reader of decimals of at most 18 digits, which are stored unscaled.
    static LongParser shortDecimals(DataType type, char separator) {
        long limit = BigInteger.TEN.pow(type.precision()).longValueExact();
        return (chars, from, to, target, at) -> {
            Scan scan = new Scan();
            if (!scan.read(chars, from, to, separator)) {
                return false;
            }
            long shift = scan.exponent + type.scale();
            if (scan.isLong || shift < 0 || shift > 18) {
                BigInteger unscaled = parseDecimal(chars, from, to, separator, type);
                target[at] = unscaled == null ? 0 : unscaled.longValue();
                return unscaled != null;
            }
            long power = (long) POWERS_OF_TEN[(int) shift];
            long value = scan.digits * power;
            if (Math.multiplyHigh(scan.digits, power) != 0 || value < 0 || value >= limit) {
                return false;
            }
            target[at] = scan.isNegative ? -value : value;
            return true;
        };
    }

    /// Reads a DECIMAL and returns it unscaled, or null when it has too many digits before its
    /// point. Digits past the scale are rounded, half up, as CAST does.
    static @Nullable BigInteger parseDecimal(
            char[] chars, int from, int to, char separator, DataType type) {
        Scan scan = new Scan();
        // longer ones cost time out of proportion
        if (to - from > MAX_DECIMAL_CHARS
                || !scan.read(chars, from, to, separator)
                || Math.abs(scan.exponent) > MAX_EXPONENT) {
            return null;
        }
        BigDecimal exact = new BigDecimal(plain(chars, from, to, separator));
        int wholeDigits = exact.signum() == 0 ? 0 : exact.precision() - exact.scale();
        if (wholeDigits > type.precision()) {
            return null;
        }
        if (wholeDigits < -type.scale()) {
            return BigInteger.ZERO;
        }
        BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        return value.precision() > type.precision() && value.signum() != 0
                ? null
                : value.unscaledValue();
    }

    /// The parts of a number: `digits * 10^exponent`.
    private static final class Scan {
        private boolean isNegative;
        private long digits;
        private long exponent;

        /// Whether there are more digits than `digits` holds.
        private boolean isLong;

        boolean read(char[] chars, int from, int to, char separator) {
            int index = from;
            isNegative = index < to && chars[index] == '-';
            if (index < to && isSign(chars[index])) {
                index++;
            }
            int numDigits = 0;
            boolean hasPoint = false;
            for (; index < to; index++) {
                char c = chars[index];
                if (c >= '0' && c <= '9') {
                    numDigits++;
                    exponent -= hasPoint ? 1 : 0;
                    isLong |= digits >= 100_000_000_000_000_000L;
                    digits = isLong ? digits : digits * 10 + (c - '0');
                } else if (c == separator && !hasPoint) {
                    hasPoint = true;
                } else {
                    break;
                }
            }
            return numDigits > 0 && (index == to || readExponent(chars, index, to));
        }

        private boolean readExponent(char[] chars, int from, int to) {
            if (chars[from] != 'e' && chars[from] != 'E') {
                return false;
            }
            int index = from + 1;
            boolean isMinus = index < to && chars[index] == '-';
            if (index < to && isSign(chars[index])) {
                index++;
            }
            if (index == to) {
                return false;
            }
            long value = 0;
            for (; index < to; index++) {
                int digit = chars[index] - '0';
                if (digit < 0 || digit > 9) {
                    return false;
                }
                value = Math.min(10L * MAX_EXPONENT, value * 10 + digit);
            }
            exponent += isMinus ? -value : value;
            return true;
        }
    }
}
