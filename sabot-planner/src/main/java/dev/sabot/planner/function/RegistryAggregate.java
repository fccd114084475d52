package dev.sabot.planner.function;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.planner.type.TypeMapping;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.util.Optionality;

import java.util.Map;
import java.util.Set;

/// An aggregate function of the registry as a Calcite operator.
///
/// Calcite knows the common ones by their kind, never by their identity: so it does not rewrite SUM
/// over a window into a sum without nulls, or AVG into a quotient.
public final class RegistryAggregate extends SqlAggFunction {
    private static final Map<String, SqlKind> KINDS =
            Map.of(
                    "sum", SqlKind.SUM,
                    "min", SqlKind.MIN,
                    "max", SqlKind.MAX,
                    "avg", SqlKind.AVG,
                    "any_value", SqlKind.ANY_VALUE,
                    "bit_and", SqlKind.BIT_AND,
                    "bit_or", SqlKind.BIT_OR,
                    "bit_xor", SqlKind.BIT_XOR);

    /// Those that are null only for want of a value that is not null.
    private static final Set<SqlKind> NULL_IF_EMPTY =
            Set.of(SqlKind.SUM, SqlKind.MIN, SqlKind.MAX, SqlKind.AVG, SqlKind.ANY_VALUE);

    private final AggregateFunction function;

    RegistryAggregate(String name, AggregateFunction function) {
        this(name, function, signature(function));
    }

    private RegistryAggregate(
            String name, AggregateFunction function, RegistrySignature signature) {
        super(
                name,
                null,
                KINDS.getOrDefault(function.doc().name(), SqlKind.OTHER_FUNCTION),
                binding -> resultType(binding, signature),
                signature,
                signature,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.OPTIONAL);
        this.function = function;
    }

    private static RegistrySignature signature(AggregateFunction function) {
        return new RegistrySignature(
                function.doc().syntax(),
                arguments -> FunctionRegistry.resolve(function, arguments));
    }

    private static RelDataType resultType(SqlOperatorBinding binding, RegistrySignature signature) {
        boolean isNullable =
                binding.hasEmptyGroup()
                        || binding.hasFilter()
                        || !NULL_IF_EMPTY.contains(binding.getOperator().getKind())
                        || binding.getOperandCount() == 0
                        || binding.getOperandType(0).isNullable();
        return TypeMapping.toRelType(
                binding.getTypeFactory(), signature.resultType(binding), isNullable);
    }

    /// Returns the declaration.
    public AggregateFunction function() {
        return function;
    }

    @Override
    public boolean allowsNullTreatment() {
        return true;
    }
}
