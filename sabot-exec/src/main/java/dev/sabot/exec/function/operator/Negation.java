package dev.sabot.exec.function.operator;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// Negates as `0 - value`; approximate numbers as `-1 * value`, which keeps the sign of zero.
///
/// @param binary the kernel of the subtraction or multiplication
record Negation(Kernel binary, DataType type) implements Kernel {
    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        ColumnBuilder builder = new ColumnBuilder(type);
        if (type.kind().isApproximate()) {
            builder.appendDouble(-1);
        } else {
            builder.appendLong(0);
        }
        try (Column first = Column.constant(builder.build(context.allocator()), numRows)) {
            Column[] pair = {first, arguments[0]};
            return binary.evaluate(pair, numRows, active, context);
        }
    }
}
