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
 * 12:00:00.5}, {@code true}, {@code 1.50}, {@code [1, 2]}, {@code {'a': 1}}, {@code {k=v}}; a zoned
 * timestamp in the session's zone with its offset, {@code 1 year 2 months}, {@code 3 days
 * 04:05:06}, bytes as printable ASCII or {@code \xFF}. Inside nested values texts are quoted where
 * they could be taken for something else.
 */
public final class TextFormat {
    /** Writes zoned timestamps in UTC. */
    public static final TextFormat UTC = new TextFormat(ZoneOffset.UTC);

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

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
        } else if (value instanceof String) {
            appendNestedText(out, (String) value);
        } else if (value instanceof Double || value instanceof Float) {
            DoubleText.append(out, value.toString());
        } else if (value instanceof BigDecimal) {
            out.append(((BigDecimal) value).toPlainString());
        } else if (value instanceof byte[]) {
            appendBytes(out, (byte[]) value);
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

    /** Writes a text that is an element, key or field. */
    private static void appendNestedText(StringBuilder out, String text) {
        if (!needsQuotes(text)) {
            out.append(text);
            return;
        }
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('\'');
    }

    private static boolean needsQuotes(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < length; i++) {
            if (",[]{}()=:'\"\\".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return text.equalsIgnoreCase("null");
    }

    private static void appendBytes(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0x20 && b < 0x7f && b != '\\') {
                out.append((char) b);
            } else {
                out.append('\\').append('x').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            }
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
        int offset = local.getOffset().getTotalSeconds();
        int magnitude = Math.abs(offset);
        out.append(offset < 0 ? '-' : '+');
        appendPadded(out, magnitude / 3600, 2);
        if (magnitude % 3600 != 0) {
            out.append(':');
            appendPadded(out, magnitude / 60 % 60, 2);
        }
        if (magnitude % 60 != 0) {
            out.append(':');
            appendPadded(out, magnitude % 60, 2);
        }
    }

    private static void appendMonths(StringBuilder out, long months) {
        long years = months / 12;
        long rest = months % 12;
        if (years != 0) {
            appendUnit(out, years, "year");
        }
        if (rest != 0 || years == 0) {
            out.append(years == 0 ? "" : " ");
            appendUnit(out, rest, "month");
        }
    }

    private static void appendUnit(StringBuilder out, long number, String unit) {
        out.append(number).append(' ').append(unit);
        if (Math.abs(number) != 1) {
            out.append('s');
        }
    }

    private static void appendDuration(StringBuilder out, Duration duration) {
        Duration size = duration.abs();
        long days = duration.isNegative() ? -size.toDays() : size.toDays();
        Duration time = size.minusDays(size.toDays());
        if (days != 0) {
            appendUnit(out, days, "day");
            if (time.isZero()) {
                return;
            }
            out.append(' ');
        }
        if (duration.isNegative()) {
            out.append('-');
        }
        appendPadded(out, time.toHoursPart(), 2);
        out.append(':');
        appendPadded(out, time.toMinutesPart(), 2);
        out.append(':');
        appendPadded(out, time.toSecondsPart(), 2);
        appendFraction(out, time.toNanosPart());
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
            out.append(separator).append('\'').append(fields.get(i).name()).append("': ");
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
