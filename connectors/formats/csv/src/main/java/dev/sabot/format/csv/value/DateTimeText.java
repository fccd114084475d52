package dev.sabot.format.csv.value;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Reads dates and times in ISO form from characters: `2024-01-31`, `23:59[:59[.999999]]`, both
/// parted by a blank or `T`, instants followed by an offset.
///
/// **Range**: years -9999 to 99999; fractions past microseconds are cut off, those past the
/// precision of the type too.
public final class DateTimeText {
    static final long DAY_MICROS = 86_400_000_000L;
    private static final int MAX_YEAR = 99_999;
    private static final int MIN_YEAR = -9_999;

    private DateTimeText() {}

    /// Reads the characters of one value from left to right.
    private static final class Cursor {
        private final char[] chars;
        private final int to;
        private int at;
        private boolean isGood = true;

        Cursor(char[] chars, int from, int to) {
            this.chars = chars;
            this.at = from;
            this.to = to;
        }

        boolean isAtEnd() {
            return at >= to;
        }

        boolean skip(char c) {
            if (at < to && chars[at] == c) {
                at++;
                return true;
            }
            return false;
        }

        void expect(char c) {
            isGood &= skip(c);
        }

        int digits(int minCount, int maxCount) {
            int value = 0;
            int start = at;
            while (at < to && at - start < maxCount && chars[at] >= '0' && chars[at] <= '9') {
                value = value * 10 + (chars[at++] - '0');
            }
            isGood &= at - start >= minCount;
            return value;
        }

        long date() {
            boolean isNegative = skip('-');
            int year = digits(4, 5);
            expect('-');
            int month = digits(1, 2);
            expect('-');
            int day = digits(1, 2);
            year = isNegative ? -year : year;
            isGood &= year >= MIN_YEAR && year <= MAX_YEAR;
            isGood &= month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
            return isGood ? epochDay(year, month, day) : 0;
        }

        long time() {
            int hour = digits(1, 2);
            expect(':');
            int minute = digits(2, 2);
            int second = 0;
            long micros = 0;
            if (skip(':')) {
                second = digits(2, 2);
                if (skip('.')) {
                    micros = fraction();
                }
            }
            isGood &= hour <= 23 && minute <= 59 && second <= 59;
            return (hour * 3_600L + minute * 60L + second) * 1_000_000 + micros;
        }

        private long fraction() {
            int start = at;
            long value = digits(1, 6);
            for (int digit = at - start; digit < 6; digit++) {
                value *= 10;
            }
            while (at < to && chars[at] >= '0' && chars[at] <= '9') {
                at++;
            }
            return value;
        }

        void separator() {
            isGood &= skip('T') || skip(' ') || skip('t');
        }

        long offsetMicros() {
            if (skip('Z') || skip('z')) {
                return 0;
            }
            boolean isNegative = skip('-');
            if (!isNegative) {
                expect('+');
            }
            int hours = digits(2, 2);
            boolean hasColon = skip(':');
            int minutes = hasColon || !isAtEnd() ? digits(2, 2) : 0;
            isGood &= hours <= 18 && minutes <= 59;
            long micros = (hours * 3_600L + minutes * 60L) * 1_000_000;
            return isNegative ? -micros : micros;
        }
    }

    private static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Counts the days since 1970-01-01; years start in March, so that the leap day is their last.
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static boolean store(Cursor cursor, long value, long[] target, int at) {
        if (!cursor.isGood || !cursor.isAtEnd()) {
            return false;
        }
        target[at] = value;
        return true;
    }

    /// Reads a DATE as days since 1970-01-01.
    public static boolean parseDate(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        return store(cursor, cursor.date(), target, at);
    }

    /// Reads a TIME as microseconds since midnight.
    public static boolean parseTime(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        return store(cursor, cursor.time(), target, at);
    }

    /// Reads a TIMESTAMP as microseconds since 1970-01-01; a date alone is its midnight.
    public static boolean parseTimestamp(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        long micros = cursor.date() * DAY_MICROS;
        if (!cursor.isAtEnd()) {
            cursor.separator();
            micros += cursor.time();
        }
        return store(cursor, micros, target, at);
    }

    /// Reads an instant that names its offset, as microseconds since 1970-01-01 UTC.
    public static boolean parseInstant(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        long micros = cursor.date() * DAY_MICROS;
        cursor.separator();
        micros += cursor.time();
        cursor.skip(' ');
        return store(cursor, micros - cursor.offsetMicros(), target, at);
    }

    /// Returns a reader of instants; without an offset they are local times of a zone.
    static LongParser instants(ZoneId zone) {
        return (chars, from, to, target, at) -> {
            if (parseInstant(chars, from, to, target, at)) {
                return true;
            }
            if (!parseTimestamp(chars, from, to, target, at)) {
                return false;
            }
            target[at] = toInstant(target[at], zone);
            return true;
        };
    }

    static long toInstant(long localMicros, ZoneId zone) {
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(localMicros, 1_000_000L),
                        (int) Math.floorMod(localMicros, 1_000_000L) * 1_000,
                        ZoneOffset.UTC);
        return localMicros - local.atZone(zone).getOffset().getTotalSeconds() * 1_000_000L;
    }

    /// Returns a reader that cuts fractions of seconds off past a number of digits.
    static LongParser cut(LongParser parser, int precision) {
        if (precision >= 6) {
            return parser;
        }
        long unit = 1;
        for (int digit = precision; digit < 6; digit++) {
            unit *= 10;
        }
        long step = unit;
        return (chars, from, to, target, at) -> {
            if (!parser.parse(chars, from, to, target, at)) {
                return false;
            }
            target[at] -= Math.floorMod(target[at], step);
            return true;
        };
    }

    /// Reads years and months, `[-]1-02`, as months.
    static boolean parseMonths(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        boolean isNegative = cursor.skip('-');
        long months = 12L * cursor.digits(1, 8);
        cursor.expect('-');
        int rest = cursor.digits(1, 2);
        cursor.isGood &= rest <= 11;
        months += rest;
        return store(cursor, isNegative ? -months : months, target, at);
    }

    /// Reads days and a time, `[-]3 04:05:06.5`, as microseconds.
    static boolean parseDuration(char[] chars, int from, int to, long[] target, int at) {
        Cursor cursor = new Cursor(chars, from, to);
        boolean isNegative = cursor.skip('-');
        long micros = cursor.digits(1, 8) * DAY_MICROS;
        cursor.expect(' ');
        micros += cursor.time();
        return store(cursor, isNegative ? -micros : micros, target, at);
    }
}
