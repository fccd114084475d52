package dev.sabot.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// The table functions `generate_series(start, stop[, step])`, whose last value may be `stop`, and
/// `range([start, ]stop[, step])`, whose values stay below it.
///
/// Integers give a BIGINT column; dates and timestamps, which need an interval as step, a TIMESTAMP
/// column. The column is named after the function.
public final class SeriesFunction extends SqlFunction implements SqlTableFunction {
    static final SeriesFunction GENERATE_SERIES = new SeriesFunction("generate_series", true);
    static final SeriesFunction RANGE = new SeriesFunction("range", false);

    private final boolean includesStop;

    private SeriesFunction(String name, boolean includesStop) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.CURSOR,
                null,
                new Arguments(name, includesStop ? 2 : 1),
                SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
        this.includesStop = includesStop;
    }

    /// Says whether the stop value itself can be in the series.
    public boolean includesStop() {
        return includesStop;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return this::rowType;
    }

    private RelDataType rowType(SqlOperatorBinding binding) {
        SqlTypeName type =
                SqlTypeUtil.isExactNumeric(binding.getOperandType(0))
                        ? SqlTypeName.BIGINT
                        : SqlTypeName.TIMESTAMP;
        return binding.getTypeFactory().builder().add(getName(), type).build();
    }

    private record Arguments(String name, int minimum) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            boolean isValid = isIntegers(binding) || isTimes(binding);
            if (!isValid && throwOnFailure) {
                throw binding.newValidationSignatureError();
            }
            return isValid;
        }

        private static boolean isIntegers(SqlCallBinding binding) {
            return binding.collectOperandTypes().stream().allMatch(SqlTypeUtil::isIntType);
        }

        private static boolean isTimes(SqlCallBinding binding) {
            return binding.getOperandCount() == 3
                    && SqlTypeUtil.isDatetime(binding.getOperandType(0))
                    && SqlTypeUtil.isDatetime(binding.getOperandType(1))
                    && SqlTypeUtil.isInterval(binding.getOperandType(2));
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(minimum, 3);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return name
                    + "(<INTEGER>, <INTEGER>[, <INTEGER>]) or "
                    + name
                    + "(<DATETIME>, <DATETIME>, <INTERVAL>)";
        }
    }
}
