package dev.sabot.type;

import java.sql.Types;

/// Lists the SQL types: name, default memory layout and `java.sql.Types` code.
public enum TypeKind {
    /// The type of an untyped NULL; every value is null.
    NULL("NULL", Layout.INT32, Types.NULL),
    BOOLEAN("BOOLEAN", Layout.BIT, Types.BOOLEAN),
    TINYINT("TINYINT", Layout.INT8, Types.TINYINT),
    SMALLINT("SMALLINT", Layout.INT16, Types.SMALLINT),
    INTEGER("INTEGER", Layout.INT32, Types.INTEGER),
    BIGINT("BIGINT", Layout.INT64, Types.BIGINT),
    REAL("REAL", Layout.FLOAT32, Types.REAL),
    DOUBLE("DOUBLE", Layout.FLOAT64, Types.DOUBLE),
    /// Unscaled value; each column of each batch is INT64 where all its values fit, else INT128.
    DECIMAL("DECIMAL", Layout.INT128, Types.DECIMAL),
    /// UTF-8.
    VARCHAR("VARCHAR", Layout.VARLEN, Types.VARCHAR),
    VARBINARY("VARBINARY", Layout.VARLEN, Types.VARBINARY),
    /// Days since 1970-01-01.
    DATE("DATE", Layout.INT32, Types.DATE),
    /// Microseconds since midnight.
    TIME("TIME", Layout.INT64, Types.TIME),
    /// Microseconds since 1970-01-01 00:00:00, without a zone.
    TIMESTAMP("TIMESTAMP", Layout.INT64, Types.TIMESTAMP),
    /// An instant: microseconds since 1970-01-01 00:00:00 UTC.
    TIMESTAMP_TZ("TIMESTAMP WITH TIME ZONE", Layout.INT64, Types.TIMESTAMP_WITH_TIMEZONE),
    /// Months.
    INTERVAL_MONTH("INTERVAL YEAR TO MONTH", Layout.INT32, Types.OTHER),
    /// Microseconds.
    INTERVAL_DAY("INTERVAL DAY TO SECOND", Layout.INT64, Types.OTHER),
    ARRAY("ARRAY", Layout.LIST, Types.ARRAY),
    ROW("ROW", Layout.STRUCT, Types.STRUCT),
    /// A list of structs of key and value.
    MAP("MAP", Layout.LIST, Types.OTHER);

    private final String sqlName;
    private final Layout layout;
    private final int jdbcType;

    TypeKind(String sqlName, Layout layout, int jdbcType) {
        this.sqlName = sqlName;
        this.layout = layout;
        this.jdbcType = jdbcType;
    }

    /// Returns the SQL name without parameters.
    public String sqlName() {
        return sqlName;
    }

    /// Returns the layout columns of this type have unless a column says otherwise (DECIMAL).
    public Layout layout() {
        return layout;
    }

    /// Returns the `java.sql.Types` code.
    public int jdbcType() {
        return jdbcType;
    }

    public boolean isInteger() {
        return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    public boolean isApproximate() {
        return this == REAL || this == DOUBLE;
    }

    public boolean isNumeric() {
        return isInteger() || isApproximate() || this == DECIMAL;
    }

    public boolean isNested() {
        return this == ARRAY || this == ROW || this == MAP;
    }

    /// Says whether values are days, times or instants.
    public boolean isDateTime() {
        return this == DATE || this == TIME || this == TIMESTAMP || this == TIMESTAMP_TZ;
    }

    public boolean isInterval() {
        return this == INTERVAL_MONTH || this == INTERVAL_DAY;
    }
}
