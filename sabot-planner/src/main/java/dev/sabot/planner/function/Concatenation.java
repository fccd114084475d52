package dev.sabot.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// `||` as SQL has it, and of arrays: array || array, array || element, element || array.
final class Concatenation {
    static final SqlOperator OPERATOR = new Operator();

    private Concatenation() {}

    private static boolean isArray(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.ARRAY;
    }

    /// Returns the type of a concatenation of arrays, else null.
    private static @Nullable RelDataType derive(
            RelDataType left, RelDataType right, RelDataTypeFactory factory) {
        if (!isArray(left) && !isArray(right)) {
            return null;
        }
        RelDataType leftElement = isArray(left) ? element(left) : left;
        RelDataType rightElement = isArray(right) ? element(right) : right;
        RelDataType element = factory.leastRestrictive(List.of(leftElement, rightElement));
        if (element == null) {
            return null;
        }
        RelDataType nullable = factory.createTypeWithNullability(element, true);
        return factory.createTypeWithNullability(factory.createArrayType(nullable, -1), true);
    }

    private static RelDataType element(RelDataType array) {
        return Objects.requireNonNull(array.getComponentType());
    }

    private static RelDataType resultType(SqlOperatorBinding binding) {
        RelDataType derived =
                derive(
                        binding.getOperandType(0),
                        binding.getOperandType(1),
                        binding.getTypeFactory());
        return derived != null
                ? derived
                : Objects.requireNonNull(SqlStdOperatorTable.CONCAT.inferReturnType(binding));
    }

    private static final class Operator extends SqlBinaryOperator {
        Operator() {
            super(
                    SqlStdOperatorTable.CONCAT.getName(),
                    SqlKind.OTHER,
                    SqlStdOperatorTable.CONCAT.getLeftPrec(),
                    true,
                    Concatenation::resultType,
                    SqlStdOperatorTable.CONCAT.getOperandTypeInference(),
                    new Checker(
                            Objects.requireNonNull(
                                    SqlStdOperatorTable.CONCAT.getOperandTypeChecker())));
        }
    }

    private record Checker(SqlOperandTypeChecker standard) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            RelDataType derived =
                    derive(
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
            return standard.getConsistency();
        }
    }
}
