package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.RowValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Says as what type the value of a parameter travels. */
final class ParameterTypes {
    private static final int MAX_DIGITS = 38;

    private ParameterTypes() {}

    /** Returns whether a value can travel as the type. */
    static boolean fits(Object value, ColumnDescriptor type) throws SessionException {
        if (type.type() == SqlType.DECIMAL && value instanceof BigDecimal) {
            BigDecimal decimal = (BigDecimal) value;
            int whole = decimal.precision() - decimal.scale();
            return decimal.scale() <= type.scale() && whole <= type.precision() - type.scale();
        }
        switch (type.type()) {
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
            case CHAR:
            case VARCHAR:
            case JSON:
                return kind(typeOf("", value).type()) == kind(type.type());
            case ARRAY:
            case ROW:
            case MAP:
                return true;
            default:
                return typeOf("", value).type() == type.type();
        }
    }

    // Types whose values are of one Java family.
    private static SqlType kind(SqlType type) {
        switch (type) {
            case TINYINT:
            case SMALLINT:
            case INTEGER:
                return SqlType.BIGINT;
            case CHAR:
            case JSON:
                return SqlType.VARCHAR;
            default:
                return type;
        }
    }

    /** Returns the type that a value has by itself. */
    static ColumnDescriptor typeOf(String name, Object value) throws SessionException {
        if (value instanceof BigDecimal) {
            return decimal(name, (BigDecimal) value);
        }
        if (value instanceof List) {
            return ColumnDescriptor.builder(name, SqlType.ARRAY)
                    .child(common("element", (List<?>) value))
                    .build();
        }
        if (value instanceof Map) {
            Map<?, ?> map = (Map<?, ?>) value;
            return ColumnDescriptor.builder(name, SqlType.MAP)
                    .child(common("key", List.copyOf(map.keySet())))
                    .child(common("value", new java.util.ArrayList<>(map.values())))
                    .build();
        }
        if (value instanceof Object[] || value instanceof RowValue) {
            return row(name, value);
        }
        SqlType type = scalar(value);
        ColumnDescriptor.Builder builder = ColumnDescriptor.builder(name, type);
        boolean hasFraction =
                type == SqlType.TIME
                        || type == SqlType.TIMESTAMP
                        || type == SqlType.TIMESTAMP_WITH_TIME_ZONE;
        return builder.precision(hasFraction ? 6 : 0).build();
    }

    private static ColumnDescriptor row(String name, Object value) throws SessionException {
        List<?> fields =
                value instanceof RowValue
                        ? ((RowValue) value).values()
                        : Arrays.asList((@Nullable Object[]) value);
        ColumnDescriptor.Builder builder = ColumnDescriptor.builder(name, SqlType.ROW);
        for (int i = 0; i < fields.size(); i++) {
            Object field = fields.get(i);
            String fieldName = "f" + (i + 1);
            builder.child(
                    field == null
                            ? ColumnDescriptor.of(fieldName, SqlType.NULL)
                            : typeOf(fieldName, field));
        }
        return builder.build();
    }

    // The type of elements: that of the first that says one, if all the others fit.
    private static ColumnDescriptor common(String name, List<?> values) throws SessionException {
        ColumnDescriptor type = ColumnDescriptor.of(name, SqlType.NULL);
        for (Object value : values) {
            if (value == null) {
                continue;
            }
            if (type.type() == SqlType.NULL) {
                type = typeOf(name, value);
            } else if (value instanceof BigDecimal && type.type() == SqlType.DECIMAL) {
                type = wider(name, type, (BigDecimal) value);
            } else if (!fits(value, type)) {
                throw mismatch("an array or map of values of different types");
            }
        }
        return type;
    }

    private static ColumnDescriptor wider(String name, ColumnDescriptor type, BigDecimal value)
            throws SessionException {
        int scale = Math.max(type.scale(), value.scale());
        int whole = Math.max(type.precision() - type.scale(), value.precision() - value.scale());
        return decimal(name, whole + scale, scale);
    }

    private static ColumnDescriptor decimal(String name, BigDecimal value) throws SessionException {
        int scale = Math.max(0, value.scale());
        int whole = Math.max(0, value.precision() - value.scale());
        return decimal(name, Math.max(1, whole + scale), scale);
    }

    private static ColumnDescriptor decimal(String name, int precision, int scale)
            throws SessionException {
        if (precision > MAX_DIGITS) {
            throw new SessionException(
                    "22003",
                    "OVERFLOW",
                    "a DECIMAL has at most " + MAX_DIGITS + " digits, not " + precision,
                    null);
        }
        return ColumnDescriptor.builder(name, SqlType.DECIMAL)
                .precision(precision)
                .scale(scale)
                .build();
    }

    private static SqlType scalar(Object value) throws SessionException {
        if (value instanceof Boolean) {
            return SqlType.BOOLEAN;
        }
        if (value instanceof Byte) {
            return SqlType.TINYINT;
        }
        if (value instanceof Short) {
            return SqlType.SMALLINT;
        }
        if (value instanceof Integer) {
            return SqlType.INTEGER;
        }
        if (value instanceof Long) {
            return SqlType.BIGINT;
        }
        if (value instanceof Float) {
            return SqlType.REAL;
        }
        if (value instanceof Double) {
            return SqlType.DOUBLE;
        }
        if (value instanceof String) {
            return SqlType.VARCHAR;
        }
        if (value instanceof byte[]) {
            return SqlType.VARBINARY;
        }
        return other(value);
    }

    private static SqlType other(Object value) throws SessionException {
        if (value instanceof LocalDate) {
            return SqlType.DATE;
        }
        if (value instanceof LocalTime) {
            return SqlType.TIME;
        }
        if (value instanceof LocalDateTime) {
            return SqlType.TIMESTAMP;
        }
        if (value instanceof Instant) {
            return SqlType.TIMESTAMP_WITH_TIME_ZONE;
        }
        if (value instanceof Period) {
            return SqlType.INTERVAL_YEAR_MONTH;
        }
        if (value instanceof Duration) {
            return SqlType.INTERVAL_DAY_TIME;
        }
        if (value instanceof UUID) {
            // The engine has no type for it: it travels as text.
            return SqlType.VARCHAR;
        }
        throw mismatch("a parameter cannot be a " + value.getClass().getName());
    }

    private static SessionException mismatch(String what) {
        return new SessionException(
                "42804",
                "TYPE_MISMATCH",
                what + "; bind a number, text, date, time or binary value",
                null);
    }

    /** Returns the value as a column of the type stores it. */
    static @Nullable Object fitted(@Nullable Object value, ColumnDescriptor type) {
        if (value instanceof BigDecimal && type.type() == SqlType.DECIMAL) {
            return ((BigDecimal) value).setScale(type.scale(), RoundingMode.HALF_UP);
        }
        if (value instanceof UUID && type.type() != SqlType.UUID) {
            return value.toString();
        }
        return value;
    }
}
