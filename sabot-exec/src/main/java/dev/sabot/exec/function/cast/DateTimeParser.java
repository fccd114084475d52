package dev.sabot.exec.function.cast;

import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;

/// Reads dates, times and timestamps: `2024-01-31`, `12:00`, `12:00:00.5`, `2024-01-31T12:00:00`,
/// the last two with `Z`, `+05:30` or a zone's name after them; blanks around are ignored and
/// digits past microseconds cut.
///
/// **Threads**: one.
final class DateTimeParser {
    private static final int MAX_YEAR_DIGITS = 6;

    private int at;
    private int end;
    private long day;
    private long timeMicros;
    private boolean hasTime;
    private boolean hasZone;
    private int offsetSeconds;
    private @Nullable ZoneId zone;

    /// Returns the days since 1970.
    long day() {
        return day;
    }

    /// Returns the microseconds since midnight; 0 when only a date was read.
    long timeMicros() {
        return timeMicros;
    }

    /// Says whether an offset or a zone was read.
    boolean hasZone() {
        return hasZone;
    }

    /// Returns the microseconds since 1970, local to whatever zone.
    ///
    /// **Errors**: ArithmeticException outside the range.
    long localMicros() {
        return Math.addExact(Math.multiplyExact(day, Calendar.MICROS_PER_DAY), timeMicros);
    }

    /// Returns the instant by the offset or zone read, else by the session's zone.
    ///
    /// **Errors**: ArithmeticException outside the range.
    long instantMicros(ZoneOffsets session) {
        if (zone != null) {
            return new ZoneOffsets(zone).toInstant(localMicros());
        }
        return hasZone
                ? Math.subtractExact(localMicros(), offsetSeconds * Calendar.MICROS_PER_SECOND)
                : session.toInstant(localMicros());
    }

    private void start(Text text) {
        at = 0;
        end = text.length();
        while (at < end && NumberParser.isBlank(text.byteAt(at))) {
            at++;
        }
        while (end > at && NumberParser.isBlank(text.byteAt(end - 1))) {
            end--;
        }
        day = 0;
        timeMicros = 0;
        hasTime = false;
        hasZone = false;
        offsetSeconds = 0;
        zone = null;
    }

    /// Reads a date with an optional time and zone; false when the text is none.
    boolean parseTimestamp(Text text) {
        start(text);
        if (!readDate(text)) {
            return false;
        }
        if (at == end) {
            return true;
        }
        byte separator = text.byteAt(at);
        if (separator != ' ' && separator != 'T' && separator != 't') {
            return false;
        }
        at++;
        hasTime = true;
        return readTime(text) && readZone(text);
    }

    /// Reads a time of day, the one of a timestamp too.
    boolean parseTime(Text text) {
        start(text);
        if (readTime(text)) {
            return at == end;
        }
        return parseTimestamp(text) && hasTime;
    }

    /// Reads digits; -1 when there are fewer or more than allowed.
    private int readNumber(Text text, int minimum, int maximum) {
        int from = at;
        int value = 0;
        while (at < end && at - from < maximum && isDigit(text.byteAt(at))) {
            value = value * 10 + text.byteAt(at++) - '0';
        }
        boolean isTooLong = at < end && isDigit(text.byteAt(at));
        return at - from < minimum || isTooLong ? -1 : value;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private boolean skip(Text text, char wanted) {
        if (at < end && text.byteAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean readDate(Text text) {
        boolean isNegative = skip(text, '-');
        int year = readNumber(text, 1, MAX_YEAR_DIGITS);
        if (year < 0 || !skip(text, '-')) {
            return false;
        }
        int month = readNumber(text, 1, 2);
        if (month < 1 || month > 12 || !skip(text, '-')) {
            return false;
        }
        int dayOfMonth = readNumber(text, 1, 2);
        int fullYear = isNegative ? -year : year;
        if (dayOfMonth < 1 || dayOfMonth > Calendar.daysInMonth(fullYear, month)) {
            return false;
        }
        day = Calendar.day(fullYear, month, dayOfMonth);
        return true;
    }

    private boolean readTime(Text text) {
        int hour = readNumber(text, 1, 2);
        if (hour < 0 || hour > 23 || !skip(text, ':')) {
            return false;
        }
        int minute = readNumber(text, 2, 2);
        if (minute < 0 || minute > 59) {
            return false;
        }
        int second = 0;
        long fraction = 0;
        if (skip(text, ':')) {
            second = readNumber(text, 2, 2);
            if (second < 0 || second > 59) {
                return false;
            }
            if (skip(text, '.')) {
                long unit = Calendar.MICROS_PER_SECOND;
                int from = at;
                for (; at < end && isDigit(text.byteAt(at)); at++) {
                    unit /= 10;
                    fraction += unit * (text.byteAt(at) - '0');
                }
                if (at == from) {
                    return false;
                }
            }
        }
        timeMicros =
                hour * Calendar.MICROS_PER_HOUR
                        + minute * Calendar.MICROS_PER_MINUTE
                        + second * Calendar.MICROS_PER_SECOND
                        + fraction;
        return true;
    }

    private boolean readZone(Text text) {
        boolean hasBlank = skip(text, ' ');
        if (at == end) {
            return !hasBlank;
        }
        hasZone = true;
        byte first = text.byteAt(at);
        if ((first == 'Z' || first == 'z') && at + 1 == end) {
            at++;
            return true;
        }
        if (first == '+' || first == '-') {
            at++;
            return readOffset(text, first == '-');
        }
        Text name = new Text();
        name.set(text.address() + at, end - at);
        try {
            zone = ZoneId.of(name.toString());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean readOffset(Text text, boolean isNegative) {
        int hours;
        int minutes = 0;
        int seconds = 0;
        int from = at;
        int digits = readNumber(text, 1, 4);
        if (digits < 0) {
            return false;
        }
        if (at - from > 2) {
            hours = digits / 100;
            minutes = digits % 100;
        } else {
            hours = digits;
            if (skip(text, ':')) {
                minutes = readNumber(text, 2, 2);
                seconds = skip(text, ':') ? readNumber(text, 2, 2) : 0;
            }
        }
        if (hours > 18 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || at != end) {
            return false;
        }
        int magnitude = hours * 3600 + minutes * 60 + seconds;
        offsetSeconds = isNegative ? -magnitude : magnitude;
        return true;
    }
}
