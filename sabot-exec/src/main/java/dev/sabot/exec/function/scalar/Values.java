package dev.sabot.exec.function.scalar;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.RowResult;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Copies single values of any type from columns of any encoding.
public final class Values {
    private Values() {}

    /// Returns the column that has the values themselves.
    public static Column flat(Column column) {
        return column.isFlat() ? column : column.values();
    }

    /// Sets a result to a value that may be null.
    public static void copy(DataType type, Column column, int row, RowResult result) {
        if (column.isNull(row)) {
            result.setNull();
            return;
        }
        switch (type.kind()) {
            case NULL -> result.setNull();
            case BOOLEAN -> result.setBoolean(column.getBoolean(row));
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
                    result.setLong(column.getLong(row));
            case REAL, DOUBLE -> result.setDouble(column.getDouble(row));
            case DECIMAL -> result.setDecimal(column.getHigh(row), column.getLow(row));
            case VARCHAR, VARBINARY ->
                    result.text().append(column.bytesAddress(row), column.valueLength(row));
            case ARRAY, ROW, MAP -> append(type, column, row, result.builder());
        }
    }

    /// Appends a value that may be null.
    public static void append(DataType type, Column column, int row, ColumnBuilder builder) {
        if (column.isNull(row)) {
            builder.appendNull();
            return;
        }
        switch (type.kind()) {
            case NULL -> builder.appendNull();
            case BOOLEAN -> builder.appendBoolean(column.getBoolean(row));
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
                    builder.appendLong(column.getLong(row));
            case REAL, DOUBLE -> builder.appendDouble(column.getDouble(row));
            case DECIMAL -> builder.appendDecimal(column.getHigh(row), column.getLow(row));
            case VARCHAR, VARBINARY -> {
                byte[] bytes = column.getBytes(row);
                builder.appendBytes(bytes, 0, bytes.length);
            }
            case ARRAY, MAP -> {
                appendElements(type, column, row, builder);
                builder.endNested();
            }
            case ROW -> {
                int valueRow = column.valueRow(row);
                for (int field = 0; field < type.fields().size(); field++) {
                    append(
                            type.fields().get(field).type(),
                            flat(column).child(field),
                            valueRow,
                            builder.child(field));
                }
                builder.endNested();
            }
        }
    }

    /// Appends the elements of an array or the entries of a map to a list that is not ended.
    public static void appendElements(
            DataType type, Column column, int row, ColumnBuilder builder) {
        DataType element = elementType(type);
        Column elements = flat(column).child(0);
        int start = column.listStart(row);
        int length = column.valueLength(row);
        for (int index = 0; index < length; index++) {
            append(element, elements, start + index, builder.child(0));
        }
    }

    /// Returns the type of an array's elements or of a map's entries.
    public static DataType elementType(DataType list) {
        return list.kind() == TypeKind.MAP ? DataType.row(list.fields()) : list.element();
    }
}
