package dev.sabot.server.metadata;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDataType;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDatetimeSubcode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Lists the SQL types with ODBC's codes, by code and name.
final class TypeInfoAnswer {
    private static final int MAX_BYTES = Integer.MAX_VALUE;
    private static final int NULLABLE = 1;
    private static final int SEARCHABLE_FULL = 3;
    private static final int DECIMAL_DIGITS = 10;
    private static final int BITS = 2;

    /// The codes of a type.
    ///
    /// @param sqlCode the verbose code: 9 for all dates and times, 10 for all intervals
    /// @param subcode which of them, or null
    private record Codes(int code, int sqlCode, @Nullable Integer subcode) {
        static Codes of(XdbcDataType type) {
            return new Codes(code(type), code(type), null);
        }

        static Codes ofDateTime(XdbcDataType type, XdbcDatetimeSubcode subcode) {
            return new Codes(code(type), code(XdbcDataType.XDBC_DATETIME), subcode.getNumber());
        }

        private static int code(XdbcDataType type) {
            return type.getNumber();
        }
    }

    private TypeInfoAnswer() {}

    static MetadataTable of(CommandGetXdbcTypeInfo command) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<TypeKind> kinds = new ArrayList<>(List.of(TypeKind.values()));
        kinds.remove(TypeKind.NULL);
        kinds.sort(
                Comparator.comparingInt((TypeKind kind) -> codes(kind).code())
                        .thenComparing(TypeKind::sqlName));
        for (TypeKind kind : kinds) {
            if (!command.hasDataType() || command.getDataType() == codes(kind).code()) {
                rows.add(row(kind, codes(kind)));
            }
        }
        DataType text = DataType.VARCHAR;
        DataType number = DataType.INTEGER;
        DataType bool = DataType.BOOLEAN;
        return new RowsAnswer(
                Schemas.GET_TYPE_INFO_SCHEMA,
                List.of(
                        text,
                        number,
                        number,
                        text,
                        text,
                        DataType.array(DataType.VARCHAR),
                        number,
                        bool,
                        number,
                        bool,
                        bool,
                        bool,
                        text,
                        number,
                        number,
                        number,
                        number,
                        number,
                        number),
                rows);
    }

    private static Codes codes(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> Codes.of(XdbcDataType.XDBC_BIT);
            case TINYINT -> Codes.of(XdbcDataType.XDBC_TINYINT);
            case SMALLINT -> Codes.of(XdbcDataType.XDBC_SMALLINT);
            case INTEGER -> Codes.of(XdbcDataType.XDBC_INTEGER);
            case BIGINT -> Codes.of(XdbcDataType.XDBC_BIGINT);
            case REAL -> Codes.of(XdbcDataType.XDBC_REAL);
            case DOUBLE -> Codes.of(XdbcDataType.XDBC_DOUBLE);
            case DECIMAL -> Codes.of(XdbcDataType.XDBC_DECIMAL);
            case VARCHAR -> Codes.of(XdbcDataType.XDBC_VARCHAR);
            case VARBINARY -> Codes.of(XdbcDataType.XDBC_VARBINARY);
            case DATE ->
                    Codes.ofDateTime(XdbcDataType.XDBC_DATE, XdbcDatetimeSubcode.XDBC_SUBCODE_DATE);
            case TIME ->
                    Codes.ofDateTime(XdbcDataType.XDBC_TIME, XdbcDatetimeSubcode.XDBC_SUBCODE_TIME);
            case TIMESTAMP ->
                    Codes.ofDateTime(
                            XdbcDataType.XDBC_TIMESTAMP,
                            XdbcDatetimeSubcode.XDBC_SUBCODE_TIMESTAMP);
            case TIMESTAMP_TZ ->
                    Codes.ofDateTime(
                            XdbcDataType.XDBC_TIMESTAMP,
                            XdbcDatetimeSubcode.XDBC_SUBCODE_TIMESTAMP_WITH_TIMEZONE);
            case INTERVAL_MONTH ->
                    new Codes(
                            XdbcDataType.XDBC_INTERVAL_VALUE,
                            XdbcDataType.XDBC_INTERVAL_VALUE,
                            XdbcDatetimeSubcode.XDBC_SUBCODE_INTERVAL_YEAR_TO_MONTH_VALUE);
            case INTERVAL_DAY ->
                    new Codes(
                            XdbcDataType.XDBC_INTERVAL_VALUE,
                            XdbcDataType.XDBC_INTERVAL_VALUE,
                            XdbcDatetimeSubcode.XDBC_SUBCODE_INTERVAL_DAY_TO_SECOND_VALUE);
            case NULL, ARRAY, ROW, MAP -> Codes.of(XdbcDataType.XDBC_UNKNOWN_TYPE);
        };
    }

    private static @Nullable Integer columnSize(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 24;
            case DOUBLE -> 53;
            case DECIMAL -> DataType.MAX_DECIMAL_PRECISION;
            case VARCHAR, VARBINARY -> MAX_BYTES;
            case DATE -> 10;
            case TIME -> 15;
            case TIMESTAMP -> 26;
            case TIMESTAMP_TZ -> 32;
            case NULL, INTERVAL_MONTH, INTERVAL_DAY, ARRAY, ROW, MAP -> null;
        };
    }

    /// What stands before a literal's text; an apostrophe always ends it where there is any.
    private static @Nullable String prefix(TypeKind kind) {
        return switch (kind) {
            case VARCHAR -> "'";
            case VARBINARY -> "X'";
            case DATE -> "DATE '";
            case TIME -> "TIME '";
            case TIMESTAMP -> "TIMESTAMP '";
            case TIMESTAMP_TZ -> "TIMESTAMP WITH TIME ZONE '";
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DECIMAL,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static @Nullable List<String> createParameters(TypeKind kind) {
        return switch (kind) {
            case DECIMAL -> List.of("precision", "scale");
            case VARCHAR, VARBINARY -> List.of("length");
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> List.of("precision");
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DATE,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static List<@Nullable Object> row(TypeKind kind, Codes codes) {
        String prefix = prefix(kind);
        boolean hasFraction = kind.isDateTime() && kind != TypeKind.DATE;
        Integer minimumScale =
                kind.isInteger() || kind == TypeKind.DECIMAL || hasFraction ? 0 : null;
        Integer maximumScale = minimumScale;
        if (kind == TypeKind.DECIMAL) {
            maximumScale = DataType.MAX_DECIMAL_PRECISION;
        } else if (hasFraction) {
            maximumScale = DataType.TIME.precision();
        }
        Integer radix = kind.isNumeric() ? DECIMAL_DIGITS : null;
        if (kind.isApproximate()) {
            radix = BITS;
        }
        return Arrays.asList(
                kind.sqlName(),
                codes.code(),
                columnSize(kind),
                prefix,
                prefix == null ? null : "'",
                createParameters(kind),
                NULLABLE,
                kind == TypeKind.VARCHAR,
                SEARCHABLE_FULL,
                kind.isNumeric() ? Boolean.FALSE : null,
                false,
                kind.isNumeric() ? Boolean.FALSE : null,
                kind.sqlName(),
                minimumScale,
                maximumScale,
                codes.sqlCode(),
                codes.subcode(),
                radix,
                null);
    }
}
