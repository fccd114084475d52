package dev.sabot.format.json.write;

import dev.sabot.batch.Column;
import dev.sabot.format.json.text.IsoText;
import dev.sabot.format.json.text.JsonStrings;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/// Writes values as JSON. Numbers are exact; NaN and infinity, which JSON lacks, are the strings
/// `"NaN"`, `"Infinity"` and `"-Infinity"`; dates, times and intervals are strings, bytes strings
/// of hexadecimal digits; a map is an object whose keys are the texts of its keys.
///
/// @param zone the zone instants are written in
/// @param separator what stands between date and time
/// @param writesZ whether an instant ends in `Z`, the zone being UTC, instead of an offset
record ValueWriter(ZoneId zone, char separator, boolean writesZ) {
    ValueWriter(ZoneId zone) {
        this(zone, ' ', false);
    }

    /// Returns the writer of single records, as other systems read them.
    static ValueWriter ofRecords(boolean isIso) {
        return new ValueWriter(ZoneOffset.UTC, isIso ? 'T' : ' ', true);
    }

    void append(StringBuilder out, Column column, DataType type, int row) {
        if (column.isNull(row)) {
            out.append("null");
            return;
        }
        switch (type.kind()) {
            case NULL -> out.append("null");
            case BOOLEAN -> out.append(column.getBoolean(row));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> out.append(column.getLong(row));
            case REAL, DOUBLE, DECIMAL -> appendNumber(out, column, type, row);
            case VARCHAR -> JsonStrings.append(out, column.getString(row));
            case VARBINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, INTERVAL_MONTH, INTERVAL_DAY ->
                    appendQuoted(out, column, type, row);
            case ARRAY -> appendList(out, column, type, row);
            case ROW -> appendRow(out, column, type.fields(), row);
            case MAP -> appendMap(out, column, type, row);
        }
    }

    private static void appendNumber(StringBuilder out, Column column, DataType type, int row) {
        if (type.isDecimal()) {
            out.append(decimal(column, type, row).toPlainString());
            return;
        }
        double value = column.getDouble(row);
        String quote = Double.isFinite(value) ? "" : "\"";
        out.append(quote);
        if (type.equals(DataType.REAL)) {
            out.append((float) value);
        } else {
            out.append(value);
        }
        out.append(quote);
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

    private void appendQuoted(StringBuilder out, Column column, DataType type, int row) {
        out.append('"');
        switch (type.kind()) {
            case VARBINARY -> out.append(HexFormat.of().formatHex(column.getBytes(row)));
            case DATE -> IsoText.appendDate(out, column.getLong(row));
            case TIME -> IsoText.appendTime(out, column.getLong(row));
            case TIMESTAMP -> appendTimestamp(out, column.getLong(row));
            case TIMESTAMP_TZ -> appendInstant(out, column.getLong(row));
            case INTERVAL_MONTH -> IsoText.appendMonths(out, column.getLong(row));
            case INTERVAL_DAY -> IsoText.appendDuration(out, column.getLong(row));
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DECIMAL,
                    VARCHAR,
                    ARRAY,
                    ROW,
                    MAP ->
                    throw new IllegalStateException("not a string: " + type);
        }
        out.append('"');
    }

    private void appendTimestamp(StringBuilder out, long micros) {
        int from = out.length();
        IsoText.appendTimestamp(out, micros);
        if (separator != ' ') {
            out.setCharAt(out.indexOf(" ", from), separator);
        }
    }

    private void appendInstant(StringBuilder out, long micros) {
        if (writesZ) {
            appendTimestamp(out, micros);
            out.append('Z');
        } else {
            IsoText.appendInstant(out, micros, zone);
        }
    }

    private void appendList(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        int start = column.listStart(row);
        out.append('[');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ",");
            append(out, flat.child(0), type.element(), start + index);
        }
        out.append(']');
    }

    private void appendRow(StringBuilder out, Column column, List<Field> fields, int row) {
        Column flat = column.isFlat() ? column : column.values();
        int place = column.valueRow(row);
        out.append('{');
        for (int index = 0; index < fields.size(); index++) {
            out.append(index == 0 ? "" : ",");
            JsonStrings.append(out, fields.get(index).name());
            out.append(':');
            append(out, flat.child(index), fields.get(index).type(), place);
        }
        out.append('}');
    }

    private void appendMap(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        Column entries = flat.child(0);
        int start = column.listStart(row);
        out.append('{');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ",");
            appendKey(out, entries.child(0), type.fields().get(0).type(), start + index);
            out.append(':');
            append(out, entries.child(1), type.fields().get(1).type(), start + index);
        }
        out.append('}');
    }

    private void appendKey(StringBuilder out, Column keys, DataType type, int row) {
        StringBuilder key = new StringBuilder();
        append(key, keys, type, row);
        if (key.charAt(0) == '"') {
            out.append(key);
        } else {
            JsonStrings.append(out, key);
        }
    }
}
