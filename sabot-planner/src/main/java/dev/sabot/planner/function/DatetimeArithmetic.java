package dev.sabot.planner.function;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMonotonicBinaryOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Objects;

/// `+` and `-` as SQL has them, with days and instants besides: DATE - DATE gives days (BIGINT),
/// TIMESTAMP - TIMESTAMP an interval, DATE + 1 the next day, DATE + INTERVAL '1' HOUR a TIMESTAMP.
final class DatetimeArithmetic {
    static final SqlOperator PLUS = new Operator("+", SqlKind.PLUS, OperandTypes.PLUS_OPERATOR);
    static final SqlOperator MINUS = new Operator("-", SqlKind.MINUS, OperandTypes.MINUS_OPERATOR);

    private static final int PRECEDENCE = 40;
    private static final int MICRO_DIGITS = 6;
    private static final int MILLI_DIGITS = 3;

    private DatetimeArithmetic() {}

    private static boolean isDatetime(RelDataType type) {
        return SqlTypeUtil.isDatetime(type) || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_TZ;
    }

    private static boolean isDate(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.DATE;
    }

    /// Returns the type of a combination that this class knows, else null.
    private static @Nullable RelDataType derive(
            SqlKind kind, RelDataType left, RelDataType right, RelDataTypeFactory factory) {
        boolean isNullable = left.isNullable() || right.isNullable();
        RelDataType type = null;
        if (kind == SqlKind.MINUS && isDate(left) && isDate(right)) {
            type = factory.createSqlType(SqlTypeName.BIGINT);
        } else if (kind == SqlKind.MINUS && isDatetime(left) && isDatetime(right)) {
            type =
                    factory.createSqlIntervalType(
                            new SqlIntervalQualifier(
                                    TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
        } else if (isDatetime(left) && SqlTypeUtil.isInterval(right)) {
            type = shifted(left, right, factory);
        } else if (kind == SqlKind.PLUS && SqlTypeUtil.isInterval(left) && isDatetime(right)) {
            type = shifted(right, left, factory);
        } else if (isDate(left) && SqlTypeUtil.isIntType(right)) {
            type = left;
        } else if (kind == SqlKind.PLUS && SqlTypeUtil.isIntType(left) && isDate(right)) {
            type = right;
        }
        return type == null ? null : factory.createTypeWithNullability(type, isNullable);
    }

    /// A date moved by whole days or months stays a date; an interval with seconds may have
    /// fractions, which the literal TIMESTAMP '2024-01-31 00:00:00' has not.
    private static RelDataType shifted(
            RelDataType datetime, RelDataType interval, RelDataTypeFactory factory) {
        boolean isWholeDays =
                interval.getSqlTypeName() == SqlTypeName.INTERVAL_DAY
                        || SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
        if (isDate(datetime)) {
            return isWholeDays ? datetime : factory.createSqlType(SqlTypeName.TIMESTAMP);
        }
        SqlIntervalQualifier qualifier = interval.getIntervalQualifier();
        boolean hasSeconds =
                qualifier != null
                        && (qualifier.getUnit() == TimeUnit.SECOND
                                || qualifier.getEndUnit() == TimeUnit.SECOND);
        boolean isTimestamp = datetime.getSqlTypeName() != SqlTypeName.TIME;
        return hasSeconds && isTimestamp
                ? factory.createSqlType(datetime.getSqlTypeName())
                : datetime;
    }

    private static final class Operator extends SqlMonotonicBinaryOperator {
        Operator(String name, SqlKind kind, SqlOperandTypeChecker standard) {
            super(
                    name,
                    kind,
                    PRECEDENCE,
                    true,
                    DatetimeArithmetic::resultType,
                    InferTypes.FIRST_KNOWN,
                    new Checker(kind, standard));
        }
    }

    private static RelDataType resultType(SqlOperatorBinding binding) {
        RelDataType derived =
                derive(
                        binding.getOperator().getKind(),
                        binding.getOperandType(0),
                        binding.getOperandType(1),
                        binding.getTypeFactory());
        return derived != null
                ? withFraction(derived, binding)
                : Objects.requireNonNull(ReturnTypes.NULLABLE_SUM.inferReturnType(binding));
    }

    /// An instant moved by fractions of a second has fractions too, unless the interval is a
    /// constant without them.
    private static RelDataType withFraction(RelDataType moved, SqlOperatorBinding binding) {
        boolean isCoarse =
                (isDatetime(moved) && !isDate(moved))
                        && moved.getPrecision() >= 0
                        && moved.getPrecision() < MICRO_DIGITS;
        for (int index = 0; isCoarse && index < binding.getOperandCount(); index++) {
            if (hasFraction(binding, index, moved.getPrecision())) {
                RelDataTypeFactory factory = binding.getTypeFactory();
                return factory.createTypeWithNullability(
                        factory.createSqlType(moved.getSqlTypeName(), MICRO_DIGITS),
                        moved.isNullable());
            }
        }
        return moved;
    }

    private static boolean hasFraction(SqlOperatorBinding binding, int index, int digits) {
        SqlIntervalQualifier unit = binding.getOperandType(index).getIntervalQualifier();
        if (unit == null || unit.isYearMonth() || !ofSeconds(unit)) {
            return false;
        }
        if (!binding.isOperandLiteral(index, false)) {
            return true;
        }
        BigDecimal millis = binding.getOperandLiteralValue(index, BigDecimal.class);
        return millis != null
                && millis.movePointLeft(MILLI_DIGITS).stripTrailingZeros().scale() > digits;
    }

    private static boolean ofSeconds(SqlIntervalQualifier unit) {
        return unit.getStartUnit() == TimeUnit.SECOND || unit.getEndUnit() == TimeUnit.SECOND;
    }

    private record Checker(SqlKind kind, SqlOperandTypeChecker standard)
            implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            RelDataType derived =
                    derive(
                            kind,
                            binding.getOperandType(0),
                            binding.getOperandType(1),
                            binding.getTypeFactory());
            return derived != null || standard.checkOperandTypes(binding, throwOnFailure);
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return standard.getOperandCountRange();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return standard.getAllowedSignatures(operator, name);
        }

        @Override
        public Consistency getConsistency() {
            return Consistency.NONE;
        }
    }
}
