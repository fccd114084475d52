package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.DataErrors;
import dev.sabot.jdbc.value.JdbcTypes;
import dev.sabot.jdbc.value.RowValue;
import dev.sabot.jdbc.value.SabotBlob;
import dev.sabot.jdbc.value.SabotClob;
import dev.sabot.jdbc.value.SabotStruct;
import dev.sabot.jdbc.value.ValueConverter;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Turns plain values into the objects that getObject returns, by type or by wanted class. */
final class JdbcObjects {
    private interface Conversion {
        Object convert(ValueConverter converter, Object value) throws SQLException;
    }

    private static final Map<Class<?>, Conversion> BY_CLASS = byClass();

    private final ValueConverter converter;

    /** @param zone the session's time zone */
    JdbcObjects(ZoneId zone) {
        this.converter = new ValueConverter(zone);
    }

    ValueConverter converter() {
        return converter;
    }

    /** Returns the object of the column's type. */
    Object defaultObject(Object value, ColumnDescriptor type) throws SQLException {
        switch (type.type()) {
            case DATE:
                return converter.toDate(value, null);
            case TIME:
                return converter.toTime(value, null);
            case TIMESTAMP:
                return converter.toTimestamp(value, null);
            case TIMESTAMP_WITH_TIME_ZONE:
                return converter.toOffsetDateTime(value);
            case ARRAY:
                return array((List<?>) value, type);
            case ROW:
                return struct((RowValue) value);
            default:
                return value;
        }
    }

    /** Returns the object of a class; 07006 if the value never is one. */
    <T> T object(Object value, ColumnDescriptor type, Class<T> wanted) throws SQLException {
        Conversion conversion = BY_CLASS.get(wanted);
        if (conversion != null) {
            return wanted.cast(conversion.convert(converter, value));
        }
        Object object = defaultObject(value, type);
        if (!wanted.isInstance(object)) {
            throw DataErrors.incompatible(value, wanted.getName());
        }
        return wanted.cast(object);
    }

    SabotArray array(List<?> list, ColumnDescriptor type) throws SQLException {
        ColumnDescriptor element = type.children().get(0);
        return new SabotArray(element, elements(list, element));
    }

    Struct struct(RowValue row) throws SQLException {
        @Nullable Object[] attributes = new Object[row.values().size()];
        for (int i = 0; i < attributes.length; i++) {
            Object value = row.values().get(i);
            attributes[i] =
                    value == null ? null : defaultObject(value, row.type().children().get(i));
        }
        return new SabotStruct(row.type().typeText(), attributes);
    }

    // An array of arrays holds arrays of Java, as array types of Java do.
    private @Nullable Object[] elements(List<?> list, ColumnDescriptor element)
            throws SQLException {
        boolean isNested = element.type() == SqlType.ARRAY;
        Class<?> component = isNested ? Object[].class : JdbcTypes.javaClass(element.type());
        @Nullable Object[] elements = (Object[]) Array.newInstance(component, list.size());
        for (int i = 0; i < elements.length; i++) {
            Object value = list.get(i);
            if (value == null) {
                elements[i] = null;
            } else if (isNested) {
                elements[i] = elements((List<?>) value, element.children().get(0));
            } else {
                elements[i] = defaultObject(value, element);
            }
        }
        return elements;
    }

    private static Map<Class<?>, Conversion> byClass() {
        Map<Class<?>, Conversion> map = new HashMap<>();
        map.put(String.class, ValueConverter::toText);
        map.put(Boolean.class, ValueConverter::toBoolean);
        map.put(Byte.class, ValueConverter::toByte);
        map.put(Short.class, ValueConverter::toShort);
        map.put(Integer.class, ValueConverter::toInt);
        map.put(Long.class, ValueConverter::toLong);
        map.put(Float.class, ValueConverter::toFloat);
        map.put(Double.class, ValueConverter::toDouble);
        map.put(BigDecimal.class, ValueConverter::toBigDecimal);
        map.put(BigInteger.class, (converter, value) -> toBigInteger(converter, value));
        map.put(byte[].class, ValueConverter::toBytes);
        map.put(UUID.class, ValueConverter::toUuid);
        map.put(List.class, ValueConverter::toList);
        map.put(Map.class, ValueConverter::toMap);
        map.put(Clob.class, (converter, value) -> new SabotClob(converter.toText(value)));
        map.put(NClob.class, (converter, value) -> new SabotClob(converter.toText(value)));
        map.put(Blob.class, (converter, value) -> new SabotBlob(converter.toBytes(value)));
        addTemporal(map);
        return map;
    }

    private static void addTemporal(Map<Class<?>, Conversion> map) {
        map.put(LocalDate.class, ValueConverter::toLocalDate);
        map.put(LocalTime.class, ValueConverter::toLocalTime);
        map.put(LocalDateTime.class, ValueConverter::toLocalDateTime);
        map.put(Instant.class, ValueConverter::toInstant);
        map.put(OffsetDateTime.class, ValueConverter::toOffsetDateTime);
        map.put(ZonedDateTime.class, ValueConverter::toZonedDateTime);
        map.put(OffsetTime.class, (converter, value) -> toOffsetTime(converter, value));
        map.put(Period.class, ValueConverter::toPeriod);
        map.put(Duration.class, ValueConverter::toDuration);
        map.put(Date.class, (converter, value) -> converter.toDate(value, null));
        map.put(Time.class, (converter, value) -> converter.toTime(value, null));
        map.put(Timestamp.class, (converter, value) -> converter.toTimestamp(value, null));
        map.put(java.util.Date.class, (converter, value) -> converter.toTimestamp(value, null));
        map.put(Calendar.class, (converter, value) -> toCalendar(converter, value));
    }

    private static BigInteger toBigInteger(ValueConverter converter, Object value)
            throws SQLException {
        return converter.toBigDecimal(value).setScale(0, RoundingMode.DOWN).unscaledValue();
    }

    // A TIME has no zone: its offset is UTC. A zoned timestamp keeps the session's offset.
    private static OffsetTime toOffsetTime(ValueConverter converter, Object value)
            throws SQLException {
        return value instanceof Instant
                ? converter.toOffsetDateTime(value).toOffsetTime()
                : converter.toLocalTime(value).atOffset(ZoneOffset.UTC);
    }

    private static Calendar toCalendar(ValueConverter converter, Object value) throws SQLException {
        Calendar calendar = Calendar.getInstance();
        calendar.setTime(converter.toTimestamp(value, null));
        return calendar;
    }
}
