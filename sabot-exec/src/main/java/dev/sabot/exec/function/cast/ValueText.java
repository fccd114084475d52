package dev.sabot.exec.function.cast;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/// Writes the text form of every value, the one that casts to VARCHAR give and clients print.
///
/// | type | form |
/// |---|---|
/// | BOOLEAN | `true`, `false` |
/// | REAL, DOUBLE | shortest digits that read back: `1.5`, `2.0`, `1e+20`, `1e-05`, `inf`, `nan` |
/// | DECIMAL | all digits of its scale: `1.50` |
/// | DATE, TIME, TIMESTAMP | `2024-01-31`, `12:00:00.5`, `2024-01-31 12:00:00` |
/// | TIMESTAMP WITH TIME ZONE | local time of the session's zone with its offset: `...+05:30` |
/// | INTERVAL | `1 year 2 months`, `3 days 04:05:06` |
/// | VARBINARY | printable ASCII as it is, other bytes `\xFF` |
/// | ARRAY, ROW, MAP | `[1, NULL]`, `{'a': 1}`, `{k=v}` |
///
/// **Threads**: one.
public final class ValueText {
    private static final long FRACTION = 1_000_000L;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ZoneOffsets zone;
    private final Text view = new Text();

    public ValueText(ZoneId zone) {
        this.zone = new ZoneOffsets(zone);
    }

    /// Appends a value that is not null; the column may have any encoding.
    public void append(DataType type, Column column, int row, TextWriter out) {
        switch (type.kind()) {
            case NULL -> out.append("NULL");
            case BOOLEAN -> out.append(column.getBoolean(row) ? "true" : "false");
            case TINYINT, SMALLINT, INTEGER, BIGINT -> out.appendLong(column.getLong(row));
            case REAL -> DoubleText.append(Float.toString((float) column.getDouble(row)), out);
            case DOUBLE -> DoubleText.append(Double.toString(column.getDouble(row)), out);
            case DECIMAL ->
                    appendDecimal(column.getHigh(row), column.getLow(row), type.scale(), out);
            case VARCHAR -> out.append(column.bytesAddress(row), column.valueLength(row));
            case VARBINARY -> appendBytes(column, row, out);
            case DATE -> appendDate(column.getLong(row), out);
            case TIME -> appendTime(column.getLong(row), out);
            case TIMESTAMP -> appendTimestamp(column.getLong(row), out);
            case TIMESTAMP_TZ -> appendZoned(column.getLong(row), out);
            case INTERVAL_MONTH -> IntervalText.appendMonths(column.getLong(row), out);
            case INTERVAL_DAY -> IntervalText.appendMicros(column.getLong(row), out);
            case ARRAY -> appendList(type, column, row, out);
            case ROW -> appendRow(type, column, row, out);
            case MAP -> appendMap(type, column, row, out);
        }
    }

    private void appendNullable(DataType type, Column column, int row, TextWriter out) {
        if (column.isNull(row)) {
            out.append("NULL");
        } else if (type.kind() == TypeKind.VARCHAR) {
            appendNestedText(column, row, out);
        } else {
            append(type, column, row, out);
        }
    }

    /// Appends a decimal of two words with all digits of its scale.
    public static void appendDecimal(long high, long low, int scale, TextWriter out) {
        if (high != low >> 63 || low == Long.MIN_VALUE) {
            String digits = new BigDecimal(Int128.toBigInteger(high, low), scale).toPlainString();
            out.append(digits);
            return;
        }
        if (low < 0) {
            out.appendByte('-');
        }
        long magnitude = Math.abs(low);
        if (scale == 0) {
            out.appendLong(magnitude);
        } else if (scale > DataType.MAX_LONG_PRECISION) {
            out.append("0.");
            appendPadded(0, scale - 19, out);
            appendPadded(magnitude, 19, out);
        } else {
            long unit = Int128.tenLow(scale);
            out.appendLong(magnitude / unit);
            out.appendByte('.');
            appendPadded(magnitude % unit, scale, out);
        }
    }

    /// Appends a number with leading zeros; no digits when the width is 0.
    static void appendPadded(long value, int width, TextWriter out) {
        long at = out.reserve(width);
        long left = value;
        for (int digit = width - 1; digit >= 0; digit--) {
            Memory.putByte(at + digit, (byte) ('0' + left % 10));
            left /= 10;
        }
        out.advance(width);
    }

    /// Appends days since 1970 as `2024-01-31`.
    public static void appendDate(long day, TextWriter out) {
        long date = Calendar.date(day);
        long year = Calendar.year(date);
        if (year < 0) {
            out.appendByte('-');
            year = -year;
        }
        if (year > 9999) {
            out.appendLong(year);
        } else {
            appendPadded(year, 4, out);
        }
        out.appendByte('-');
        appendPadded(Calendar.month(date), 2, out);
        out.appendByte('-');
        appendPadded(Calendar.dayOfMonth(date), 2, out);
    }

