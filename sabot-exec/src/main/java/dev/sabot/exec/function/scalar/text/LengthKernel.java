package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.Text;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Counts the characters, bytes or bits of texts: where all are ASCII, characters are bytes and
/// only the offsets are read.
final class LengthKernel implements Kernel {
    private final boolean countsCharacters;
    private final int factor;

    /// @param countsCharacters whether characters are counted, not bytes
    /// @param factor what a count is multiplied by
    LengthKernel(boolean countsCharacters, int factor) {
        this.countsCharacters = countsCharacters;
        this.factor = factor;
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column column = arguments[0];
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long to = writer.dataAddress();
            boolean countsBytes = !countsCharacters || isAscii(column, numRows, active);
            if (countsBytes && column.isFlat()) {
                long offsets = column.offsetsAddress();
                for (int row = 0; row < numRows; row++) {
                    long at = offsets + 4L * row;
                    long length = (long) Memory.getInt(at + 4) - Memory.getInt(at);
                    Memory.putLong(to + 8L * row, length * factor);
                }
                return writer.finish();
            }
            int[] rows = active == null ? null : active.indexes(numRows);
            int count = active == null ? numRows : active.count();
            Text text = new Text();
            for (int index = 0; index < count; index++) {
                int row = rows == null ? index : rows[index];
                text.set(column, row);
                long length = countsBytes ? text.length() : text.numCharacters();
                Memory.putLong(to + 8L * row, length * factor);
            }
            return writer.finish();
        }
    }

    /// Reading all bytes to learn that they are ASCII pays only where most rows are active.
    private static boolean isAscii(Column column, int numRows, @Nullable Selection active) {
        return column.isFlat()
                && (active == null || 2 * active.count() >= numRows)
                && FlatText.isAscii(column, numRows);
    }
}
