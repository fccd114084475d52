package dev.sabot.planner.type;

import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/// Says how precise types may be and which type arithmetic gives.
///
/// Decimals stay exact as long as 38 digits allow: a sum keeps the larger scale, a product adds the
/// scales, a quotient has scale `max(6, s1 + p2 + 1)`. Where the exact type would need more than 38
/// digits, the precision is cut to 38 and the scale kept; a value that then does not fit is an
/// OVERFLOW at run time, never a rounded result. Only a quotient gives up scale, down to 6, so that
/// its integer digits fit.
public final class SabotTypeSystem extends RelDataTypeSystemImpl {
    public static final SabotTypeSystem INSTANCE = new SabotTypeSystem();

    /// The scale no quotient or average goes below.
    private static final int MIN_DIVISION_SCALE = 6;

    private static final int MAX_TIME_PRECISION = 6;
    private static final int MAX_INTERVAL_DIGITS = 10;

    /// What `DECIMAL` without precision means.
    private static final int DEFAULT_DECIMAL_PRECISION = 18;

    private static final int DEFAULT_DECIMAL_SCALE = 3;

    private SabotTypeSystem() {}

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case DECIMAL -> DataType.MAX_DECIMAL_PRECISION;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
                    MAX_TIME_PRECISION;
            default -> super.getMaxPrecision(typeName);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL
                ? DataType.MAX_DECIMAL_PRECISION
                : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
        if (SqlTypeName.INTERVAL_TYPES.contains(typeName)) {
            return MAX_INTERVAL_DIGITS;
        }
        return switch (typeName) {
            case DECIMAL -> DEFAULT_DECIMAL_PRECISION;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
                    MAX_TIME_PRECISION;
            default -> super.getDefaultPrecision(typeName);
        };
    }

    @Override
    public int getDefaultScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL
                ? DEFAULT_DECIMAL_SCALE
                : super.getDefaultScale(typeName);
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        RelDataType type =
                switch (argument.getSqlTypeName()) {
                    case TINYINT, SMALLINT, INTEGER, BIGINT ->
                            factory.createSqlType(SqlTypeName.BIGINT);
                    case DECIMAL ->
                            factory.createSqlType(
                                    SqlTypeName.DECIMAL,
                                    DataType.MAX_DECIMAL_PRECISION,
                                    argument.getScale());
                    case REAL, FLOAT, DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
                    default -> argument;
                };
        return factory.createTypeWithNullability(type, argument.isNullable());
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        RelDataType type =
                switch (argument.getSqlTypeName()) {
                    case DECIMAL ->
                            factory.createSqlType(
                                    SqlTypeName.DECIMAL,
                                    DataType.MAX_DECIMAL_PRECISION,
                                    Math.max(MIN_DIVISION_SCALE, argument.getScale()));
                    case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE ->
                            factory.createSqlType(SqlTypeName.DOUBLE);
                    default -> argument;
                };
        return factory.createTypeWithNullability(type, argument.isNullable());
    }

    @Override
    public RelDataType deriveCovarType(
            RelDataTypeFactory factory, RelDataType first, RelDataType second) {
        return factory.createTypeWithNullability(
                factory.createSqlType(SqlTypeName.DOUBLE),
                first.isNullable() || second.isNullable());
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(
            RelDataTypeFactory factory, RelDataType first, RelDataType second) {
        Operands operands = Operands.of(factory, first, second);
        if (operands == null) {
            return null;
        }
        int scale = Math.max(operands.scale1, operands.scale2);
        int digits = Math.max(operands.integerDigits1(), operands.integerDigits2());
        return decimal(factory, digits + scale + 1, scale);
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
            RelDataTypeFactory factory, RelDataType first, RelDataType second) {
        Operands operands = Operands.of(factory, first, second);
        if (operands == null) {
            return null;
        }
        return decimal(
                factory,
                operands.precision1 + operands.precision2,
                operands.scale1 + operands.scale2);
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
            RelDataTypeFactory factory, RelDataType first, RelDataType second) {
        Operands operands = Operands.of(factory, first, second);
        if (operands == null) {
            return null;
        }
        int digits = operands.integerDigits1() + operands.scale2;
        int scale = Math.max(MIN_DIVISION_SCALE, operands.scale1 + operands.precision2 + 1);
        int room = DataType.MAX_DECIMAL_PRECISION - digits;
        int fittingScale = Math.min(scale, Math.max(MIN_DIVISION_SCALE, room));
        return decimal(factory, digits + fittingScale, fittingScale);
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(
            RelDataTypeFactory factory, RelDataType first, RelDataType second) {
        Operands operands = Operands.of(factory, first, second);
        if (operands == null) {
            return null;
        }
        int scale = Math.max(operands.scale1, operands.scale2);
        int digits = Math.min(operands.integerDigits1(), operands.integerDigits2());
        return decimal(factory, Math.max(1, digits + scale), scale);
    }

    private static RelDataType decimal(RelDataTypeFactory factory, int precision, int scale) {
        return factory.createSqlType(
                SqlTypeName.DECIMAL,
                Math.min(precision, DataType.MAX_DECIMAL_PRECISION),
                Math.min(scale, DataType.MAX_DECIMAL_PRECISION));
    }

    /// Two exact numbers of which at least one is a decimal, an integer counting as a decimal of
    /// its digits.
    private record Operands(int precision1, int scale1, int precision2, int scale2) {
        static @Nullable Operands of(
                RelDataTypeFactory factory, RelDataType first, RelDataType second) {
            if (!SqlTypeUtil.isExactNumeric(first)
                    || !SqlTypeUtil.isExactNumeric(second)
                    || !(SqlTypeUtil.isDecimal(first) || SqlTypeUtil.isDecimal(second))) {
                return null;
            }
            RelDataType decimal1 = factory.decimalOf(first);
            RelDataType decimal2 = factory.decimalOf(second);
            return new Operands(
                    decimal1.getPrecision(),
                    decimal1.getScale(),
                    decimal2.getPrecision(),
                    decimal2.getScale());
        }

        int integerDigits1() {
            return precision1 - scale1;
        }

        int integerDigits2() {
            return precision2 - scale2;
        }
    }
}
