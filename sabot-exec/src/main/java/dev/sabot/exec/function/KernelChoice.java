package dev.sabot.exec.function;

import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.ScalarKernels;
import dev.sabot.exec.kernel.simd.SimdKernels;

/// Chooses once between the vector and the scalar form of kernels: vectors wherever the module
/// `jdk.incubator.vector` is resolved.
public final class KernelChoice {
    private static final ColumnKernels PREFERRED = choose();

    private KernelChoice() {}

    /// Returns the vector form, or the scalar one in a JVM without the module.
    public static ColumnKernels preferred() {
        return PREFERRED;
    }

    /// Returns the scalar form when asked for, else the preferred one.
    public static ColumnKernels choose(boolean isScalar) {
        return isScalar ? ScalarKernels.INSTANCE : PREFERRED;
    }

    private static ColumnKernels choose() {
        boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return hasVectors ? new SimdKernels() : ScalarKernels.INSTANCE;
    }
}
