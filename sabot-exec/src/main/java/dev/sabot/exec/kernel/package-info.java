/// Loops over column memory: comparisons to bitmaps, arithmetic with overflow detection, 128-bit
/// decimals. Start with [dev.sabot.exec.kernel.ColumnKernels], which has a scalar and a Vector API
/// form, and [dev.sabot.exec.kernel.Int128].
@NullMarked
package dev.sabot.exec.kernel;

import org.jspecify.annotations.NullMarked;
