package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Moves between literals and columns of one row.
public final class Constants {
    private Constants() {}

    /// Returns a flat column of one row, owned by the caller.
    public static Column value(Expression.Literal literal, BufferAllocator allocator) {
        ColumnBuilder builder = new ColumnBuilder(literal.type());
        builder.appendObject(literal.value());
        return builder.build(allocator);
    }

    static Column nullValue(DataType type, BufferAllocator allocator) {
        ColumnBuilder builder = new ColumnBuilder(type);
        builder.appendNull();
        return builder.build(allocator);
    }

    /// Reads a row of a column of any encoding in the form of [Expression.Literal#value()].
    public static @Nullable Object read(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case NULL -> null;
            case BOOLEAN -> column.getBoolean(row);
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    column.getLong(row);
            case REAL, DOUBLE -> column.getDouble(row);
            case DECIMAL -> decimal(column, row);
            case VARCHAR -> column.getString(row);
            case VARBINARY -> column.getBytes(row);
            case ARRAY -> list(column, row, type);
            case ROW -> row(column, row, type);
            case MAP -> map(column, row, type);
        };
    }

    private static BigInteger decimal(Column column, int row) {
        return Int128.toBigInteger(column.getHigh(row), column.getLow(row));
    }

    private static Column flat(Column column) {
        return column.isFlat() ? column : column.values();
    }

    private static List<@Nullable Object> list(Column column, int row, DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        Column elements = flat(column).child(0);
        int start = column.listStart(row);
        for (int index = 0; index < column.valueLength(row); index++) {
            values.add(read(elements, start + index, type.element()));
        }
        return values;
    }

    private static List<@Nullable Object> row(Column column, int row, DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        Column struct = flat(column);
        for (int field = 0; field < type.fields().size(); field++) {
            DataType fieldType = type.fields().get(field).type();
            values.add(read(struct.child(field), column.valueRow(row), fieldType));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(
            Column column, int row, DataType type) {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        Column entries = flat(column).child(0);
        int start = column.listStart(row);
        for (int index = 0; index < column.valueLength(row); index++) {
            int entry = entries.valueRow(start + index);
            Column struct = flat(entries);
            Object key = read(struct.child(0), entry, type.fields().get(0).type());
            values.put(key, read(struct.child(1), entry, type.fields().get(1).type()));
        }
        return values;
    }

    /// Returns a literal under another type when the cast is exact and needs no time zone, else
    /// null.
    static Expression.@Nullable Literal fold(Expression.Literal literal, DataType type) {
        Object value = literal.value();
        if (value == null || literal.type().equals(type)) {
            return new Expression.Literal(value, type);
        }
        TypeKind from = literal.type().kind();
        if (value instanceof Long number && from.isInteger()) {
            return foldInteger(number, type);
        }
        if (value instanceof BigInteger unscaled && from == TypeKind.DECIMAL) {
            return foldDecimal(unscaled, literal.type(), type);
        }
        if (value instanceof Long days
                && from == TypeKind.DATE
                && type.kind() == TypeKind.TIMESTAMP) {
            return new Expression.Literal(Math.multiplyExact(days, 86_400_000_000L), type);
        }
        if (value instanceof Double && from.isApproximate() && type.kind() == TypeKind.DOUBLE) {
            return new Expression.Literal(value, type);
        }
        boolean isSameText = from == TypeKind.VARCHAR && type.kind() == TypeKind.VARCHAR;
        return isSameText ? new Expression.Literal(value, type) : null;
    }

    private static Expression.@Nullable Literal foldInteger(long number, DataType type) {
        return switch (type.kind()) {
            case SMALLINT -> number == (short) number ? new Expression.Literal(number, type) : null;
            case INTEGER -> number == (int) number ? new Expression.Literal(number, type) : null;
            case BIGINT -> new Expression.Literal(number, type);
            case DECIMAL -> foldDecimal(BigInteger.valueOf(number), DataType.decimal(19, 0), type);
            case DOUBLE -> new Expression.Literal((double) number, type);
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    REAL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static Expression.@Nullable Literal foldDecimal(
            BigInteger unscaled, DataType from, DataType type) {
        if (type.kind() == TypeKind.DOUBLE) {
            double value = new java.math.BigDecimal(unscaled, from.scale()).doubleValue();
            return new Expression.Literal(value, type);
        }
        if (!type.isDecimal() || type.scale() < from.scale()) {
            return null;
        }
        BigInteger scaled = unscaled.multiply(BigInteger.TEN.pow(type.scale() - from.scale()));
        boolean fits = scaled.abs().compareTo(BigInteger.TEN.pow(type.precision())) < 0;
        return fits ? new Expression.Literal(scaled, type) : null;
    }
}
