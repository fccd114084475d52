package dev.sabot.planner.function;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Lets Calcite check arguments and derive results by asking the registry.
final class RegistrySignature implements SqlOperandTypeChecker, SqlOperandTypeInference {
    private final String syntax;
    private final Resolver resolver;

    RegistrySignature(String syntax, Resolver resolver) {
        this.syntax = syntax;
        this.resolver = resolver;
    }

    /// Chooses a signature for argument types, or null when none accepts them.
    interface Resolver {
        FunctionRegistry.@Nullable Resolved<?> resolve(List<DataType> arguments);
    }

    static List<DataType> argumentTypes(SqlOperatorBinding binding) {
        List<DataType> types = new ArrayList<>(binding.getOperandCount());
        for (RelDataType type : binding.collectOperandTypes()) {
            types.add(TypeMapping.toDataType(type));
        }
        return types;
    }

    /// Returns the result for the arguments of a call that passed the check.
    DataType resultType(SqlOperatorBinding binding) {
        List<DataType> arguments = argumentTypes(binding);
        FunctionRegistry.Resolved<?> resolved = resolver.resolve(arguments);
        if (resolved == null) {
            throw mismatch(binding.getOperator().getName(), arguments, null);
        }
        return resolved.result();
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        List<DataType> arguments = argumentTypes(binding);
        if (resolver.resolve(arguments) != null) {
            return true;
        }
        if (throwOnFailure) {
            String name = binding.getOperator().getName();
            throw mismatch(name, arguments, binding.getCall().getParserPosition());
        }
        return false;
    }

    private SabotException mismatch(
            String name, List<DataType> arguments, @Nullable SqlParserPos place) {
        SourcePosition position =
                place == null
                        ? null
                        : new SourcePosition(
                                place.getLineNum(),
                                place.getColumnNum(),
                                place.getEndLineNum(),
                                place.getEndColumnNum());
        String given = arguments.stream().map(DataType::toString).collect(Collectors.joining(", "));
        return new SabotException(
                ErrorCode.TYPE_MISMATCH,
                position,
                name + " does not take (" + given + "); it is " + syntax);
    }

    @Override
    public void inferOperandTypes(
            SqlCallBinding binding, RelDataType returnType, RelDataType[] operandTypes) {
        FunctionRegistry.Resolved<?> resolved = resolver.resolve(argumentTypes(binding));
        if (resolved == null) {
            return;
        }
        for (int index = 0; index < operandTypes.length; index++) {
            DataType type = resolved.coerced().get(index);
            boolean isParameter = binding.operand(index) instanceof SqlDynamicParam;
            if (isParameter && !type.equals(DataType.NULL)) {
                operandTypes[index] = TypeMapping.toRelType(binding.getTypeFactory(), type, true);
            }
        }
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return syntax;
    }
}
