/// The kernels of SQL's operators: comparison, arithmetic, membership, patterns. Start with
/// [dev.sabot.exec.function.operator.ComparisonKernel].
@NullMarked
package dev.sabot.exec.function.operator;

import org.jspecify.annotations.NullMarked;
