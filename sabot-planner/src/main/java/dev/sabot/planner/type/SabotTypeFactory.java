package dev.sabot.planner.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/// Makes Calcite types of which Sabot knows the values: text is VARCHAR in UTF-8 without a length,
/// because strings are never padded or cut, and FLOAT is DOUBLE.
public final class SabotTypeFactory extends SqlTypeFactoryImpl {
    public SabotTypeFactory() {
        super(SabotTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createSqlType(SqlTypeName typeName) {
        return switch (typeName) {
            case CHAR, VARCHAR ->
                    super.createSqlType(
                            SqlTypeName.VARCHAR, RelDataType.PRECISION_NOT_SPECIFIED);
            case BINARY, VARBINARY ->
                    super.createSqlType(
                            SqlTypeName.VARBINARY, RelDataType.PRECISION_NOT_SPECIFIED);
            case FLOAT -> super.createSqlType(SqlTypeName.DOUBLE);
            default -> super.createSqlType(typeName);
        };
    }

    @Override
    public RelDataType createSqlType(SqlTypeName typeName, int precision) {
        return switch (typeName) {
            case CHAR, VARCHAR, BINARY, VARBINARY, FLOAT -> createSqlType(typeName);
            default -> super.createSqlType(typeName, precision);
        };
    }

    @Override
    public RelDataType createTypeWithCharsetAndCollation(
            RelDataType type, Charset charset, SqlCollation collation) {
        return super.createTypeWithCharsetAndCollation(type, StandardCharsets.UTF_8, collation);
    }
}
