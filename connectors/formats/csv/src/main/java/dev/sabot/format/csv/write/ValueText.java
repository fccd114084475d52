package dev.sabot.format.csv.write;

import dev.sabot.batch.Column;
import dev.sabot.format.csv.value.DateTimePattern;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// Writes values as CAST to VARCHAR does: `2024-01-31 12:00:00.5`, `1.50`, `[1, 2]`, `{a: 1}`,
/// `{k=v}`; instants in a zone with its offset, bytes as hexadecimal digits.
///
/// @param datePattern the form of dates, or null for ISO
record ValueText(
        @Nullable DateTimePattern datePattern,
        @Nullable DateTimePattern timestampPattern,
        ZoneId zone) {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final long SECOND_MICROS = 1_000_000;
    private static final long DAY_MICROS = 86_400 * SECOND_MICROS;

    /// Appends the value of a row that is not null.
    void append(StringBuilder out, Column column, DataType type, int row) {
        switch (type.kind()) {
            case NULL -> out.append("NULL");
            case BOOLEAN -> out.append(column.getBoolean(row));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> out.append(column.getLong(row));
            case REAL -> out.append((float) column.getDouble(row));
            case DOUBLE -> out.append(column.getDouble(row));
            case DECIMAL -> out.append(decimal(column, type, row).toPlainString());
            case VARCHAR -> out.append(column.getString(row));
            case VARBINARY -> appendHexadecimal(out, column.getBytes(row));
            case DATE -> appendDate(out, column.getLong(row));
            case TIME -> appendTime(out, column.getLong(row));
            case TIMESTAMP -> appendTimestamp(out, column.getLong(row));
            case TIMESTAMP_TZ -> appendInstant(out, column.getLong(row));
            case INTERVAL_MONTH -> appendMonths(out, column.getLong(row));
            case INTERVAL_DAY -> appendDuration(out, column.getLong(row));
            case ARRAY -> appendList(out, column, type, row);
            case ROW -> appendRow(out, column, type.fields(), row);
            case MAP -> appendMap(out, column, type, row);
        }
    }

    private void appendNested(StringBuilder out, Column column, DataType type, int row) {
        if (column.isNull(row)) {
            out.append("NULL");
        } else {
            append(out, column, type, row);
        }
    }

    private static BigDecimal decimal(Column column, DataType type, int row) {
        long low = column.getLow(row);
        long high = column.getHigh(row);
        if (high == low >> 63) {
            return BigDecimal.valueOf(low, type.scale());
        }
        BigInteger unscaled =
                BigInteger.valueOf(high)
                        .shiftLeft(64)
                        .or(new BigInteger(Long.toUnsignedString(low)));
        return new BigDecimal(unscaled, type.scale());
    }

    private static void appendHexadecimal(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            out.append(DIGITS[b >> 4 & 0xF]).append(DIGITS[b & 0xF]);
        }
    }

    private void appendDate(StringBuilder out, long day) {
        if (datePattern != null) {
            out.append(datePattern.formatDate(day));
        } else {
            appendIsoDate(out, day);
        }
    }

    private static void appendIsoDate(StringBuilder out, long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.getYear() < 0) {
            out.append('-');
        }
        appendPadded(out, Math.abs(date.getYear()), 4);
        out.append('-');
        appendPadded(out, date.getMonthValue(), 2);
        out.append('-');
        appendPadded(out, date.getDayOfMonth(), 2);
    }

    private static void appendTime(StringBuilder out, long micros) {
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

    private void appendTimestamp(StringBuilder out, long micros) {
        if (timestampPattern != null) {
            out.append(timestampPattern.formatTimestamp(micros, null));
        } else {
            appendIsoTimestamp(out, micros);
        }
    }

    private static void appendIsoTimestamp(StringBuilder out, long micros) {
        appendIsoDate(out, Math.floorDiv(micros, DAY_MICROS));
        out.append(' ');
        appendTime(out, Math.floorMod(micros, DAY_MICROS));
    }

    private void appendInstant(StringBuilder out, long micros) {
        if (timestampPattern != null) {
            out.append(timestampPattern.formatTimestamp(micros, zone));
            return;
        }
        long seconds = Math.floorDiv(micros, SECOND_MICROS);
        ZoneOffset offset =
                LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                        .atOffset(ZoneOffset.UTC)
                        .atZoneSameInstant(zone)
                        .getOffset();
        appendIsoTimestamp(out, micros + offset.getTotalSeconds() * SECOND_MICROS);
        out.append(offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId());
    }

    private static void appendMonths(StringBuilder out, long months) {
        out.append(months < 0 ? "-" : "").append(Math.abs(months) / 12).append('-');
        appendPadded(out, Math.abs(months) % 12, 2);
    }

    private static void appendDuration(StringBuilder out, long micros) {
        out.append(micros < 0 ? "-" : "").append(Math.abs(micros / DAY_MICROS)).append(' ');
        appendTime(out, Math.abs(micros % DAY_MICROS));
    }

    private static void appendPadded(StringBuilder out, long value, int digits) {
        String text = Long.toString(value);
        out.repeat('0', Math.max(0, digits - text.length())).append(text);
    }

    private void appendList(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        int start = column.listStart(row);
        out.append('[');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ", ");
            appendNested(out, flat.child(0), type.element(), start + index);
        }
        out.append(']');
    }

    private void appendRow(StringBuilder out, Column column, List<Field> fields, int row) {
        Column flat = column.isFlat() ? column : column.values();
        int place = column.valueRow(row);
        out.append('{');
        for (int index = 0; index < fields.size(); index++) {
            out.append(index == 0 ? "" : ", ").append(fields.get(index).name()).append(": ");
            appendNested(out, flat.child(index), fields.get(index).type(), place);
        }
        out.append('}');
    }

    private void appendMap(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        Column entries = flat.child(0);
        int start = column.listStart(row);
        out.append('{');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ", ");
            appendNested(out, entries.child(0), type.fields().get(0).type(), start + index);
            out.append('=');
            appendNested(out, entries.child(1), type.fields().get(1).type(), start + index);
        }
        out.append('}');
    }
}
