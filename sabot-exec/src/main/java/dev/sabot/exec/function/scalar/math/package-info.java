/// Functions of numbers. Outside their domain they fail with INVALID_ARGUMENT, as in PostgreSQL;
/// they never give NaN for numbers. Start with [dev.sabot.exec.function.scalar.math.MathFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.math;

import org.jspecify.annotations.NullMarked;
