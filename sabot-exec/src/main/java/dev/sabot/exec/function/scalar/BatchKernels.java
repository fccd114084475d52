package dev.sabot.exec.function.scalar;

import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.RowFunction;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Makes kernels of row lambdas that keep scratch memory: a lambda is made for each batch, so it is
/// used by one thread only.
public final class BatchKernels {
    private BatchKernels() {}

    /// Makes the lambda for the rows of one batch.
    @FunctionalInterface
    public interface RowFunctionMaker {
        RowFunction make(EvaluationContext context);
    }

    /// Prepares what depends on constant arguments only; the result is shared by all threads.
    @FunctionalInterface
    public interface Preparation {
        RowFunctionMaker prepare(List<@Nullable Object> constants);
    }

    /// Makes the lambda for the rows of one batch by the types of arguments and result.
    @FunctionalInterface
    public interface TypedMaker {
        RowFunction make(List<DataType> types, DataType type);
    }

    /// Adapts a lambda, made for each batch, that needs the types of the call.
    public static KernelFactory typed(TypedMaker maker) {
        return (List<DataType> types, DataType type, List<@Nullable Object> constants) ->
                perBatch(_ -> maker.make(types, type)).kernel(types, type, constants);
    }

    /// Adapts a lambda made for each batch.
    public static KernelFactory perBatch(RowFunctionMaker maker) {
        return prepared(_ -> maker);
    }

    /// Adapts a lambda made for each batch by what was prepared once of the constant arguments.
    public static KernelFactory prepared(Preparation preparation) {
        return (List<DataType> types, DataType type, List<@Nullable Object> constants) -> {
            RowFunctionMaker maker = preparation.prepare(constants);
            return (arguments, numRows, active, context) ->
                    RowKernels.row(maker.make(context))
                            .kernel(types, type, constants)
                            .evaluate(arguments, numRows, active, context);
        };
    }
}
