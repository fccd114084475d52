/// The Vector API forms of kernels, the only package that imports `jdk.incubator.vector`. Start
/// with [dev.sabot.exec.kernel.simd.SimdKernels].
@NullMarked
package dev.sabot.exec.kernel.simd;

import org.jspecify.annotations.NullMarked;