    /// Appends microseconds since midnight as `12:00:00.5`, hours as many as there are.
    public static void appendTime(long micros, TextWriter out) {
        long seconds = micros / FRACTION;
        long hours = seconds / 3600;
        if (hours > 99) {
            out.appendLong(hours);
        } else {
            appendPadded(hours, 2, out);
        }
        out.appendByte(':');
        appendPadded(seconds / 60 % 60, 2, out);
        out.appendByte(':');
        appendPadded(seconds % 60, 2, out);
        long fraction = micros % FRACTION;
        if (fraction != 0) {
            int width = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                width--;
            }
            out.appendByte('.');
            appendPadded(fraction, width, out);
        }
    }

    /// Appends microseconds since 1970 as `2024-01-31 12:00:00`.
    public static void appendTimestamp(long micros, TextWriter out) {
        appendDate(Math.floorDiv(micros, Calendar.MICROS_PER_DAY), out);
        out.appendByte(' ');
        appendTime(Math.floorMod(micros, Calendar.MICROS_PER_DAY), out);
    }

    private void appendZoned(long instantMicros, TextWriter out) {
        int offset = zone.offsetSeconds(instantMicros);
        long day = Math.floorDiv(instantMicros, Calendar.MICROS_PER_DAY);
        long time = Math.floorMod(instantMicros, Calendar.MICROS_PER_DAY) + offset * FRACTION;
        day += Math.floorDiv(time, Calendar.MICROS_PER_DAY);
        appendDate(day, out);
        out.appendByte(' ');
        appendTime(Math.floorMod(time, Calendar.MICROS_PER_DAY), out);
        int magnitude = Math.abs(offset);
        out.appendByte(offset < 0 ? '-' : '+');
        appendPadded(magnitude / 3600, 2, out);
        if (magnitude % 3600 != 0) {
            out.appendByte(':');
            appendPadded(magnitude / 60 % 60, 2, out);
        }
        if (magnitude % 60 != 0) {
            out.appendByte(':');
            appendPadded(magnitude % 60, 2, out);
        }
    }

    private void appendBytes(Column column, int row, TextWriter out) {
        view.set(column, row);
        for (int index = 0; index < view.length(); index++) {
            int value = view.byteAt(index) & 0xFF;
            if (value >= 0x20 && value < 0x7F && value != '\\') {
                out.appendByte(value);
            } else {
                out.appendByte('\\');
                out.appendByte('x');
                out.appendByte(HEX[value >> 4]);
                out.appendByte(HEX[value & 15]);
            }
        }
    }

    private static Column flat(Column column) {
        return column.isFlat() ? column : column.values();
    }

    /// Inside nested values text is quoted where it could be taken for something else.
    private void appendNestedText(Column column, int row, TextWriter out) {
        view.set(column, row);
        if (!needsQuotes(view)) {
            out.append(view);
            return;
        }
        out.appendByte('\'');
        for (int index = 0; index < view.length(); index++) {
            byte value = view.byteAt(index);
            if (value == '\'' || value == '\\') {
                out.appendByte('\\');
            }
            out.appendByte(value);
        }
        out.appendByte('\'');
    }

    private static boolean needsQuotes(Text text) {
        int length = text.length();
        if (length == 0 || text.byteAt(0) == ' ' || text.byteAt(length - 1) == ' ') {
            return true;
        }
        for (int index = 0; index < length; index++) {
            switch (text.byteAt(index)) {
                case ',', '[', ']', '{', '}', '(', ')', '=', ':', '\'', '"', '\\' -> {
                    return true;
                }
                default -> {}
            }
        }
        return length == 4 && text.toString().equalsIgnoreCase("null");
    }

    private void appendList(DataType type, Column column, int row, TextWriter out) {
        Column elements = flat(column).child(0);
        int start = column.listStart(row);
        int length = column.valueLength(row);
        out.appendByte('[');
        for (int index = 0; index < length; index++) {
            if (index > 0) {
                out.append(", ");
            }
            appendNullable(type.element(), elements, start + index, out);
        }
        out.appendByte(']');
    }

    private void appendRow(DataType type, Column column, int row, TextWriter out) {
        Column struct = flat(column);
        int valueRow = column.valueRow(row);
        out.appendByte('{');
        for (int field = 0; field < type.fields().size(); field++) {
            out.append(field > 0 ? ", '" : "'");
            out.append(type.fields().get(field).name());
            out.append("': ");
            appendNullable(type.fields().get(field).type(), struct.child(field), valueRow, out);
        }
        out.appendByte('}');
    }

    private void appendMap(DataType type, Column column, int row, TextWriter out) {
        Column entries = flat(column).child(0);
        Column struct = flat(entries);
        int start = column.listStart(row);
        int length = column.valueLength(row);
        out.appendByte('{');
        for (int index = 0; index < length; index++) {
            if (index > 0) {
                out.append(", ");
            }
            int entry = entries.valueRow(start + index);
            appendNullable(type.fields().get(0).type(), struct.child(0), entry, out);
            out.appendByte('=');
            appendNullable(type.fields().get(1).type(), struct.child(1), entry, out);
        }
        out.appendByte('}');
    }
}
