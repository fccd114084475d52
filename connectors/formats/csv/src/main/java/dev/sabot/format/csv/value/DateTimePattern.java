package dev.sabot.format.csv.value;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/// A form of dates and timestamps named by the user: with `%` the letters of strftime
/// (`%d.%m.%Y %H:%M:%S`), else those of Java (`dd.MM.uuuu HH:mm:ss`).
public final class DateTimePattern {
    private final DateTimeFormatter formatter;

    private DateTimePattern(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /// Reads a pattern.
    ///
    /// **Errors**: INVALID_ARGUMENT, naming the option.
    public static DateTimePattern of(String option, String pattern) {
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
            if (pattern.indexOf('%') >= 0) {
                appendLetters(builder, option, pattern);
            } else {
                builder.appendPattern(withoutEra(pattern));
            }
            return new DateTimePattern(
                    builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
        } catch (IllegalArgumentException e) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "option '" + option + "': '" + pattern + "' is no pattern: " + e.getMessage(),
                    e);
        }
    }

    /// Turns years of the era, which would need an era beside them, into plain years.
    private static String withoutEra(String pattern) {
        StringBuilder plain = new StringBuilder();
        boolean isLiteral = false;
        for (int index = 0; index < pattern.length(); index++) {
            char c = pattern.charAt(index);
            isLiteral ^= c == '\'';
            plain.append(c == 'y' && !isLiteral ? 'u' : c);
        }
        return plain.toString();
    }

    private static void appendLetters(
            DateTimeFormatterBuilder builder, String option, String pattern) {
        int index = 0;
        while (index < pattern.length()) {
            char c = pattern.charAt(index++);
            if (c != '%') {
                builder.appendLiteral(c);
                continue;
            }
            boolean isPadded = index >= pattern.length() || pattern.charAt(index) != '-';
            index += isPadded ? 0 : 1;
            char letter = index < pattern.length() ? pattern.charAt(index) : ' ';
            index++;
            if (!appendLetter(builder, letter, isPadded ? 2 : 1)) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT,
                        "option '"
                                + option
                                + "': '"
                                + pattern
                                + "' has an unknown letter %"
                                + letter
                                + "; known are %Y %y %m %d %b %B %a %A %j %H %I %p %M %S %f %g %z"
                                + " %F %T %%");
            }
        }
    }

    private static boolean appendLetter(DateTimeFormatterBuilder builder, char letter, int digits) {
        switch (letter) {
            case 'Y' -> builder.appendPattern("uuuu");
            case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
            case 'm' -> number(builder, ChronoField.MONTH_OF_YEAR, digits);
            case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, digits);
            case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, digits);
            case 'I' -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, digits);
            case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
            case 'M' -> number(builder, ChronoField.MINUTE_OF_HOUR, digits);
            case 'S' -> number(builder, ChronoField.SECOND_OF_MINUTE, digits);
            case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, false);
            case 'g' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 3, 3, false);
            case 'z' -> builder.parseLenient().appendOffset("+HH:mm", "Z").parseStrict();
            case 'F' -> builder.appendPattern("uuuu-MM-dd");
            case 'T' -> builder.appendPattern("HH:mm:ss");
            case '%' -> builder.appendLiteral('%');
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void number(DateTimeFormatterBuilder builder, ChronoField field, int digits) {
        if (digits == 1) {
            builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
        } else {
            builder.appendValue(field, digits);
        }
    }

    private @Nullable TemporalAccessor parse(char[] chars, int from, int to) {
        try {
            return formatter.parse(new String(chars, from, to - from));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Reads a DATE; a time in the text is left out.
    public boolean parseDate(char[] chars, int from, int to, long[] target, int at) {
        TemporalAccessor parsed = parse(chars, from, to);
        LocalDate date = parsed == null ? null : parsed.query(TemporalQueries.localDate());
        if (date != null) {
            target[at] = date.toEpochDay();
        }
        return date != null;
    }

    /// Reads a TIMESTAMP; without a time it is midnight.
    public boolean parseTimestamp(char[] chars, int from, int to, long[] target, int at) {
        TemporalAccessor parsed = parse(chars, from, to);
        LocalDate date = parsed == null ? null : parsed.query(TemporalQueries.localDate());
        if (parsed == null || date == null) {
            return false;
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        long micros = time == null ? 0 : time.toNanoOfDay() / 1_000;
        target[at] = date.toEpochDay() * DateTimeText.DAY_MICROS + micros;
        return true;
    }

    /// Returns a reader of instants; without an offset they are local times of a zone.
    LongParser instants(ZoneId zone) {
        return (chars, from, to, target, at) -> {
            if (!parseTimestamp(chars, from, to, target, at)) {
                return false;
            }
            TemporalAccessor parsed = parse(chars, from, to);
            ZoneId offset = parsed == null ? null : parsed.query(TemporalQueries.offset());
            target[at] = DateTimeText.toInstant(target[at], offset == null ? zone : offset);
            return true;
        };
    }

    /// Writes a date.
    public String formatDate(long epochDay) {
        return formatter.format(LocalDate.ofEpochDay(epochDay).atStartOfDay());
    }

    /// Writes a timestamp, or an instant in a zone.
    public String formatTimestamp(long micros, @Nullable ZoneId zone) {
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                        ZoneOffset.UTC);
        ZonedDateTime instant = utc.atZone(ZoneOffset.UTC);
        return formatter.format(zone == null ? instant : instant.withZoneSameInstant(zone));
    }
}
