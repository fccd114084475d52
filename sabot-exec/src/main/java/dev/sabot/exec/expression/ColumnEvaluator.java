package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;

import org.jspecify.annotations.Nullable;

/// Shares an input column.
final class ColumnEvaluator extends NodeEvaluator {
    private final int column;

    ColumnEvaluator(Expression.ColumnReference reference, EvaluationContext context) {
        super(reference.type(), context);
        this.column = reference.column();
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        return columns[column].retain();
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        Booleans.keep(columns[column], numRows, bits, wanted);
    }
}
