package dev.sabot.server.wire;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Describes the engine's columns in Arrow's words, with the metadata Flight SQL asks for.
public final class ArrowTypes {
    /// The key under which a field says its type as SQL writes it.
    public static final String SQL_TYPE = "SABOT:SQL_TYPE";

    /// The key under which a field says its DEFAULT expression.
    public static final String COLUMN_DEFAULT = "SABOT:COLUMN_DEFAULT";

    private static final String PREFIX = "ARROW:FLIGHT:SQL:";
    private static final String UTC = "UTC";

    private ArrowTypes() {}

    /// Where a column comes from; all but the catalog may be unknown.
    ///
    /// @param defaultText the DEFAULT expression, or null
    /// @param isReadOnly whether no statement can change it
    public record Origin(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            @Nullable String defaultText,
            boolean isReadOnly) {
        /// A column of a result.
        public static final Origin RESULT = new Origin(null, null, null, null, true);
    }

    /// Returns the schema of a result.
    public static org.apache.arrow.vector.types.pojo.Schema schema(Schema schema) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(field(field, Origin.RESULT));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    /// Returns one field with its metadata.
    public static org.apache.arrow.vector.types.pojo.Field field(Field field, Origin origin) {
        return field(field, metadata(field.type(), origin));
    }

    private static org.apache.arrow.vector.types.pojo.Field field(
            Field field, @Nullable Map<String, String> metadata) {
        DataType type = field.type();
        boolean isNullable = field.isNullable() || type.equals(DataType.NULL);
        return new org.apache.arrow.vector.types.pojo.Field(
                field.name(),
                new FieldType(isNullable, arrowType(type), null, metadata),
                children(type));
    }

    private static List<org.apache.arrow.vector.types.pojo.Field> children(DataType type) {
        List<org.apache.arrow.vector.types.pojo.Field> children = new ArrayList<>();
        for (Field child : type.fields()) {
            children.add(field(child, Map.of(SQL_TYPE, child.type().toString())));
        }
        return switch (type.kind()) {
            case MAP ->
                    List.of(
                            new org.apache.arrow.vector.types.pojo.Field(
                                    "entries",
                                    new FieldType(false, ArrowType.Struct.INSTANCE, null),
                                    children));
            case ARRAY, ROW -> children;
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
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    List.of();
        };
    }

    /// Returns the Arrow type that values of a SQL type are sent as.
    public static ArrowType arrowType(DataType type) {
        return switch (type.kind()) {
            case NULL -> ArrowType.Null.INSTANCE;
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case TINYINT -> new ArrowType.Int(8, true);
            case SMALLINT -> new ArrowType.Int(16, true);
            case INTEGER -> new ArrowType.Int(32, true);
            case BIGINT -> new ArrowType.Int(64, true);
            case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case DECIMAL -> new ArrowType.Decimal(type.precision(), type.scale(), 128);
            case VARCHAR -> ArrowType.Utf8.INSTANCE;
            case VARBINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case TIMESTAMP_TZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, UTC);
            case INTERVAL_MONTH -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
            case INTERVAL_DAY -> new ArrowType.Duration(TimeUnit.MICROSECOND);
            case ARRAY -> ArrowType.List.INSTANCE;
            case ROW -> ArrowType.Struct.INSTANCE;
            case MAP -> new ArrowType.Map(false);
        };
    }

    private static Map<String, String> metadata(DataType type, Origin origin) {
        Map<String, String> metadata = new LinkedHashMap<>();
        put(metadata, "CATALOG_NAME", origin.catalog());
        put(metadata, "DB_SCHEMA_NAME", origin.schema());
        // The name in the specification is the one above; the implementations read this one.
        put(metadata, "SCHEMA_NAME", origin.schema());
        put(metadata, "TABLE_NAME", origin.table());
        put(metadata, "TYPE_NAME", type.kind().sqlName());
        put(metadata, "PRECISION", Integer.toString(precision(type)));
        put(metadata, "SCALE", Integer.toString(scale(type)));
        put(metadata, "IS_AUTO_INCREMENT", "0");
        put(metadata, "IS_CASE_SENSITIVE", type.kind() == DataType.VARCHAR.kind() ? "1" : "0");
        put(metadata, "IS_READ_ONLY", origin.isReadOnly() ? "1" : "0");
        put(metadata, "IS_SEARCHABLE", "1");
        metadata.put(SQL_TYPE, type.toString());
        if (origin.defaultText() != null) {
            metadata.put(COLUMN_DEFAULT, origin.defaultText());
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null) {
            metadata.put(PREFIX + key, value);
        }
    }

    /// Returns the digits of a number, or the characters of a date or time as text; 0 where there
    /// is no bound.
    static int precision(DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> type.precision();
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 7;
            case DOUBLE -> 15;
            case DATE -> 10;
            case TIME -> 8 + fraction(type);
            case TIMESTAMP -> 19 + fraction(type);
            case TIMESTAMP_TZ -> 25 + fraction(type);
            case NULL, VARCHAR, VARBINARY, INTERVAL_MONTH, INTERVAL_DAY, ARRAY, ROW, MAP -> 0;
        };
    }

    private static int fraction(DataType type) {
        return type.precision() == 0 ? 0 : type.precision() + 1;
    }

    private static int scale(DataType type) {
        return type.kind().isDateTime() ? type.precision() : type.scale();
    }
}
