package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.TextWriter;

import org.jspecify.annotations.Nullable;

/// Joins texts or bytes end to end.
final class Concatenation implements Kernel {
    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        long[] bits = active == null ? null : active.bitmap(numRows);
        try (ColumnWriter writer =
                ColumnWriter.varlen(context.allocator(), numRows, 32L * numRows)) {
            TextWriter text = new TextWriter(writer);
            for (int row = 0; row < numRows; row++) {
                if (bits == null || Bitmap.get(bits, row)) {
                    for (Column argument : arguments) {
                        text.append(argument.bytesAddress(row), argument.valueLength(row));
                    }
                }
                text.endRow(row);
            }
            return writer.finish();
        }
    }
}
