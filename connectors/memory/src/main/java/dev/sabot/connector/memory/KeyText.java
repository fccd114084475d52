package dev.sabot.connector.memory;

import dev.sabot.batch.Column;
import dev.sabot.connector.TableStore;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Writes the key of a row as an error shows it: `(id, day) = (1, 2024-02-29)`.
final class KeyText {
    private static final int MAX_CHARACTERS = 60;

    private KeyText() {}

    /// Returns the names and the values of a key without nulls.
    static String of(TableStore.Key key, Schema schema, Chunk chunk, int row) {
        String values =
                key.columns().stream()
                        .map(column -> value(chunk.column(column), schema.type(column), row))
                        .collect(Collectors.joining(", "));
        return "(" + names(key, schema) + ") = (" + values + ")";
    }

    /// Returns the names of a key's columns.
    static String names(TableStore.Key key, Schema schema) {
        return key.columns().stream()
                .map(column -> schema.field(column).name())
                .collect(Collectors.joining(", "));
    }

    private static String value(Column column, DataType type, int row) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.toString(column.getBoolean(row));
            case REAL -> Float.toString((float) column.getDouble(row));
            case DOUBLE -> Double.toString(column.getDouble(row));
            case DECIMAL -> decimal(column, type, row);
            case VARCHAR -> "'" + shortened(column.getString(row)) + "'";
            case VARBINARY ->
                    "X'" + shortened(HexFormat.of().formatHex(column.getBytes(row))) + "'";
            case DATE -> LocalDate.ofEpochDay(column.getLong(row)).toString();
            case TIME -> LocalTime.ofNanoOfDay(column.getLong(row) * 1_000).toString();
            case TIMESTAMP -> timestamp(column.getLong(row)).toString().replace('T', ' ');
            case TIMESTAMP_TZ -> instant(column.getLong(row));
            case NULL,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    Long.toString(column.getLong(row));
        };
    }

    private static String decimal(Column column, DataType type, int row) {
        BigInteger low = new BigInteger(Long.toUnsignedString(column.getLow(row)));
        BigInteger unscaled = BigInteger.valueOf(column.getHigh(row)).shiftLeft(64).or(low);
        return new BigDecimal(unscaled, type.scale()).toPlainString();
    }

    private static String instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static LocalDateTime timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                ZoneOffset.UTC);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }
}
