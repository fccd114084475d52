package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Cuts `length` characters from the constant character `start` (from 0) on out of texts; of flat
/// ASCII texts without a look at single characters.
final class SubstringKernel implements Kernel {
    private final long start;
    private final long length;
    private final Kernel byRow;

    private SubstringKernel(long start, long length, Kernel byRow) {
        this.start = Math.min(start, Integer.MAX_VALUE);
        this.length = Math.min(length, Integer.MAX_VALUE);
        this.byRow = byRow;
    }

    /// Makes kernels for `substring(text, start[, length])`.
    static KernelFactory factory(boolean hasLength) {
        KernelFactory general =
                RowKernels.row((row, result) ->
                        Substrings.substring(
                                row.text(0),
                                row.getLong(1),
                                hasLength ? row.getLong(2) : Integer.MAX_VALUE,
                                result.text()));
        return (List<DataType> types, DataType type, List<@Nullable Object> constants) -> {
            Kernel byRow = general.kernel(types, type, constants);
            Object length = hasLength ? constants.get(2) : Long.valueOf(Integer.MAX_VALUE);
            boolean isSimple =
                    constants.get(1) instanceof Long first
                            && first > 0
                            && length instanceof Long count
                            && count >= 0;
            return isSimple
                    ? new SubstringKernel((Long) constants.get(1) - 1, (Long) length, byRow)
                    : byRow;
        };
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column column = arguments[0];
        boolean isDense = column.isFlat() && (active == null || 2 * active.count() >= numRows);
        if (!isDense || !FlatText.isAscii(column, numRows)) {
            return byRow.evaluate(arguments, numRows, active, context);
        }
        int numBytes = FlatText.numBytes(column, numRows);
        long limit = FlatText.start(column) + numBytes;
        long room = Math.min(numBytes, length * numRows) + 16;
        try (ColumnWriter writer = ColumnWriter.varlen(context.allocator(), numRows, room)) {
            long data = column.dataAddress();
            long offsets = column.offsetsAddress();
            long to = writer.dataAddress();
            long ends = writer.offsetsAddress() + 4;
            int used = 0;
            long rowStart = Memory.getInt(offsets);
            for (int row = 0; row < numRows; row++) {
                long rowEnd = Memory.getInt(offsets + 4L * row + 4);
                long from = Math.min(rowStart + start, rowEnd);
                int count = (int) Math.min(length, rowEnd - from);
                FlatText.copy(data + from, to + used, count, limit);
                used += count;
                Memory.putInt(ends + 4L * row, used);
                rowStart = rowEnd;
            }
            return writer.finish();
        }
    }
}
