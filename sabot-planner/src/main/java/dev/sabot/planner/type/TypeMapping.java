package dev.sabot.planner.type;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Translates types between Sabot and Calcite.
public final class TypeMapping {
    private static final String GENERATED = "EXPR$";

    private TypeMapping() {}

    /// Returns Calcite's form of a type.
    public static RelDataType toRelType(
            RelDataTypeFactory factory, DataType type, boolean isNullable) {
        return factory.createTypeWithNullability(toRelType(factory, type), isNullable);
    }

    /// Returns the row type of a table.
    public static RelDataType toRowType(RelDataTypeFactory factory, Schema schema) {
        RelDataTypeFactory.Builder builder = factory.builder();
        for (Field field : schema.fields()) {
            builder.add(field.name(), toRelType(factory, field.type(), field.isNullable()));
        }
        return builder.build();
    }

    private static RelDataType toRelType(RelDataTypeFactory factory, DataType type) {
        return switch (type.kind()) {
            case NULL -> factory.createSqlType(SqlTypeName.NULL);
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> factory.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> factory.createSqlType(SqlTypeName.SMALLINT);
            case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case REAL -> factory.createSqlType(SqlTypeName.REAL);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL ->
                    factory.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
            case VARCHAR -> factory.createSqlType(SqlTypeName.VARCHAR);
            case VARBINARY -> factory.createSqlType(SqlTypeName.VARBINARY);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME, type.precision());
            case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, type.precision());
            case TIMESTAMP_TZ ->
                    factory.createSqlType(
                            SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, type.precision());
            case INTERVAL_MONTH -> interval(factory, TimeUnit.YEAR, TimeUnit.MONTH);
            case INTERVAL_DAY -> interval(factory, TimeUnit.DAY, TimeUnit.SECOND);
            case ARRAY -> factory.createArrayType(field(factory, type.fields().get(0)), -1);
            case MAP ->
                    factory.createMapType(
                            field(factory, type.fields().get(0)),
                            field(factory, type.fields().get(1)));
            case ROW ->
                    factory.createStructType(
                            StructKind.PEEK_FIELDS_NO_EXPAND,
                            type.fields().stream().map(f -> field(factory, f)).toList(),
                            type.fields().stream().map(Field::name).toList());
        };
    }

    private static RelDataType field(RelDataTypeFactory factory, Field field) {
        return toRelType(factory, field.type(), field.isNullable());
    }

    private static RelDataType interval(RelDataTypeFactory factory, TimeUnit from, TimeUnit to) {
        return factory.createSqlIntervalType(new SqlIntervalQualifier(from, to, SqlParserPos.ZERO));
    }

    /// Returns Sabot's form of a type.
    ///
    /// **Errors**: UNSUPPORTED for types that no column can have.
    public static DataType toDataType(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case NULL, UNKNOWN -> DataType.NULL;
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INTEGER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case REAL -> DataType.REAL;
            case FLOAT, DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> DataType.decimal(type.getPrecision(), type.getScale());
            case CHAR, VARCHAR -> DataType.VARCHAR;
            case BINARY, VARBINARY -> DataType.VARBINARY;
            case DATE -> DataType.DATE;
            case TIME -> time(TypeKind.TIME, type);
            case TIMESTAMP -> time(TypeKind.TIMESTAMP, type);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> time(TypeKind.TIMESTAMP_TZ, type);
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> DataType.INTERVAL_MONTH;
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND ->
                    DataType.INTERVAL_DAY;
            case ARRAY, MULTISET -> array(Objects.requireNonNull(type.getComponentType()));
            case MAP ->
                    DataType.map(
                            toDataType(Objects.requireNonNull(type.getKeyType())),
                            toDataType(Objects.requireNonNull(type.getValueType())));
            case ROW -> DataType.row(toFields(type).stream().map(TypeMapping::named).toList());
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "values of type " + type.getSqlTypeName() + " are not supported");
        };
    }

    /// Fields of ROW(..) are called f0, f1 and so on, where Calcite has EXPR$0.
    private static Field named(Field field) {
        return field.name().startsWith(GENERATED)
                ? field.withName("f" + field.name().substring(GENERATED.length()))
                : field;
    }

    private static DataType array(RelDataType element) {
        Field field = new Field("element", toDataType(element), element.isNullable());
        return new DataType(TypeKind.ARRAY, 0, 0, List.of(field));
    }

    private static DataType time(TypeKind kind, RelDataType type) {
        int precision = type.getPrecision();
        return new DataType(kind, precision < 0 ? 6 : precision, 0, List.of());
    }

    private static List<Field> toFields(RelDataType rowType) {
        List<Field> fields = new ArrayList<>(rowType.getFieldCount());
        for (RelDataTypeField field : rowType.getFieldList()) {
            RelDataType type = field.getType();
            fields.add(new Field(field.getName(), toDataType(type), type.isNullable()));
        }
        return fields;
    }

    /// Returns the schema of rows of a Calcite row type.
    public static Schema toSchema(RelDataType rowType) {
        return new Schema(toFields(rowType));
    }
}
