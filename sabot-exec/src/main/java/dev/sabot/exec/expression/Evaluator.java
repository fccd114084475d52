package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;

import org.jspecify.annotations.Nullable;

/// Evaluates one compiled expression over batches, on one thread.
///
/// It may keep scratch memory and results per dictionary between calls; it is made per task from
/// the shared, immutable compiled form.
///
/// **Threads**: one.
public interface Evaluator extends AutoCloseable {
    /// Evaluates on rows of lent columns.
    ///
    /// **Shape**: returns a column of `numRows` rows, of any encoding, owned by the caller. Rows
    /// outside `active` (null: all rows are active) have undefined values and raise no errors.
    Column evaluate(Column[] columns, int numRows, @Nullable Selection active);

    /// Evaluates a BOOLEAN expression as a predicate: returns the active rows where it is true, or
    /// `active` itself when it is true on all of them.
    @Nullable Selection select(Column[] columns, int numRows, @Nullable Selection active);

    /// Frees results kept between calls.
    @Override
    void close();
}
