package dev.sabot.type;

import java.util.List;
import java.util.stream.Collectors;

/// Describes a SQL type completely.
///
/// **Range**: DECIMAL has precision 1..38 and scale 0..precision; TIME and the timestamps have
/// precision 0..6 (values are stored in microseconds); other kinds have precision and scale 0.
/// ARRAY has one child field, MAP two (key, value), ROW one per component.
public record DataType(TypeKind kind, int precision, int scale, List<Field> fields) {
    public static final int MAX_DECIMAL_PRECISION = 38;

    /// The largest precision whose every unscaled value fits 64 bits.
    public static final int MAX_LONG_PRECISION = 18;

    public static final DataType NULL = simple(TypeKind.NULL);
    public static final DataType BOOLEAN = simple(TypeKind.BOOLEAN);
    public static final DataType TINYINT = simple(TypeKind.TINYINT);
    public static final DataType SMALLINT = simple(TypeKind.SMALLINT);
    public static final DataType INTEGER = simple(TypeKind.INTEGER);
    public static final DataType BIGINT = simple(TypeKind.BIGINT);
    public static final DataType REAL = simple(TypeKind.REAL);
    public static final DataType DOUBLE = simple(TypeKind.DOUBLE);
    public static final DataType VARCHAR = simple(TypeKind.VARCHAR);
    public static final DataType VARBINARY = simple(TypeKind.VARBINARY);
    public static final DataType DATE = simple(TypeKind.DATE);
    public static final DataType TIME = new DataType(TypeKind.TIME, 6, 0, List.of());
    public static final DataType TIMESTAMP = new DataType(TypeKind.TIMESTAMP, 6, 0, List.of());
    public static final DataType TIMESTAMP_TZ =
            new DataType(TypeKind.TIMESTAMP_TZ, 6, 0, List.of());
    public static final DataType INTERVAL_MONTH = simple(TypeKind.INTERVAL_MONTH);
    public static final DataType INTERVAL_DAY = simple(TypeKind.INTERVAL_DAY);

    public DataType {
        fields = List.copyOf(fields);
    }

    private static DataType simple(TypeKind kind) {
        return new DataType(kind, 0, 0, List.of());
    }

    /// Returns DECIMAL(precision, scale).
    public static DataType decimal(int precision, int scale) {
        if (precision < 1 || precision > MAX_DECIMAL_PRECISION || scale < 0 || scale > precision) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ")");
        }
        return new DataType(TypeKind.DECIMAL, precision, scale, List.of());
    }

    /// Returns an array of nullable elements.
    public static DataType array(DataType element) {
        return new DataType(TypeKind.ARRAY, 0, 0, List.of(Field.of("element", element)));
    }

    /// Returns a row of named components.
    public static DataType row(List<Field> fields) {
        return new DataType(TypeKind.ROW, 0, 0, fields);
    }

    /// Returns a map; keys are never null.
    public static DataType map(DataType key, DataType value) {
        return new DataType(
                TypeKind.MAP,
                0,
                0,
                List.of(new Field("key", key, false), Field.of("value", value)));
    }

    /// Returns the layout a column of this type has unless the column says otherwise. Only DECIMAL
    /// columns vary: INT64 or INT128 whatever the precision, as their values need.
    public Layout layout() {
        if (kind == TypeKind.DECIMAL && precision <= MAX_LONG_PRECISION) {
            return Layout.INT64;
        }
        return kind.layout();
    }

    public boolean isDecimal() {
        return kind == TypeKind.DECIMAL;
    }

    /// Returns the element type of an ARRAY.
    public DataType element() {
        return fields.get(0).type();
    }

    /// Returns the type as SQL writes it.
    @Override
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case TIME, TIMESTAMP ->
                    precision == 6 ? kind.sqlName() : kind.sqlName() + "(" + precision + ")";
            case TIMESTAMP_TZ ->
                    precision == 6 ? kind.sqlName() : "TIMESTAMP(" + precision + ") WITH TIME ZONE";
            case ARRAY -> element() + " ARRAY";
            case MAP -> "MAP<" + fields.get(0).type() + ", " + fields.get(1).type() + ">";
            case ROW ->
                    fields.stream()
                            .map(field -> field.name() + " " + field.type())
                            .collect(Collectors.joining(", ", "ROW(", ")"));
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    kind.sqlName();
        };
    }
}
