package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.exec.function.Signatures.ResultRule;
import dev.sabot.exec.function.VectorSignature;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A signature made of parts whose kernel is given the kernels to run on.
record Vectorized(Parameters parameters, ResultRule result, Factory factory)
        implements VectorSignature {

    @FunctionalInterface
    interface Factory {
        Kernel kernel(
                List<DataType> coerced,
                DataType result,
                List<@Nullable Object> constants,
                ColumnKernels kernels);
    }

    @Override
    public @Nullable List<DataType> coerce(List<DataType> arguments) {
        return parameters.coerce(arguments);
    }

    @Override
    public DataType resultType(List<DataType> coerced) {
        return result.result(coerced);
    }

    @Override
    public Kernel kernel(
            List<DataType> coerced,
            DataType type,
            List<@Nullable Object> constants,
            ColumnKernels kernels) {
        return factory.kernel(coerced, type, constants, kernels);
    }
}
