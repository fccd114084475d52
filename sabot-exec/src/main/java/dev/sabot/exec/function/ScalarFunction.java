package dev.sabot.exec.function;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Declares a scalar function once.
///
/// @param canFail whether evaluation can raise an error for some values; those that cannot may be
///     evaluated on dictionary entries that no row uses
/// @param signatures tried in order; the first that matches with the fewest implicit casts wins
public record ScalarFunction(
        FunctionDoc doc,
        NullRule nullRule,
        Volatility volatility,
        boolean canFail,
        List<Signature> signatures) {

    /// Accepts argument types and makes kernels for them.
    public interface Signature {
        /// Returns the types the arguments are to be cast to, one each, or null when the arguments
        /// cannot be accepted. A NULL-typed argument is accepted wherever some type is.
        @Nullable List<DataType> coerce(List<DataType> arguments);

        /// Returns the result type for coerced argument types.
        DataType resultType(List<DataType> coerced);

        /// Makes the kernel. `constants` has the literal value (Java form of
        /// [dev.sabot.exec.expression.Expression.Literal]) of each constant argument, else null; a
        /// constant null argument is null too and shows in the column.
        Kernel kernel(List<DataType> coerced, DataType result, List<@Nullable Object> constants);
    }
}
