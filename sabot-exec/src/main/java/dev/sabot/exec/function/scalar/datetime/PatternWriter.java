package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.datetime.PatternPart.Style;
import dev.sabot.exec.kernel.Calendar;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/// Writes local times after a pattern.
///
/// **Threads**: one.
final class PatternWriter {
    private final @Nullable ZoneId zone;
    private long micros;
    private long day;
    private long timeOfDay;
    private long date;
    private int offsetSeconds;

    /// @param zone the zone of the times, or null when they have none
    PatternWriter(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /// Appends a local time.
    ///
    /// @param offset its offset from UTC in seconds
    void append(List<PatternPart> parts, long localMicros, int offset, TextWriter result) {
        micros = localMicros;
        day = Math.floorDiv(localMicros, MICROS_PER_DAY);
        timeOfDay = Math.floorMod(localMicros, MICROS_PER_DAY);
        date = Calendar.date(day);
        offsetSeconds = offset;
        for (PatternPart part : parts) {
            append(part, result);
        }
    }

    private void append(PatternPart part, TextWriter result) {
        switch (part.field()) {
            case LITERAL -> result.append(part.text());
            case MONTH_NAME -> name(monthName(), part, result);
            case MONTH_ABBREVIATION -> name(shortName(monthName()), part, result);
            case WEEKDAY_NAME -> name(dayName(), part, result);
            case WEEKDAY_ABBREVIATION -> name(shortName(dayName()), part, result);
            case HALF_DAY -> name(DatePart.HOUR.ofTime(timeOfDay) < 12 ? "Am" : "Pm", part, result);
            case OFFSET -> offset(":", true, result);
            case OFFSET_DIGITS -> offset("", false, result);
            case OFFSET_HOUR -> {
                result.appendByte(offsetSeconds < 0 ? '-' : '+');
                number(Math.abs(offsetSeconds) / 3600, 2, result);
            }
            case OFFSET_MINUTE -> number(Math.abs(offsetSeconds) / 60 % 60, 2, result);
            case ZONE_NAME -> result.append(zoneName());
            case FRACTION -> fraction(part.width(), result);
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
                    JULIAN -> {
                if (part.style() == Style.BLANKS && number(part.field()) < 10) {
                    result.appendByte(' ');
                    number(number(part.field()), 1, result);
                } else {
                    number(number(part.field()), part.width(), result);
                }
            }
        }
    }

    private long number(PatternField field) {
        long year = Calendar.year(date);
        long dayOfYear = DatePart.DOY.ofDay(day);
        return switch (field) {
            case YEAR -> year;
            case YEAR_OF_CENTURY -> Math.floorMod(year, 100);
            case CENTURY -> DatePart.CENTURY.ofDay(day);
            case QUARTER -> DatePart.QUARTER.ofDay(day);
            case MONTH -> Calendar.month(date);
            case DAY -> Calendar.dayOfMonth(date);
            case DAY_OF_YEAR -> dayOfYear;
            case WEEKDAY -> DatePart.DOW.ofDay(day);
            case WEEKDAY_FROM_ONE -> DatePart.DOW.ofDay(day) + 1;
            case ISO_WEEKDAY -> DatePart.ISODOW.ofDay(day);
            case ISO_YEAR -> DatePart.ISOYEAR.ofDay(day);
            case ISO_WEEK -> DatePart.WEEK.ofDay(day);
            case WEEK_FROM_SUNDAY -> (dayOfYear + 6 - DatePart.DOW.ofDay(day)) / 7;
            case WEEK_FROM_MONDAY -> (dayOfYear + 7 - DatePart.ISODOW.ofDay(day)) / 7;
            case WEEK_OF_YEAR -> (dayOfYear - 1) / 7 + 1;
            case WEEK_OF_MONTH -> (Calendar.dayOfMonth(date) - 1) / 7 + 1;
            case HOUR -> DatePart.HOUR.ofTime(timeOfDay);
            case HOUR_OF_HALF_DAY -> (DatePart.HOUR.ofTime(timeOfDay) + 11) % 12 + 1;
            case MINUTE -> DatePart.MINUTE.ofTime(timeOfDay);
            case SECOND -> DatePart.SECOND.ofTime(timeOfDay);
            case SECOND_OF_DAY -> timeOfDay / MICROS_PER_SECOND;
            case EPOCH -> Math.floorDiv(micros, MICROS_PER_SECOND) - offsetSeconds;
            case JULIAN -> DatePart.JULIAN.ofDay(day);
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
                    ZONE_NAME ->
                    throw new IllegalArgumentException(field + " is no number");
        };
    }

    private static void number(long value, int width, TextWriter result) {
        if (value < 0) {
            result.appendByte('-');
        }
        long magnitude = Math.abs(value);
        long limit = 10;
        int digits = 1;
        while (magnitude >= limit && digits < 18) {
            limit *= 10;
            digits++;
        }
        for (; digits < width; digits++) {
            result.appendByte('0');
        }
        result.appendLong(magnitude);
    }

    private void fraction(int width, TextWriter result) {
        long fraction = timeOfDay % MICROS_PER_SECOND;
        for (int digit = width; digit < 6; digit++) {
            fraction /= 10;
        }
        number(fraction, Math.min(width, 6), result);
        for (int digit = 6; digit < width; digit++) {
            result.appendByte('0');
        }
    }

    private String monthName() {
        return EnglishNames.MONTHS.get(Calendar.month(date) - 1);
    }

    private String dayName() {
        return EnglishNames.DAYS.get((int) DatePart.ISODOW.ofDay(day) - 1);
    }

    private static String shortName(String name) {
        return name.substring(0, EnglishNames.ABBREVIATION);
    }

    private static void name(String name, PatternPart part, TextWriter result) {
        result.append(
                switch (part.style()) {
                    case PLAIN, BLANKS -> name;
                    case UPPER -> name.toUpperCase(Locale.ROOT);
                    case LOWER -> name.toLowerCase(Locale.ROOT);
                });
        for (int filled = name.length(); filled < part.width(); filled++) {
            result.appendByte(' ');
        }
    }

    private void offset(String separator, boolean dropsMinutes, TextWriter result) {
        int magnitude = Math.abs(offsetSeconds);
        result.appendByte(offsetSeconds < 0 ? '-' : '+');
        number(magnitude / 3600, 2, result);
        if (!dropsMinutes || magnitude % 3600 != 0) {
            result.append(separator);
            number(magnitude / 60 % 60, 2, result);
        }
    }

    private String zoneName() {
        if (zone == null) {
            return "";
        }
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND) - offsetSeconds);
        boolean isSummer = zone.getRules().isDaylightSavings(instant);
        return TimeZone.getTimeZone(zone).getDisplayName(isSummer, TimeZone.SHORT, Locale.ENGLISH);
    }
}
