package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Repeats a literal or the value of a parameter.
final class ConstantEvaluator extends NodeEvaluator {
    private final Expression.Literal literal;
    private @Nullable Column value;

    ConstantEvaluator(Expression.Literal literal, EvaluationContext context) {
        super(literal.type(), context);
        this.literal = literal;
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        Column own = value;
        if (own == null) {
            own = Constants.value(literal, allocator());
            value = own;
        }
        return Column.constant(own.retain(), numRows);
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        if (!(literal.value() instanceof Boolean bool && bool == wanted)) {
            Arrays.fill(bits, 0);
        }
    }

    @Override
    public void close() {
        super.close();
        if (value != null) {
            value.close();
            value = null;
        }
    }
}
