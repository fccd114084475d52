package dev.sabot.engine.embedded;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.List;

/// Describes the engine's columns to the driver.
final class Descriptors {
    private Descriptors() {}

    static List<ColumnDescriptor> of(Schema schema) {
        return schema.fields().stream().map(Descriptors::of).toList();
    }

    static ColumnDescriptor of(Field field) {
        return builder(field).build();
    }

    /// Describes a column of a table.
    static ColumnDescriptor of(Field field, String catalog, String schema, String table) {
        return builder(field).table(catalog, schema, table).build();
    }

    private static ColumnDescriptor.Builder builder(Field field) {
        DataType type = field.type();
        ColumnDescriptor.Builder builder =
                ColumnDescriptor.builder(field.name(), sqlType(type))
                        .precision(type.precision())
                        .scale(type.scale())
                        .nullable(field.isNullable());
        type.fields().forEach(child -> builder.child(of(child)));
        return builder;
    }

    static SqlType sqlType(DataType type) {
        return switch (type.kind()) {
            case NULL -> SqlType.NULL;
            case BOOLEAN -> SqlType.BOOLEAN;
            case TINYINT -> SqlType.TINYINT;
            case SMALLINT -> SqlType.SMALLINT;
            case INTEGER -> SqlType.INTEGER;
            case BIGINT -> SqlType.BIGINT;
            case REAL -> SqlType.REAL;
            case DOUBLE -> SqlType.DOUBLE;
            case DECIMAL -> SqlType.DECIMAL;
            case VARCHAR -> SqlType.VARCHAR;
            case VARBINARY -> SqlType.VARBINARY;
            case DATE -> SqlType.DATE;
            case TIME -> SqlType.TIME;
            case TIMESTAMP -> SqlType.TIMESTAMP;
            case TIMESTAMP_TZ -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            case INTERVAL_MONTH -> SqlType.INTERVAL_YEAR_MONTH;
            case INTERVAL_DAY -> SqlType.INTERVAL_DAY_TIME;
            case ARRAY -> SqlType.ARRAY;
            case ROW -> SqlType.ROW;
            case MAP -> SqlType.MAP;
        };
    }
}
