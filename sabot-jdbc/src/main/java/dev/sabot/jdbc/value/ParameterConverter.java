package dev.sabot.jdbc.value;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

/**
 * Turns what an application binds into the values that a {@link
 * dev.sabot.jdbc.session.PreparedHandle} takes: first into a plain value, then into the type of the
 * parameter, if that is known.
 */
public final class ParameterConverter {
    private final ValueConverter converter;

    public ParameterConverter(ValueConverter converter) {
        this.converter = converter;
    }

    /**
     * Converts a value.
     *
     * @param calendar the zone that java.sql.Date, Time and Timestamp stand for, null = the JVM's
     */
    public @Nullable Object convert(
            @Nullable Object value, ColumnDescriptor target, @Nullable Calendar calendar)
            throws SQLException {
        if (value == null) {
            return null;
        }
        boolean isInstant = target.type() == SqlType.TIMESTAMP_WITH_TIME_ZONE;
        return coerce(plain(value, isInstant, calendar), target);
    }

    private Object plain(Object value, boolean isInstant, @Nullable Calendar calendar)
            throws SQLException {
        if (value instanceof java.util.Date) {
            return plainDate((java.util.Date) value, isInstant, calendar);
        }
        if (value instanceof Calendar) {
            return ((Calendar) value).toInstant();
        }
        if (value instanceof OffsetDateTime) {
            return ((OffsetDateTime) value).toInstant();
        }
        if (value instanceof ZonedDateTime) {
            return ((ZonedDateTime) value).toInstant();
        }
        if (value instanceof OffsetTime) {
            return ((OffsetTime) value).toLocalTime();
        }
        if (value instanceof BigInteger) {
            return new BigDecimal((BigInteger) value);
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof Character || value instanceof URL) {
            return value.toString();
        }
        if (value instanceof Clob) {
            Clob clob = (Clob) value;
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Blob) {
            Blob blob = (Blob) value;
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        if (isPlain(value)) {
            return value;
        }
        return plainNested(value);
    }

    // JDBC hands over java.util.Date and its children; this is where they end.
    @SuppressWarnings("JavaUtilDate")
    private static Object plainDate(
            java.util.Date value, boolean isInstant, @Nullable Calendar calendar) {
        TimeZone timeZone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
        ZoneId zone = timeZone.toZoneId();
        if (value instanceof Time) {
            return Instant.ofEpochMilli(value.getTime()).atZone(zone).toLocalTime();
        }
        if (value instanceof java.sql.Date) {
            return calendar == null
                    ? ((java.sql.Date) value).toLocalDate()
                    : Instant.ofEpochMilli(value.getTime()).atZone(zone).toLocalDate();
        }
        if (isInstant) {
            return value.toInstant();
        }
        if (value instanceof Timestamp && calendar == null) {
            return ((Timestamp) value).toLocalDateTime();
        }
        return LocalDateTime.ofInstant(value.toInstant(), zone);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof String
                || value instanceof byte[]
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof Instant
                || value instanceof Period
                || value instanceof Duration
                || value instanceof UUID
                || value instanceof Map
                || value instanceof RowValue;
    }

    private static Object plainNested(Object value) throws SQLException {
        if (value instanceof java.sql.Array) {
            return list(((java.sql.Array) value).getArray());
        }
        if (value instanceof Struct) {
            return ((Struct) value).getAttributes();
        }
        if (value instanceof Collection) {
            return new ArrayList<@Nullable Object>((Collection<?>) value);
        }
        if (value.getClass().isArray()) {
            return list(value);
        }
        throw DataErrors.incompatible(value, "a parameter");
    }

    private static List<@Nullable Object> list(Object array) {
        List<@Nullable Object> list = new ArrayList<>(Array.getLength(array));
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    private Object coerce(Object value, ColumnDescriptor target) throws SQLException {
        switch (target.type()) {
            case NULL:
                return untyped(value);
            case BOOLEAN:
                return converter.toBoolean(value);
            case TINYINT:
                return converter.toByte(value);
            case SMALLINT:
                return converter.toShort(value);
            case INTEGER:
                return converter.toInt(value);
            case BIGINT:
                return converter.toLong(value);
            case REAL:
                return converter.toFloat(value);
            case DOUBLE:
                return converter.toDouble(value);
            case DECIMAL:
                return target.precision() > 0
                        ? converter.toBigDecimal(value, target.precision(), target.scale())
                        : converter.toBigDecimal(value);
            case CHAR:
            case VARCHAR:
            case JSON:
                return text(value, target);
            case VARBINARY:
                return converter.toBytes(value);
            case UUID:
                return converter.toUuid(value);
            case ARRAY:
            case ROW:
            case MAP:
                return coerceNested(value, target);
            default:
                return coerceTemporal(value, target);
        }
    }

    private String text(Object value, ColumnDescriptor target) throws SQLException {
        if (value instanceof byte[] || value instanceof Object[]) {
            throw DataErrors.incompatible(value, target.typeName());
        }
        return converter.toText(value);
    }

    private Object coerceTemporal(Object value, ColumnDescriptor target) throws SQLException {
        switch (target.type()) {
            case DATE:
                return converter.toLocalDate(value);
            case TIME:
                return converter.toLocalTime(value);
            case TIMESTAMP:
                return converter.toLocalDateTime(value);
            case TIMESTAMP_WITH_TIME_ZONE:
                return converter.toInstant(value);
            case INTERVAL_YEAR_MONTH:
                return converter.toPeriod(value);
            case INTERVAL_DAY_TIME:
                return converter.toDuration(value);
            default:
                throw new AssertionError(target.type());
        }
    }

    private Object coerceNested(Object value, ColumnDescriptor target) throws SQLException {
        switch (target.type()) {
            case ARRAY:
                List<@Nullable Object> elements = new ArrayList<>();
                for (Object element : converter.toList(value)) {
                    elements.add(convert(element, target.children().get(0), null));
                }
                return elements;
            case MAP:
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : converter.toMap(value).entrySet()) {
                    map.put(
                            convert(entry.getKey(), target.children().get(0), null),
                            convert(entry.getValue(), target.children().get(1), null));
                }
                return map;
            case ROW:
                return row(value, target);
            default:
                throw new AssertionError(target.type());
        }
    }

    private Object row(Object value, ColumnDescriptor target) throws SQLException {
        List<?> given;
        if (value instanceof Object[]) {
            given = Arrays.asList((Object[]) value);
        } else if (value instanceof RowValue) {
            given = ((RowValue) value).values();
        } else if (value instanceof List) {
            given = (List<?>) value;
        } else {
            throw DataErrors.incompatible(value, target.typeText());
        }
        List<ColumnDescriptor> fields = target.children();
        if (given.size() != fields.size()) {
            throw SqlErrors.of(
                    "07001", "a row of " + given.size() + " values for " + target.typeText());
        }
        @Nullable Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = convert(given.get(i), fields.get(i), null);
        }
        return row;
    }

    private Object untyped(Object value) throws SQLException {
        ColumnDescriptor unknown = ColumnDescriptor.of("", SqlType.NULL);
        if (value instanceof List) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (Object element : (List<?>) value) {
                elements.add(convert(element, unknown, null));
            }
            return elements;
        }
        if (value instanceof Map) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                map.put(
                        convert(entry.getKey(), unknown, null),
                        convert(entry.getValue(), unknown, null));
            }
            return map;
        }
        List<?> given;
        if (value instanceof RowValue) {
            given = ((RowValue) value).values();
        } else if (value instanceof Object[]) {
            given = Arrays.asList((Object[]) value);
        } else {
            return value;
        }
        @Nullable Object[] fields = new Object[given.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = convert(given.get(i), unknown, null);
        }
        return fields;
    }
}
