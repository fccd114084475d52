package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.function.LongUnaryOperator;

/// Casts among dates, times and timestamps, and reads them from text.
final class DateTimeCasts {
    private static final long DAY = Calendar.MICROS_PER_DAY;

    private DateTimeCasts() {}

    @FunctionalInterface
    private interface Conversion {
        long convert(long value, ZoneOffsets zone);
    }

    private static RowCast.Factory of(Conversion conversion, DataType to) {
        LongUnaryOperator cut = cut(to);
        return context -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                try {
                    long value = conversion.convert(row.getLong(0), zone);
                    return store(cut.applyAsLong(value), to, result);
                } catch (ArithmeticException e) {
                    return ErrorCode.DATETIME_OVERFLOW;
                }
            };
        };
    }

    private static @Nullable ErrorCode store(long value, DataType to, RowResult result) {
        if (to.kind() == TypeKind.DATE && value != (int) value) {
            return ErrorCode.DATETIME_OVERFLOW;
        }
        result.setLong(value);
        return null;
    }

    /// Cuts microseconds to the precision of a type, towards the past.
    private static LongUnaryOperator cut(DataType to) {
        if (to.kind() == TypeKind.DATE || to.precision() >= 6) {
            return value -> value;
        }
        long power = 1;
        for (int digits = to.precision(); digits < 6; digits++) {
            power *= 10;
        }
        long unit = power;
        return value -> value - Math.floorMod(value, unit);
    }

    static RowCast.@Nullable Factory cast(DataType from, DataType to) {
        Conversion conversion =
                switch (from.kind()) {
                    case DATE -> fromDate(to.kind());
                    case TIME -> to.kind() == TypeKind.TIME ? (value, _) -> value : null;
                    case TIMESTAMP -> fromTimestamp(to.kind());
                    case TIMESTAMP_TZ -> fromInstant(to.kind());
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
                            VARBINARY,
                            INTERVAL_MONTH,
                            INTERVAL_DAY,
                            ARRAY,
                            ROW,
                            MAP ->
                            null;
                };
        return conversion == null ? null : of(conversion, to);
    }

    private static @Nullable Conversion fromDate(TypeKind to) {
        return switch (to) {
            case TIMESTAMP -> (day, _) -> Math.multiplyExact(day, DAY);
            case TIMESTAMP_TZ -> (day, zone) -> zone.toInstant(Math.multiplyExact(day, DAY));
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
                    VARBINARY,
                    DATE,
                    TIME,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static @Nullable Conversion fromTimestamp(TypeKind to) {
        return switch (to) {
            case DATE -> (micros, _) -> Math.floorDiv(micros, DAY);
            case TIME -> (micros, _) -> Math.floorMod(micros, DAY);
            case TIMESTAMP -> (micros, _) -> micros;
            case TIMESTAMP_TZ -> (micros, zone) -> zone.toInstant(micros);
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
                    VARBINARY,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static @Nullable Conversion fromInstant(TypeKind to) {
        return switch (to) {
            case DATE -> (instant, zone) -> Math.floorDiv(zone.toLocal(instant), DAY);
            case TIME -> (instant, zone) -> Math.floorMod(zone.toLocal(instant), DAY);
            case TIMESTAMP -> (instant, zone) -> zone.toLocal(instant);
            case TIMESTAMP_TZ -> (instant, _) -> instant;
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
                    VARBINARY,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    /// Reads text. A date may have a time behind it, a time may have a date before it; a TIMESTAMP
    /// with an offset is its time in UTC.
    static RowCast.Factory parse(DataType to) {
        LongUnaryOperator cut = cut(to);
        return context -> {
            DateTimeParser parser = new DateTimeParser();
            ZoneOffsets session = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                try {
                    return parse(row, parser, session, to, cut, result);
                } catch (ArithmeticException e) {
                    return ErrorCode.DATETIME_OVERFLOW;
                }
            };
        };
    }

    private static @Nullable ErrorCode parse(
            Row row,
            DateTimeParser parser,
            ZoneOffsets session,
            DataType to,
            LongUnaryOperator cut,
            RowResult result) {
        boolean isTime = to.kind() == TypeKind.TIME;
        boolean isParsed =
                isTime ? parser.parseTime(row.text(0)) : parser.parseTimestamp(row.text(0));
        if (!isParsed) {
            return ErrorCode.INVALID_CAST;
        }
        long value;
        if (isTime) {
            value = parser.timeMicros();
        } else if (to.kind() == TypeKind.DATE) {
            value = parser.day();
        } else if (to.kind() == TypeKind.TIMESTAMP && !parser.hasZone()) {
            value = parser.localMicros();
        } else {
            value = parser.instantMicros(session);
        }
        return store(cut.applyAsLong(value), to, result);
    }
}
