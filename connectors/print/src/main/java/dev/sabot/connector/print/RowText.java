package dev.sabot.connector.print;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/// Writes rows as text, for people: `[1, a, NULL]`.
///
/// @param zone the zone of instants
record RowText(ZoneId zone) {
    String text(Batch batch, Schema schema, int row) {
        StringBuilder out = new StringBuilder("[");
        for (int column = 0; column < schema.size(); column++) {
            out.append(column == 0 ? "" : ", ");
            append(out, batch.column(column), schema.type(column), row);
        }
        return out.append(']').toString();
    }

    private void append(StringBuilder out, Column column, DataType type, int row) {
        if (column.isNull(row)) {
            out.append("NULL");
            return;
        }
        switch (type.kind()) {
            case NULL -> out.append("NULL");
            case BOOLEAN -> out.append(column.getBoolean(row));
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_MONTH ->
                    out.append(column.getLong(row));
            case REAL -> out.append((float) column.getDouble(row));
            case DOUBLE -> out.append(column.getDouble(row));
            case DECIMAL -> out.append(decimal(column, type, row).toPlainString());
            case VARCHAR -> out.append(column.getString(row));
            case VARBINARY -> out.append(HexFormat.of().formatHex(column.getBytes(row)));
            case DATE -> out.append(LocalDate.ofEpochDay(column.getLong(row)));
            case TIME -> out.append(LocalTime.ofNanoOfDay(1_000 * column.getLong(row)));
            case TIMESTAMP -> out.append(instant(column.getLong(row)).toLocalDateTime());
            case TIMESTAMP_TZ ->
                    out.append(
                            instant(column.getLong(row))
                                    .atZoneSameInstant(zone)
                                    .toOffsetDateTime());
            case INTERVAL_DAY -> out.append(Duration.ofNanos(1_000 * column.getLong(row)));
            case ARRAY -> appendList(out, column, type, row);
            case ROW -> {
                Column flat = column.isFlat() ? column : column.values();
                int place = column.valueRow(row);
                out.append('(');
                for (int index = 0; index < type.fields().size(); index++) {
                    out.append(index == 0 ? "" : ", ");
                    append(out, flat.child(index), type.fields().get(index).type(), place);
                }
                out.append(')');
            }
            case MAP -> appendMap(out, column, type, row);
        }
    }

    private static OffsetDateTime instant(long micros) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        1_000 * Math.floorMod(micros, 1_000_000L))
                .atOffset(ZoneOffset.UTC);
    }

    private static BigDecimal decimal(Column column, DataType type, int row) {
        BigInteger low = new BigInteger(Long.toUnsignedString(column.getLow(row)));
        BigInteger high = BigInteger.valueOf(column.getHigh(row)).shiftLeft(64);
        return new BigDecimal(high.add(low), type.scale());
    }

    private void appendList(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        int start = column.listStart(row);
        out.append('[');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ", ");
            append(out, flat.child(0), type.element(), start + index);
        }
        out.append(']');
    }

    private void appendMap(StringBuilder out, Column column, DataType type, int row) {
        Column flat = column.isFlat() ? column : column.values();
        Column entries = flat.child(0);
        List<DataType> types = type.fields().stream().map(field -> field.type()).toList();
        int start = column.listStart(row);
        out.append('{');
        for (int index = 0; index < column.valueLength(row); index++) {
            out.append(index == 0 ? "" : ", ");
            append(out, entries.child(0), types.get(0), start + index);
            out.append('=');
            append(out, entries.child(1), types.get(1), start + index);
        }
        out.append('}');
    }
}
