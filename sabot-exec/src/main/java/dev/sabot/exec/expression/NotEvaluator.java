package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// Evaluates NOT; as a predicate it asks its argument for the rows where it is false.
final class NotEvaluator extends NodeEvaluator {
    private final NodeEvaluator argument;

    NotEvaluator(NodeEvaluator argument, EvaluationContext context) {
        super(DataType.BOOLEAN, context);
        this.argument = argument;
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        argument.filter(columns, numRows, bits, !wanted);
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        if (isIdle(numRows, active)) {
            return nulls(numRows);
        }
        try (Column value = argument.evaluate(columns, numRows, active)) {
            if (value.isConstant() && value.isNull(0)) {
                return nulls(numRows);
            }
            long[] isFalse = Bitmap.ones(numRows);
            Booleans.keep(value, numRows, isFalse, false);
            long[] validity = null;
            if (value.hasNulls()) {
                validity = Bitmap.ones(numRows);
                Booleans.dropNulls(value, numRows, validity);
            }
            return Booleans.column(isFalse, validity, numRows, allocator());
        }
    }

    @Override
    public void close() {
        super.close();
        argument.close();
    }
}
