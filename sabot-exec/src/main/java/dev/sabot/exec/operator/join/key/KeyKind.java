package dev.sabot.exec.operator.join.key;

import dev.sabot.type.DataType;

/// How values of a key are compared.
public enum KeyKind {
    /// Integers, booleans, dates, times, intervals and unscaled decimals: by value, whatever the
    /// width.
    INTEGER,
    /// REAL and DOUBLE: 0.0 equals -0.0, NaN equals NaN.
    DOUBLE,
    /// Text and binary: byte by byte.
    TEXT,
    /// Arrays, rows and maps.
    NESTED;

    /// Returns the kind of a key.
    ///
    /// **Errors**: IllegalArgumentException when values of the two types are not compared as they
    /// lie: the planner casts such keys.
    public static KeyKind of(DataType left, DataType right) {
        boolean isNull = left.equals(DataType.NULL) || right.equals(DataType.NULL);
        KeyKind kind = of(left.equals(DataType.NULL) ? right : left);
        boolean hasSameScale =
                left.isDecimal() == right.isDecimal() && left.scale() == right.scale();
        if (!isNull && (kind != of(right) || (kind == INTEGER && !hasSameScale))) {
            throw new IllegalArgumentException(
                    "a join of keys of types " + left + " and " + right + " lacks a cast");
        }
        return kind;
    }

    private static KeyKind of(DataType type) {
        return switch (type.kind()) {
            case REAL, DOUBLE -> DOUBLE;
            case VARCHAR, VARBINARY -> TEXT;
            case ARRAY, ROW, MAP -> NESTED;
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DECIMAL,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    INTEGER;
        };
    }
}
