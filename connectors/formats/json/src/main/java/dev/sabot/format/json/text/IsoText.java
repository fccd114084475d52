package dev.sabot.format.json.text;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes dates and times in ISO form: `2024-01-31`, `23:59:59.5`, both parted by a blank
/// or `T`, instants followed by an offset. Fractions past microseconds are cut off.
public final class IsoText {
    private static final long SECOND_MICROS = 1_000_000;
    private static final long DAY_MICROS = 86_400 * SECOND_MICROS;
    private static final int MAX_CHARS = 60;
    private static final String DATE = "(-?\\d{4,5})-(\\d{2})-(\\d{2})";
    private static final String TIME = "(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,12}))?)?";
    private static final Pattern DATE_PATTERN = Pattern.compile(DATE);
    private static final Pattern TIME_PATTERN = Pattern.compile(TIME);
    private static final Pattern TIMESTAMP_PATTERN =
            Pattern.compile(DATE + "(?:[ T]" + TIME + " ?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private IsoText() {}

    private static @Nullable Matcher match(Pattern pattern, String text) {
        // most strings are no dates, which their first character tells
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return null;
        }
        char first = text.charAt(0);
        if (first != '-' && (first < '0' || first > '9')) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? matcher : null;
    }

    /// Reads a date as days since 1970-01-01, or returns null.
    public static @Nullable Long parseDate(String text) {
        Matcher matcher = match(DATE_PATTERN, text);
        return matcher == null ? null : days(matcher);
    }

    private static @Nullable Long days(Matcher matcher) {
        try {
            return LocalDate.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)))
                    .toEpochDay();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Reads a time as microseconds since midnight, or returns null.
    public static @Nullable Long parseTime(String text) {
        Matcher matcher = match(TIME_PATTERN, text);
        return matcher == null ? null : micros(matcher, 1);
    }

    private static @Nullable Long micros(Matcher matcher, int firstGroup) {
        if (matcher.group(firstGroup) == null) {
            return 0L;
        }
        String second = matcher.group(firstGroup + 2);
        String fraction = matcher.group(firstGroup + 3);
        try {
            LocalTime time =
                    LocalTime.of(
                            Integer.parseInt(matcher.group(firstGroup)),
                            Integer.parseInt(matcher.group(firstGroup + 1)),
                            second == null ? 0 : Integer.parseInt(second));
            String digits = (fraction == null ? "" : fraction) + "000000";
            return time.toSecondOfDay() * SECOND_MICROS + Integer.parseInt(digits.substring(0, 6));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Long localMicros(Matcher matcher) {
        Long days = days(matcher);
        Long micros = micros(matcher, 4);
        return days == null || micros == null ? null : days * DAY_MICROS + micros;
    }

    /// Reads a date and time without offset as microseconds since 1970-01-01, or returns null; a
    /// date alone is its midnight.
    public static @Nullable Long parseTimestamp(String text) {
        Matcher matcher = match(TIMESTAMP_PATTERN, text);
        return matcher == null || matcher.group(8) != null ? null : localMicros(matcher);
    }

    /// Reads an instant as microseconds since 1970-01-01 UTC, or returns null. Without an offset it
    /// is a local time of the zone; without a zone an offset is needed.
    public static @Nullable Long parseInstant(String text, @Nullable ZoneId zone) {
        Matcher matcher = match(TIMESTAMP_PATTERN, text);
        Long local = matcher == null ? null : localMicros(matcher);
        if (matcher == null || local == null) {
            return null;
        }
        String offset = matcher.group(8);
        if (offset == null && zone == null) {
            return null;
        }
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(local, SECOND_MICROS), 0, ZoneOffset.UTC);
        try {
            ZoneOffset known =
                    offset == null && zone != null
                            ? time.atZone(zone).getOffset()
                            : ZoneOffset.of(String.valueOf(offset));
            return local - known.getTotalSeconds() * SECOND_MICROS;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Appends a date.
    public static void appendDate(StringBuilder out, long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        out.append(date.getYear() < 0 ? "-" : "");
        appendPadded(out, Math.abs(date.getYear()), 4);
        out.append('-');
        appendPadded(out, date.getMonthValue(), 2);
        out.append('-');
        appendPadded(out, date.getDayOfMonth(), 2);
    }

    /// Appends a time.
    public static void appendTime(StringBuilder out, long micros) {
        long seconds = micros / SECOND_MICROS;
        appendPadded(out, seconds / 3_600, 2);
        out.append(':');
        appendPadded(out, seconds / 60 % 60, 2);
        out.append(':');
        appendPadded(out, seconds % 60, 2);
        long fraction = micros % SECOND_MICROS;
        if (fraction != 0) {
            out.append('.');
            appendPadded(out, fraction, 6);
            while (out.charAt(out.length() - 1) == '0') {
                out.setLength(out.length() - 1);
            }
        }
    }

    /// Appends a date and time.
    public static void appendTimestamp(StringBuilder out, long micros) {
        appendDate(out, Math.floorDiv(micros, DAY_MICROS));
        out.append(' ');
        appendTime(out, Math.floorMod(micros, DAY_MICROS));
    }

    /// Appends an instant as time of a zone, with the offset.
    public static void appendInstant(StringBuilder out, long micros, ZoneId zone) {
        ZoneOffset offset =
                LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND_MICROS), 0, ZoneOffset.UTC)
                        .atOffset(ZoneOffset.UTC)
                        .atZoneSameInstant(zone)
                        .getOffset();
        appendTimestamp(out, micros + offset.getTotalSeconds() * SECOND_MICROS);
        out.append(offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId());
    }

    /// Appends years and months.
    public static void appendMonths(StringBuilder out, long months) {
        out.append(months < 0 ? "-" : "").append(Math.abs(months) / 12).append('-');
        appendPadded(out, Math.abs(months) % 12, 2);
    }

    /// Appends days and a time.
    public static void appendDuration(StringBuilder out, long micros) {
        out.append(micros < 0 ? "-" : "").append(Math.abs(micros / DAY_MICROS)).append(' ');
        appendTime(out, Math.abs(micros % DAY_MICROS));
    }

    private static void appendPadded(StringBuilder out, long value, int digits) {
        String text = Long.toString(value);
        out.repeat('0', Math.max(0, digits - text.length())).append(text);
    }
}
