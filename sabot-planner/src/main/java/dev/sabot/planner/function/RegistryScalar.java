package dev.sabot.planner.function;

import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.NullRule;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;
import dev.sabot.planner.type.TypeMapping;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

import java.util.Set;

/// A scalar function of the registry as a Calcite operator.
public final class RegistryScalar extends SqlFunction {
    /// What SQL calls without parentheses.
    private static final Set<String> NILADIC =
            Set.of(
                    "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtime",
                    "localtimestamp",
                    "current_user",
                    "session_user",
                    "system_user",
                    "user",
                    "current_catalog",
                    "current_schema",
                    "current_role");

    private final ScalarFunction function;

    RegistryScalar(String name, ScalarFunction function) {
        this(name, function, signature(function));
    }

    private RegistryScalar(String name, ScalarFunction function, RegistrySignature signature) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                inference(function, signature),
                signature,
                signature,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    private static RegistrySignature signature(ScalarFunction function) {
        return new RegistrySignature(
                function.doc().syntax(),
                arguments -> FunctionRegistry.resolve(function, arguments));
    }

    private static SqlReturnTypeInference inference(
            ScalarFunction function, RegistrySignature signature) {
        return binding -> resultType(function, signature, binding);
    }

    /// A result is null only of a null where the function is strict, except that a strict function
    /// may also find no answer; so a result is taken as not null only where it has no arguments.
    private static RelDataType resultType(
            ScalarFunction function, RegistrySignature signature, SqlOperatorBinding binding) {
        boolean isNullable =
                function.nullRule() == NullRule.CUSTOM || binding.getOperandCount() > 0;
        return TypeMapping.toRelType(
                binding.getTypeFactory(), signature.resultType(binding), isNullable);
    }

    /// Returns the declaration.
    public ScalarFunction function() {
        return function;
    }

    @Override
    public SqlSyntax getSyntax() {
        return NILADIC.contains(function.doc().name()) ? SqlSyntax.FUNCTION_ID : SqlSyntax.FUNCTION;
    }

    @Override
    public boolean isDeterministic() {
        return function.volatility() != Volatility.VOLATILE;
    }

    @Override
    public boolean isDynamicFunction() {
        return function.volatility() != Volatility.IMMUTABLE;
    }
}
