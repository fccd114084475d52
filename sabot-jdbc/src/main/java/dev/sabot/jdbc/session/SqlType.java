package dev.sabot.jdbc.session;

import java.sql.SQLType;
import java.sql.Types;

/**
 * The SQL types of Sabot as the driver knows them: each constant fixes how a column's buffers are
 * read, its JDBC code, and the name of the type where the session gives no other.
 */
public enum SqlType implements SQLType {
    /** The type of a bare NULL, and of a parameter whose type is not determined. */
    NULL("NULL", Types.NULL),
    /** {@link Layout#BIT}. */
    BOOLEAN("BOOLEAN", Types.BOOLEAN),
    /** {@link Layout#INT8}. */
    TINYINT("TINYINT", Types.TINYINT),
    /** {@link Layout#INT16}. */
    SMALLINT("SMALLINT", Types.SMALLINT),
    /** {@link Layout#INT32}. */
    INTEGER("INTEGER", Types.INTEGER),
    /** {@link Layout#INT64}. */
    BIGINT("BIGINT", Types.BIGINT),
    /** {@link Layout#FLOAT32}. */
    REAL("REAL", Types.REAL),
    /** {@link Layout#FLOAT64}. */
    DOUBLE("DOUBLE", Types.DOUBLE),
    /** Unscaled in {@link Layout#INT32}, INT64 or INT128; the scale is the descriptor's. */
    DECIMAL("DECIMAL", Types.DECIMAL),
    /** UTF-8 in {@link Layout#VARLEN}. */
    CHAR("CHAR", Types.CHAR),
    /** UTF-8 in {@link Layout#VARLEN}. */
    VARCHAR("VARCHAR", Types.VARCHAR),
    /** UTF-8 in {@link Layout#VARLEN}. */
    JSON("JSON", Types.VARCHAR),
    /** {@link Layout#VARLEN}. */
    VARBINARY("VARBINARY", Types.VARBINARY),
    /** Big-endian in {@link Layout#BYTES16}. */
    UUID("UUID", Types.OTHER),
    /** Days since 1970-01-01 in {@link Layout#INT32}. */
    DATE("DATE", Types.DATE),
    /** Microseconds since midnight in {@link Layout#INT64}. */
    TIME("TIME", Types.TIME),
    /** Microseconds since 1970-01-01 00:00:00, no zone, in {@link Layout#INT64}. */
    TIMESTAMP("TIMESTAMP", Types.TIMESTAMP),
    /** Microseconds since the epoch in UTC, in {@link Layout#INT64}. */
    TIMESTAMP_WITH_TIME_ZONE("TIMESTAMP WITH TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE),
    /** Months in {@link Layout#INT32}. */
    INTERVAL_YEAR_MONTH("INTERVAL YEAR TO MONTH", Types.OTHER),
    /** Microseconds in {@link Layout#INT64}. */
    INTERVAL_DAY_TIME("INTERVAL DAY TO SECOND", Types.OTHER),
    /** {@link Layout#LIST}; the descriptor has one child, the element. */
    ARRAY("ARRAY", Types.ARRAY),
    /** {@link Layout#STRUCT}; the descriptor has one child per field. */
    ROW("ROW", Types.STRUCT),
    /** {@link Layout#LIST} of STRUCT(key, value); the descriptor's children are key and value. */
    MAP("MAP", Types.OTHER);

    private final String typeName;
    private final int jdbcType;

    SqlType(String typeName, int jdbcType) {
        this.typeName = typeName;
        this.jdbcType = jdbcType;
    }

    /** Returns the base name of the type, without parameters. */
    public String typeName() {
        return typeName;
    }

    /** Returns the code in {@link Types}. */
    public int jdbcType() {
        return jdbcType;
    }

    @Override
    public String getName() {
        return typeName;
    }

    @Override
    public String getVendor() {
        return "dev.sabot";
    }

    @Override
    public Integer getVendorTypeNumber() {
        return jdbcType;
    }
}
