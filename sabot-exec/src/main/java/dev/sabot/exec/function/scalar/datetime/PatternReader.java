package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_MINUTE;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.exec.kernel.Calendar;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// Reads times written after a pattern. What the pattern lacks is that of 1900-01-01 00:00:00, as
/// in DuckDB.
///
/// **Threads**: one.
final class PatternReader {
    private static final int DEFAULT_YEAR = 1900;

    private String text = "";
    private int at;
    private long year;
    private int month;
    private int day;
    private int dayOfYear;
    private long isoYear;
    private int isoWeek;
    private int isoWeekday;
    private int hour;
    private int halfDay;
    private boolean isHalfDay;
    private int minute;
    private int second;
    private long fraction;
    private long wholeDay;
    private boolean hasWholeDay;
    private long epochMicros;
    private boolean hasEpoch;
    private boolean hasOffset;
    private int offsetSeconds;
    private String zoneName = "";

    /// Reads a text; false when it does not follow the pattern or names no time.
    boolean read(List<PatternPart> parts, String input) {
        reset(input);
        for (int index = 0; index < parts.size(); index++) {
            boolean isBeforeNumber =
                    index + 1 < parts.size() && parts.get(index + 1).field().isNumber();
            if (!read(parts.get(index), isBeforeNumber)) {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at == text.length() && isTime();
    }

    private void reset(String input) {
        text = input;
        at = 0;
        year = DEFAULT_YEAR;
        month = 1;
        day = 1;
        dayOfYear = 0;
        isoYear = Long.MIN_VALUE;
        isoWeek = 1;
        isoWeekday = 1;
        hour = 0;
        halfDay = -1;
        isHalfDay = false;
        minute = 0;
        second = 0;
        fraction = 0;
        hasWholeDay = false;
        hasEpoch = false;
        hasOffset = false;
        offsetSeconds = 0;
        zoneName = "";
    }

    private boolean read(PatternPart part, boolean isBeforeNumber) {
        return switch (part.field()) {
            case LITERAL -> literal(part.text());
            case MONTH_NAME -> (month = 1 + name(EnglishNames.MONTHS, false)) > 0;
            case MONTH_ABBREVIATION -> (month = 1 + name(EnglishNames.MONTHS, true)) > 0;
            case WEEKDAY_NAME -> name(EnglishNames.DAYS, false) >= 0;
            case WEEKDAY_ABBREVIATION -> name(EnglishNames.DAYS, true) >= 0;
            case HALF_DAY -> (halfDay = name(List.of("AM", "PM"), false)) >= 0;
            case OFFSET, OFFSET_DIGITS, OFFSET_HOUR -> offset();
            case OFFSET_MINUTE -> offsetMinute();
            case ZONE_NAME -> zone();
            case FRACTION -> fraction();
            case YEAR,
                    YEAR_OF_CENTURY,
                    CENTURY,
                    QUARTER,
                    MONTH,
                    DAY,
                    DAY_OF_YEAR,
                    WEEKDAY,
                    WEEKDAY_FROM_ONE,
                    ISO_WEEKDAY,
                    ISO_YEAR,
                    ISO_WEEK,
                    WEEK_FROM_SUNDAY,
                    WEEK_FROM_MONDAY,
                    WEEK_OF_YEAR,
                    WEEK_OF_MONTH,
                    HOUR,
                    HOUR_OF_HALF_DAY,
                    MINUTE,
                    SECOND,
                    SECOND_OF_DAY,
                    EPOCH,
                    JULIAN ->
                    number(part, isBeforeNumber);
        };
    }

    private boolean literal(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /// Reads one of some names, or of their first letters, in any case; -1 when there is none.
    private int name(List<String> names, boolean isShort) {
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            int length = isShort ? EnglishNames.ABBREVIATION : name.length();
            if (text.regionMatches(true, at, name, 0, length)) {
                at += length;
                return index;
            }
        }
        return -1;
    }

    private int digits(int most) {
        int end = at;
        while (end < text.length()
                && end - at < most
                && text.charAt(end) >= '0'
                && text.charAt(end) <= '9') {
            end++;
        }
        return end - at;
    }

    private boolean number(PatternPart part, boolean isBeforeNumber) {
        PatternField field = part.field();
        boolean isSigned = field == PatternField.YEAR || field == PatternField.EPOCH;
        boolean isNegative = isSigned && at < text.length() && text.charAt(at) == '-';
        at += isNegative ? 1 : 0;
        while (part.style() == PatternPart.Style.BLANKS
                && at < text.length()
                && text.charAt(at) == ' ') {
            at++;
        }
        // Numbers side by side have as many digits as the pattern says.
        int most = isBeforeNumber && part.width() > 1 ? part.width() : field.maxDigits();
        int count = digits(most);
        if (count == 0) {
            return false;
        }
        long value = Long.parseLong(text, at, at + count, 10);
        at += count;
        return set(field, isNegative ? -value : value);
    }

    private boolean set(PatternField field, long value) {
        int small = (int) value;
        switch (field) {
            case YEAR -> year = value;
            case YEAR_OF_CENTURY -> year = value < 69 ? 2000 + value : 1900 + value;
            case MONTH -> month = small;
            case DAY -> day = small;
            case DAY_OF_YEAR -> dayOfYear = small;
            case ISO_YEAR -> isoYear = value;
            case ISO_WEEK -> isoWeek = small;
            case ISO_WEEKDAY -> isoWeekday = small;
            case HOUR -> hour = small;
            case HOUR_OF_HALF_DAY -> {
                hour = small;
                isHalfDay = true;
            }
            case MINUTE -> minute = small;
            case SECOND -> second = small;
            case SECOND_OF_DAY -> {
                hour = small / 3600;
                minute = small / 60 % 60;
                second = small % 60;
            }
            case EPOCH -> {
                hasEpoch = true;
                epochMicros = value * MICROS_PER_SECOND;
            }
            case JULIAN -> {
                hasWholeDay = true;
                wholeDay = value - DatePart.JULIAN_DAY_OF_1970;
            }
            // What follows from the date is read and not looked at.
            case QUARTER,
                    WEEKDAY,
                    WEEKDAY_FROM_ONE,
                    CENTURY,
                    WEEK_FROM_SUNDAY,
                    WEEK_FROM_MONDAY,
                    WEEK_OF_YEAR,
                    WEEK_OF_MONTH -> {}
            case LITERAL,
                    MONTH_NAME,
                    MONTH_ABBREVIATION,
                    WEEKDAY_NAME,
                    WEEKDAY_ABBREVIATION,
                    HALF_DAY,
                    FRACTION,
                    OFFSET,
                    OFFSET_DIGITS,
                    OFFSET_HOUR,
                    OFFSET_MINUTE,
                    ZONE_NAME -> {
                return false;
            }
        }
        return true;
    }

    /// Reads digits after the point; those past microseconds are cut.
    private boolean fraction() {
        int count = digits(9);
        if (count == 0) {
            return false;
        }
        fraction = 0;
        for (int digit = 0; digit < 6; digit++) {
            int value = digit < count ? text.charAt(at + digit) - '0' : 0;
            fraction = fraction * 10 + value;
        }
        at += count;
        return true;
    }

    private boolean offset() {
        if (at < text.length() && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            at++;
            hasOffset = true;
            return true;
        }
        if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
            return false;
        }
        boolean isNegative = text.charAt(at++) == '-';
        if (digits(2) < 2) {
            return false;
        }
        int seconds = 3600 * Integer.parseInt(text, at, at + 2, 10);
        at += 2;
        int colon = at < text.length() && text.charAt(at) == ':' ? 1 : 0;
        at += colon;
        if (digits(2) == 2) {
            seconds += 60 * Integer.parseInt(text, at, at + 2, 10);
            at += 2;
        } else {
            at -= colon;
        }
        hasOffset = true;
        offsetSeconds = isNegative ? -seconds : seconds;
        return seconds <= 18 * 3600;
    }

    private boolean offsetMinute() {
        if (digits(2) < 2) {
            return false;
        }
        int seconds = 60 * Integer.parseInt(text, at, at + 2, 10);
        at += 2;
        offsetSeconds += offsetSeconds < 0 ? -seconds : seconds;
        return seconds < 3600;
    }

    private boolean zone() {
        int end = at;
        while (end < text.length() && text.charAt(end) != ' ') {
            end++;
        }
        zoneName = text.substring(at, end);
        at = end;
        return !zoneName.isEmpty();
    }

    /// Says whether the numbers read name a time; completes the date and the hour.
    private boolean isTime() {
        if (isHalfDay) {
            if (hour < 1 || hour > 12) {
                return false;
            }
            hour = hour % 12 + (halfDay == 1 ? 12 : 0);
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return false;
        }
        if (hasEpoch || hasWholeDay) {
            return true;
        }
        if (isoYear != Long.MIN_VALUE) {
            wholeDay =
                    DatePart.WEEK.firstDay(Calendar.day(isoYear, 1, 4))
                            + 7L * (isoWeek - 1)
                            + isoWeekday
                            - 1;
            return isoWeek >= 1 && isoWeek <= 53 && isoWeekday >= 1 && isoWeekday <= 7;
        }
        if (dayOfYear > 0) {
            wholeDay = Calendar.day(year, 1, 1) + dayOfYear - 1;
            return dayOfYear <= (Calendar.isLeapYear(year) ? 366 : 365);
        }
        if (month < 1 || month > 12 || day < 1 || day > Calendar.daysInMonth(year, month)) {
            return false;
        }
        wholeDay = Calendar.day(year, month, day);
        return true;
    }

    /// Says whether the text named an instant rather than a local time.
    boolean isInstant() {
        return hasEpoch || hasOffset || !zoneName.isEmpty();
    }

    /// Returns the local day read.
    long day() {
        return hasEpoch ? Math.floorDiv(epochMicros, MICROS_PER_DAY) : wholeDay;
    }

    /// Returns the local time read in microseconds since 1970.
    ///
    /// **Errors**: DATETIME_OVERFLOW.
    long localMicros() {
        if (hasEpoch) {
            return epochMicros;
        }
        long time =
                hour * MICROS_PER_HOUR
                        + minute * MICROS_PER_MINUTE
                        + second * MICROS_PER_SECOND
                        + fraction;
        return LocalTimes.micros(wholeDay, time);
    }

    /// Returns the instant read, where [#isInstant].
    ///
    /// **Errors**: INVALID_ARGUMENT for an unknown zone.
    long instantMicros() {
        long local = localMicros();
        if (hasEpoch || hasOffset) {
            return local - offsetSeconds * MICROS_PER_SECOND;
        }
        ZoneId zone = ZoneFunctions.zone(zoneName);
        try {
            LocalDateTime time =
                    LocalDateTime.ofEpochSecond(
                            Math.floorDiv(local, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
            int seconds = time.atZone(zone).getOffset().getTotalSeconds();
            return local - seconds * MICROS_PER_SECOND;
        } catch (DateTimeException e) {
            return local;
        }
    }
}
