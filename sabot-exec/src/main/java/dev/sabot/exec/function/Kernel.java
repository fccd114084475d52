package dev.sabot.exec.function;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;

import org.jspecify.annotations.Nullable;

/// Computes a scalar function over whole columns. Immutable.
///
/// **Threads**: any, at the same time.
public interface Kernel {
    /// Computes the result column, owned by the caller; the arguments are lent.
    ///
    /// **Shape**: `numRows` rows; arguments may have any encoding. Rows outside `active` and, under
    /// [NullRule#PROPAGATE], rows with a null argument may hold anything and must raise no error.
    Column evaluate(
            Column[] arguments, int numRows, @Nullable Selection active, EvaluationContext context);
}
