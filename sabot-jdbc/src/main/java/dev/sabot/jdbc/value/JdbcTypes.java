package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Map;
import java.util.UUID;

/** What JDBC's metadata says about each type. */
public final class JdbcTypes {
    private static final int TIMESTAMP_LENGTH = "2024-01-31 12:00:00".length();
    private static final int OFFSET_LENGTH = "+00:00".length();

    private JdbcTypes() {}

    /** Returns the class of what getObject returns. */
    public static Class<?> javaClass(SqlType type) {
        switch (type) {
            case NULL:
                return Object.class;
            case BOOLEAN:
                return Boolean.class;
            case TINYINT:
            case SMALLINT:
            case INTEGER:
                return Integer.class;
            case BIGINT:
                return Long.class;
            case REAL:
                return Float.class;
            case DOUBLE:
                return Double.class;
            case DECIMAL:
                return BigDecimal.class;
            case CHAR:
            case VARCHAR:
            case JSON:
                return String.class;
            case VARBINARY:
                return byte[].class;
            case UUID:
                return UUID.class;
            case DATE:
                return Date.class;
            case TIME:
                return Time.class;
            case TIMESTAMP:
                return Timestamp.class;
            case TIMESTAMP_WITH_TIME_ZONE:
                return OffsetDateTime.class;
            case INTERVAL_YEAR_MONTH:
                return Period.class;
            case INTERVAL_DAY_TIME:
                return Duration.class;
            case ARRAY:
                return Array.class;
            case ROW:
                return Struct.class;
            case MAP:
                return Map.class;
        }
        throw new AssertionError(type);
    }

    /** Returns the type that a code of {@link Types} asks for, or null if it asks for none. */
    public static @Nullable SqlType ofJdbc(int jdbcType) {
        switch (jdbcType) {
            case Types.BIT:
            case Types.BOOLEAN:
                return SqlType.BOOLEAN;
            case Types.TINYINT:
                return SqlType.TINYINT;
            case Types.SMALLINT:
                return SqlType.SMALLINT;
            case Types.INTEGER:
                return SqlType.INTEGER;
            case Types.BIGINT:
                return SqlType.BIGINT;
            case Types.REAL:
                return SqlType.REAL;
            case Types.FLOAT:
            case Types.DOUBLE:
                return SqlType.DOUBLE;
            case Types.DECIMAL:
            case Types.NUMERIC:
                return SqlType.DECIMAL;
            case Types.CHAR:
            case Types.NCHAR:
                return SqlType.CHAR;
            case Types.VARCHAR:
            case Types.NVARCHAR:
            case Types.LONGVARCHAR:
            case Types.LONGNVARCHAR:
            case Types.CLOB:
            case Types.NCLOB:
                return SqlType.VARCHAR;
            case Types.BINARY:
            case Types.VARBINARY:
            case Types.LONGVARBINARY:
            case Types.BLOB:
                return SqlType.VARBINARY;
            case Types.DATE:
                return SqlType.DATE;
            case Types.TIME:
            case Types.TIME_WITH_TIMEZONE:
                return SqlType.TIME;
            case Types.TIMESTAMP:
                return SqlType.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE:
                return SqlType.TIMESTAMP_WITH_TIME_ZONE;
            default:
                return null;
        }
    }

    /** Returns the type of a name without parameters, or NULL for a name that is none. */
    public static SqlType named(String typeName) {
        for (SqlType type : SqlType.values()) {
            if (type.typeName().equalsIgnoreCase(typeName)
                    || type.name().equalsIgnoreCase(typeName)) {
                return type;
            }
        }
        return SqlType.NULL;
    }

    public static boolean isSigned(SqlType type) {
        switch (type) {
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
            case REAL:
            case DOUBLE:
            case DECIMAL:
                return true;
            default:
                return false;
        }
    }

    public static boolean isText(SqlType type) {
        return type == SqlType.CHAR || type == SqlType.VARCHAR || type == SqlType.JSON;
    }

    /** Returns the decimal digits, or characters or bytes, that a value can have; 0 = no limit. */
    public static int precision(ColumnDescriptor column) {
        int declared = column.precision();
        switch (column.type()) {
            case BOOLEAN:
                return 1;
            case TINYINT:
                return 3;
            case SMALLINT:
                return 5;
            case INTEGER:
                return 10;
            case BIGINT:
                return 19;
            case REAL:
                return 7;
            case DOUBLE:
                return 15;
            case DECIMAL:
                return declared > 0 ? declared : 38;
            case CHAR:
            case VARCHAR:
            case JSON:
            case VARBINARY:
                return declared > 0 ? declared : Integer.MAX_VALUE;
            case DATE:
                return 10;
            case TIME:
                return 8 + fractionLength(declared);
            case TIMESTAMP:
                return TIMESTAMP_LENGTH + fractionLength(declared);
            case TIMESTAMP_WITH_TIME_ZONE:
                return TIMESTAMP_LENGTH + fractionLength(declared) + OFFSET_LENGTH;
            case UUID:
                return 36;
            default:
                return 0;
        }
    }

    public static int scale(ColumnDescriptor column) {
        switch (column.type()) {
            case DECIMAL:
                return column.scale();
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
                return column.precision();
            default:
                return 0;
        }
    }

    /** Returns how many characters the text of a value takes at most. */
    public static int displaySize(ColumnDescriptor column) {
        int precision = precision(column);
        switch (column.type()) {
            case NULL:
                return 4;
            case BOOLEAN:
                return 5;
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
                return precision + 1;
            case REAL:
                return 15;
            case DOUBLE:
                return 24;
            case DECIMAL:
                return precision + (column.scale() > 0 ? 3 : 1);
            case VARBINARY:
                return precision > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : precision * 2;
            case INTERVAL_YEAR_MONTH:
                return 13;
            case INTERVAL_DAY_TIME:
                return 26;
            case ARRAY:
            case ROW:
            case MAP:
                return Integer.MAX_VALUE;
            default:
                return precision;
        }
    }

    private static int fractionLength(int digits) {
        return digits > 0 ? digits + 1 : 0;
    }
}
