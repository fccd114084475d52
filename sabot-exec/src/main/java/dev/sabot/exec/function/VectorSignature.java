package dev.sabot.exec.function;

import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A signature whose kernels have a scalar and a vector form and that takes the result type from
/// the call: decimals of any scale, DATE or TIMESTAMP where both make sense.
public interface VectorSignature extends ScalarFunction.Signature {
    /// Makes the kernel on the given form.
    Kernel kernel(
            List<DataType> coerced,
            DataType result,
            List<@Nullable Object> constants,
            ColumnKernels kernels);

    @Override
    default Kernel kernel(
            List<DataType> coerced, DataType result, List<@Nullable Object> constants) {
        return kernel(coerced, result, constants, KernelChoice.preferred());
    }
}
