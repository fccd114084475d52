package dev.sabot.jdbc.value;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts of values, blanks around them ignored; 22018 if they spell none. */
final class TextParser {
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd").toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("HH:mm[:ss]")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .append(DATE)
                    .appendPattern("[[' ']['T']HH:mm[:ss]")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalStart()
                    .appendPattern("[' ']")
                    .appendOffset("+HH:mm", "Z")
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter(Locale.ROOT);
    private static final Pattern YEAR_MONTH = Pattern.compile("([+-]?)(\\d{1,9})-(\\d{1,2})");
    private static final Pattern DAY_TIME =
            Pattern.compile(
                    "([+-]?)(\\d{1,9}) (\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?");

    private TextParser() {}

    static boolean bool(String text) throws SQLException {
        switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true":
            case "t":
            case "1":
                return true;
            case "false":
            case "f":
            case "0":
                return false;
            default:
                throw DataErrors.malformed(text, "BOOLEAN", "true or false", null);
        }
    }

    static BigDecimal decimal(String text) throws SQLException {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            throw DataErrors.malformed(text, "number", "12.5", e);
        }
    }

    static double real(String text) throws SQLException {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw DataErrors.malformed(text, "DOUBLE", "12.5", e);
        }
    }

    static LocalTime time(String text) throws SQLException {
        String trimmed = text.trim();
        try {
            return trimmed.indexOf('-') > 0
                    ? localTimestamp(TIMESTAMP.parse(trimmed)).toLocalTime()
                    : LocalTime.from(TIME.parse(trimmed));
        } catch (DateTimeException e) {
            throw DataErrors.malformed(text, "TIME", "12:30:00", e);
        }
    }

    /** Reads a date or a timestamp as it stands; an offset is ignored. */
    static LocalDateTime timestamp(String text) throws SQLException {
        try {
            return localTimestamp(TIMESTAMP.parse(text.trim()));
        } catch (DateTimeException e) {
            throw DataErrors.malformed(text, "TIMESTAMP", "2024-01-31 12:30:00", e);
        }
    }

    /** Reads a timestamp with an offset, or one of the zone. */
    static Instant instant(String text, ZoneId zone) throws SQLException {
        try {
            TemporalAccessor parsed = TIMESTAMP.parse(text.trim());
            ZoneId own = parsed.query(TemporalQueries.offset());
            return localTimestamp(parsed).atZone(own == null ? zone : own).toInstant();
        } catch (DateTimeException e) {
            throw DataErrors.malformed(
                    text, "TIMESTAMP WITH TIME ZONE", "2024-01-31 12:30:00+01:00", e);
        }
    }

    private static LocalDateTime localTimestamp(TemporalAccessor parsed) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
    }

    static Period months(String text) throws SQLException {
        String trimmed = text.trim();
        Matcher matcher = YEAR_MONTH.matcher(trimmed);
        try {
            if (!matcher.matches()) {
                return Period.parse(trimmed);
            }
            long months = Long.parseLong(matcher.group(2)) * 12 + Long.parseLong(matcher.group(3));
            return Period.ofMonths(Math.toIntExact(matcher.group(1).equals("-") ? -months : months))
                    .normalized();
        } catch (DateTimeException | ArithmeticException e) {
            throw DataErrors.malformed(text, "INTERVAL YEAR TO MONTH", "1-06", e);
        }
    }

    static Duration duration(String text) throws SQLException {
        String trimmed = text.trim();
        Matcher matcher = DAY_TIME.matcher(trimmed);
        try {
            if (!matcher.matches()) {
                return Duration.parse(trimmed);
            }
            Duration size =
                    Duration.ofDays(Long.parseLong(matcher.group(2)))
                            .plusHours(Long.parseLong(matcher.group(3)))
                            .plusMinutes(Long.parseLong(matcher.group(4)));
            if (matcher.group(5) != null) {
                size = size.plusSeconds(Long.parseLong(matcher.group(5)));
            }
            if (matcher.group(6) != null) {
                String nanos = (matcher.group(6) + "00000000").substring(0, 9);
                size = size.plusNanos(Long.parseLong(nanos));
            }
            return matcher.group(1).equals("-") ? size.negated() : size;
        } catch (DateTimeException | ArithmeticException e) {
            throw DataErrors.malformed(text, "INTERVAL DAY TO SECOND", "1 12:30:00", e);
        }
    }

    static UUID uuid(String text) throws SQLException {
        try {
            return UUID.fromString(text.trim());
        } catch (IllegalArgumentException e) {
            throw DataErrors.malformed(text, "UUID", "123e4567-e89b-12d3-a456-426614174000", e);
        }
    }
}
