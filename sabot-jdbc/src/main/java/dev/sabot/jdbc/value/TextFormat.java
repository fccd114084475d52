package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnDescriptor;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Writes plain values as {@code CAST(x AS VARCHAR)} does: {@code 2024-01-31}, {@code 2024-01-31
 * 12:00:00.5}, {@code true}, {@code 1.50}, {@code [1, 2]}, {@code {a: 1}}, {@code {k=v}}; a zoned
 * timestamp in the session's zone with its offset, bytes as lower-case hexadecimal digits.
 */
public final class TextFormat {
    /** Writes zoned timestamps in UTC. */
    public static final TextFormat UTC = new TextFormat(ZoneOffset.UTC);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final ZoneId zone;

    public TextFormat(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns the text of a plain value. */
    public String text(Object value) {
        if (value instanceof String) {
            return (String) value;
        }
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private void append(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("NULL");
        } else if (value instanceof BigDecimal) {
            out.append(((BigDecimal) value).toPlainString());
        } else if (value instanceof byte[]) {
            appendHex(out, (byte[]) value);
        } else if (value instanceof LocalDate) {
            appendDate(out, (LocalDate) value);
        } else if (value instanceof LocalTime) {
            appendTime(out, (LocalTime) value);
        } else if (value instanceof LocalDateTime) {
            appendTimestamp(out, (LocalDateTime) value);
        } else if (value instanceof Instant) {
            appendInstant(out, (Instant) value);
        } else if (value instanceof Period) {
            appendMonths(out, ((Period) value).toTotalMonths());
        } else if (value instanceof Duration) {
            appendDuration(out, (Duration) value);
        } else if (value instanceof List) {
            appendList(out, (List<?>) value);
        } else if (value instanceof RowValue) {
            appendRow(out, (RowValue) value);
        } else if (value instanceof Map) {
            appendMap(out, (Map<?, ?>) value);
        } else {
            out.append(value);
        }
    }

    private static void appendHex(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            out.append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
        }
    }

    private static void appendDate(StringBuilder out, LocalDate date) {
        int year = date.getYear();
        if (year < 0) {
            out.append('-');
        }
        appendPadded(out, Math.abs(year), 4);
        out.append('-');
        appendPadded(out, date.getMonthValue(), 2);
        out.append('-');
        appendPadded(out, date.getDayOfMonth(), 2);
    }

    private static void appendTime(StringBuilder out, LocalTime time) {
        appendPadded(out, time.getHour(), 2);
        out.append(':');
        appendPadded(out, time.getMinute(), 2);
        out.append(':');
        appendPadded(out, time.getSecond(), 2);
        appendFraction(out, time.getNano());
    }

    private static void appendFraction(StringBuilder out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.append('.');
        appendPadded(out, nanos, 9);
        int end = out.length();
        while (out.charAt(end - 1) == '0') {
            end--;
        }
        out.setLength(end);
    }

    private static void appendTimestamp(StringBuilder out, LocalDateTime timestamp) {
        appendDate(out, timestamp.toLocalDate());
        out.append(' ');
        appendTime(out, timestamp.toLocalTime());
    }

    private void appendInstant(StringBuilder out, Instant instant) {
        OffsetDateTime local = instant.atZone(zone).toOffsetDateTime();
        appendTimestamp(out, local.toLocalDateTime());
        String offset = local.getOffset().getId();
        out.append(offset.equals("Z") ? "+00:00" : offset);
    }

    private static void appendMonths(StringBuilder out, long months) {
        if (months < 0) {
            out.append('-');
        }
        out.append(Math.abs(months / 12)).append('-');
        appendPadded(out, (int) Math.abs(months % 12), 2);
    }

    private static void appendDuration(StringBuilder out, Duration duration) {
        if (duration.isNegative()) {
            out.append('-');
        }
        Duration size = duration.abs();
        out.append(size.toDays()).append(' ');
        appendPadded(out, size.toHoursPart(), 2);
        out.append(':');
        appendPadded(out, size.toMinutesPart(), 2);
        out.append(':');
        appendPadded(out, size.toSecondsPart(), 2);
        appendFraction(out, size.toNanosPart());
    }

    private void appendList(StringBuilder out, List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            append(out, element);
            separator = ", ";
        }
        out.append(']');
    }

    private void appendRow(StringBuilder out, RowValue row) {
        out.append('{');
        String separator = "";
        List<ColumnDescriptor> fields = row.type().children();
        for (int i = 0; i < fields.size(); i++) {
            out.append(separator).append(fields.get(i).name()).append(": ");
            append(out, row.values().get(i));
            separator = ", ";
        }
        out.append('}');
    }

    private void appendMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            append(out, entry.getKey());
            out.append('=');
            append(out, entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private static void appendPadded(StringBuilder out, int value, int digits) {
        String text = Integer.toString(value);
        for (int i = text.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(text);
    }
}
