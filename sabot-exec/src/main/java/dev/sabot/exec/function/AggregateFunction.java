package dev.sabot.exec.function;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Declares an aggregate function once. DISTINCT and FILTER are the operator's business.
public record AggregateFunction(FunctionDoc doc, List<Signature> signatures) {

    /// Accepts argument types and makes accumulators for them.
    public interface Signature {
        /// As [ScalarFunction.Signature#coerce].
        @Nullable List<DataType> coerce(List<DataType> arguments);

        DataType resultType(List<DataType> coerced);

        /// Makes an empty accumulator for one task.
        Accumulator accumulator(List<DataType> coerced, DataType result);
    }
}
