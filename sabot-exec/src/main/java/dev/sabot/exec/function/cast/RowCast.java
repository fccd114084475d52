package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;

import org.jspecify.annotations.Nullable;

/// Converts one value; may keep scratch objects, so each evaluation makes its own.
@FunctionalInterface
interface RowCast {
    /// Converts argument 0 of a row; returns why it cannot, or null.
    @Nullable ErrorCode cast(Row row, RowResult result);

    /// Makes row casts. **Threads**: any.
    @FunctionalInterface
    interface Factory {
        RowCast newCast(EvaluationContext context);
    }
}
