package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A type that a column can have, as {@code DatabaseMetaData.getTypeInfo} lists it. */
public final class TypeInfo {
    private static final List<TypeInfo> STANDARD = standardTypes();

    private final SqlType type;
    private final int precision;
    private final @Nullable String literalPrefix;
    private final @Nullable String literalSuffix;
    private final @Nullable String createParameters;
    private final int maximumScale;

    /**
     * @param precision the largest precision: decimal digits of a number, characters of a text; 0
     *     where it does not apply
     * @param literalPrefix what a literal begins with, or null
     * @param literalSuffix what a literal ends with, or null
     * @param createParameters the names of the type's parameters, or null
     */
    public TypeInfo(
            SqlType type,
            int precision,
            @Nullable String literalPrefix,
            @Nullable String literalSuffix,
            @Nullable String createParameters,
            int maximumScale) {
        this.type = Objects.requireNonNull(type);
        this.precision = precision;
        this.literalPrefix = literalPrefix;
        this.literalSuffix = literalSuffix;
        this.createParameters = createParameters;
        this.maximumScale = maximumScale;
    }

    /** Returns every type of {@link SqlType} but NULL. */
    public static List<TypeInfo> standard() {
        return STANDARD;
    }

    public SqlType type() {
        return type;
    }

    public int precision() {
        return precision;
    }

    public @Nullable String literalPrefix() {
        return literalPrefix;
    }

    public @Nullable String literalSuffix() {
        return literalSuffix;
    }

    public @Nullable String createParameters() {
        return createParameters;
    }

    public int maximumScale() {
        return maximumScale;
    }

    private static List<TypeInfo> standardTypes() {
        List<TypeInfo> types = new ArrayList<>();
        types.add(number(SqlType.TINYINT, 3));
        types.add(number(SqlType.SMALLINT, 5));
        types.add(number(SqlType.INTEGER, 10));
        types.add(number(SqlType.BIGINT, 19));
        types.add(number(SqlType.REAL, 7));
        types.add(number(SqlType.DOUBLE, 15));
        types.add(new TypeInfo(SqlType.DECIMAL, 38, null, null, "precision,scale", 38));
        types.add(number(SqlType.BOOLEAN, 1));
        types.add(text(SqlType.CHAR, "'", "length"));
        types.add(text(SqlType.VARCHAR, "'", "length"));
        types.add(text(SqlType.JSON, "'", null));
        types.add(text(SqlType.VARBINARY, "X'", "length"));
        types.add(temporal(SqlType.DATE, 10, "DATE '", null));
        types.add(temporal(SqlType.TIME, 15, "TIME '", "precision"));
        types.add(temporal(SqlType.TIMESTAMP, 26, "TIMESTAMP '", "precision"));
        types.add(
                temporal(
                        SqlType.TIMESTAMP_WITH_TIME_ZONE,
                        32,
                        "TIMESTAMP WITH TIME ZONE '",
                        "precision"));
        types.add(temporal(SqlType.INTERVAL_YEAR_MONTH, 0, "INTERVAL '", null));
        types.add(temporal(SqlType.INTERVAL_DAY_TIME, 0, "INTERVAL '", null));
        types.add(new TypeInfo(SqlType.UUID, 36, "UUID '", "'", null, 0));
        types.add(new TypeInfo(SqlType.ARRAY, 0, "ARRAY[", "]", null, 0));
        types.add(new TypeInfo(SqlType.ROW, 0, "ROW(", ")", null, 0));
        types.add(new TypeInfo(SqlType.MAP, 0, "MAP[", "]", null, 0));
        return List.copyOf(types);
    }

    private static TypeInfo number(SqlType type, int precision) {
        return new TypeInfo(type, precision, null, null, null, 0);
    }

    private static TypeInfo text(SqlType type, String prefix, @Nullable String parameters) {
        return new TypeInfo(type, Integer.MAX_VALUE, prefix, "'", parameters, 0);
    }

    private static TypeInfo temporal(
            SqlType type, int precision, String prefix, @Nullable String parameters) {
        return new TypeInfo(type, precision, prefix, "'", parameters, parameters == null ? 0 : 6);
    }
}
