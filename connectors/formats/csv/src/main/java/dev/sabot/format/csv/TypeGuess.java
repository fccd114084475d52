package dev.sabot.format.csv;

import dev.sabot.format.csv.ReadOptions.Values;
import dev.sabot.format.csv.value.DateTimeText;
import dev.sabot.format.csv.value.NumberText;
import dev.sabot.type.DataType;

import java.util.Locale;

/// Narrows down the types that all values of a column have.
///
/// Integers past BIGINT are DECIMAL(38, 0), since DOUBLE would lose digits; a column of nulls alone
/// is VARCHAR.
final class TypeGuess {
    private static final int BOOLEAN = 1;
    private static final int BIGINT = 2;
    private static final int LONG_INTEGER = 4;
    private static final int DOUBLE = 8;
    private static final int DATE = 16;
    private static final int TIMESTAMP = 32;
    private static final int INSTANT = 64;
    private static final int TIME = 128;
    private static final int NUMBERS = BIGINT | LONG_INTEGER | DOUBLE;
    private static final int ALL = 255;

    private final long[] longs = new long[1];
    private final double[] doubles = new double[1];
    private int possible = ALL;
    private boolean hasValues;

    /// Takes a value that is not null into account.
    void add(char[] chars, int from, int to, Values values) {
        hasValues = true;
        if (possible == 0) {
            return;
        }
        int first = NumberText.skipBlanks(chars, from, to);
        int end = NumberText.skipBlanksBack(chars, first, to);
        if (first == end) {
            possible = 0;
            return;
        }
        int fitting = 0;
        if ((possible & NUMBERS) != 0) {
            fitting |= numbers(chars, first, end, values);
        }
        if ((possible & BOOLEAN) != 0 && isBoolean(chars, first, end)) {
            fitting |= BOOLEAN;
        }
        possible &= fitting | dateTimes(chars, first, end, values);
    }

    private int numbers(char[] chars, int from, int to, Values values) {
        int fitting = 0;
        int sign = chars[from] == '-' || chars[from] == '+' ? 1 : 0;
        if (to - from > sign + 1 && chars[from + sign] == '0' && isDigit(chars[from + sign + 1])) {
            // codes such as 007, which would lose their zeros
            return 0;
        }
        if (NumberText.isInteger(chars, from, to)) {
            fitting = to - from <= DataType.MAX_DECIMAL_PRECISION ? LONG_INTEGER : 0;
            if (NumberText.parseLong(chars, from, to, longs, 0)) {
                fitting |= BIGINT;
            }
        }
        char separator = values.decimalSeparator();
        return NumberText.parseDouble(chars, from, to, separator, doubles, 0)
                ? fitting | DOUBLE
                : fitting;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBoolean(char[] chars, int from, int to) {
        int length = to - from;
        if (length != 1 && length != 4 && length != 5) {
            return false;
        }
        return switch (new String(chars, from, length).toLowerCase(Locale.ROOT)) {
            case "true", "false", "t", "f" -> true;
            default -> false;
        };
    }

    private int dateTimes(char[] chars, int from, int to, Values values) {
        int fitting = 0;
        if ((possible & DATE) != 0
                && (values.datePattern() == null
                        ? DateTimeText.parseDate(chars, from, to, longs, 0)
                        : values.datePattern().parseDate(chars, from, to, longs, 0))) {
            fitting |= DATE;
        }
        if ((possible & TIMESTAMP) != 0
                && (values.timestampPattern() == null
                        ? DateTimeText.parseTimestamp(chars, from, to, longs, 0)
                        : values.timestampPattern().parseTimestamp(chars, from, to, longs, 0))) {
            fitting |= TIMESTAMP;
        }
        if ((possible & INSTANT) != 0
                && values.timestampPattern() == null
                && DateTimeText.parseInstant(chars, from, to, longs, 0)) {
            fitting |= INSTANT;
        }
        if ((possible & TIME) != 0 && DateTimeText.parseTime(chars, from, to, longs, 0)) {
            fitting |= TIME;
        }
        return fitting;
    }

    /// Takes all values of another guess into account.
    void add(TypeGuess other) {
        possible &= other.possible;
        hasValues |= other.hasValues;
    }

    boolean hasValues() {
        return hasValues;
    }

    /// Says whether the values have the type that another guess comes to.
    boolean fits(TypeGuess other) {
        return (possible & other.chosen()) != 0;
    }

    /// Says whether the values have a type other than VARCHAR.
    boolean isTyped() {
        return hasValues && possible != 0;
    }

    private int chosen() {
        // a pattern may be of digits alone, so dates come first
        if ((possible & (DATE | TIMESTAMP)) != 0) {
            return (possible & DATE) != 0 ? DATE : TIMESTAMP;
        }
        return Integer.lowestOneBit(possible);
    }

    DataType type() {
        if (!isTyped()) {
            return DataType.VARCHAR;
        }
        return switch (chosen()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case BIGINT -> DataType.BIGINT;
            case LONG_INTEGER -> DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0);
            case DOUBLE -> DataType.DOUBLE;
            case DATE -> DataType.DATE;
            case TIMESTAMP -> DataType.TIMESTAMP;
            case INSTANT -> DataType.TIMESTAMP_TZ;
            case TIME -> DataType.TIME;
            default -> throw new IllegalStateException("no single type: " + possible);
        };
    }
}
