package dev.sabot.exec.function;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Computes a BOOLEAN function that is never null by itself, straight on a bitmap; filters never
/// make a column of its result.
///
/// **Threads**: any, at the same time.
public interface PredicateKernel extends Kernel {
    /// Clears the bits of rows where the predicate is false; the others stay as they are. Bits that
    /// are set on entry are the active rows; under [NullRule#PROPAGATE] none of them has a null
    /// argument. Bits past the last row are zero.
    void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context);

    @Override
    default Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        long[] bits =
                active == null
                        ? Bitmap.ones(numRows)
                        : Arrays.copyOf(active.bitmap(numRows), Bitmap.words(numRows));
        keep(arguments, numRows, bits, context);
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.BIT, numRows)) {
            Memory.copy(bits, 0, writer.dataAddress(), Bitmap.words(numRows));
            return writer.finish();
        }
    }
}
