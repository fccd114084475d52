package dev.sabot.exec.function.cast;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// Gives an untyped NULL a type.
record NullCast(DataType type) implements Kernel {
    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        ColumnBuilder builder = new ColumnBuilder(type);
        builder.appendNull();
        return Column.constant(builder.build(context.allocator()), numRows);
    }
}
