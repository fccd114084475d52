package dev.sabot.planner.type;

import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes Calcite types of which Sabot knows the values: text is VARCHAR in UTF-8 without a length,
/// because strings are never padded or cut, and FLOAT is DOUBLE.
public final class SabotTypeFactory extends SqlTypeFactoryImpl {
    private static final int BIGINT_DIGITS = 19;

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
                    super.createSqlType(SqlTypeName.VARCHAR, RelDataType.PRECISION_NOT_SPECIFIED);
            case BINARY, VARBINARY ->
                    super.createSqlType(SqlTypeName.VARBINARY, RelDataType.PRECISION_NOT_SPECIFIED);
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

    /// Every BIGINT has 19 digits at most; the inherited rule gives it 38.
    @Override
    public RelDataType decimalOf(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.BIGINT
                ? createTypeWithNullability(
                        createSqlType(SqlTypeName.DECIMAL, BIGINT_DIGITS, 0), type.isNullable())
                : super.decimalOf(type);
    }

    /// Decimals that do not fit 38 digits together keep the larger scale, as sums of them do.
    /// Numbers have no type in common with dates and times: the inherited rule is made for sums of
    /// the two.
    @Override
    public @Nullable RelDataType leastRestrictive(
            List<RelDataType> types, SqlTypeMappingRule rule) {
        if (types.stream().anyMatch(SqlTypeUtil::isDatetime)
                && types.stream().anyMatch(SqlTypeUtil::isNumeric)) {
            return null;
        }
        RelDataType decimal = leastRestrictiveDecimal(types);
        return decimal != null ? decimal : super.leastRestrictive(types, rule);
    }

    private @Nullable RelDataType leastRestrictiveDecimal(List<RelDataType> types) {
        int digits = 0;
        int scale = 0;
        boolean isDecimal = false;
        boolean isNullable = false;
        for (RelDataType type : types) {
            isNullable |= type.isNullable();
            if (type.getSqlTypeName() == SqlTypeName.NULL) {
                continue;
            }
            RelDataType exact = SqlTypeUtil.isExactNumeric(type) ? decimalOf(type) : null;
            if (exact == null) {
                return null;
            }
            isDecimal |= SqlTypeUtil.isDecimal(type);
            digits = Math.max(digits, exact.getPrecision() - exact.getScale());
            scale = Math.max(scale, exact.getScale());
        }
        if (!isDecimal) {
            return null;
        }
        int precision = Math.min(digits + scale, DataType.MAX_DECIMAL_PRECISION);
        return createTypeWithNullability(
                createSqlType(SqlTypeName.DECIMAL, precision, scale), isNullable);
    }

    @Override
    public RelDataType createTypeWithCharsetAndCollation(
            RelDataType type, Charset charset, SqlCollation collation) {
        return super.createTypeWithCharsetAndCollation(type, StandardCharsets.UTF_8, collation);
    }
}
