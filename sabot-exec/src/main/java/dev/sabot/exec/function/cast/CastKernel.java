package dev.sabot.exec.function.cast;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Casts row by row. A value that cannot be cast is null under TRY_CAST, else an error that names
/// it.
///
/// @param isTry whether failures give null
record CastKernel(RowCast.Factory factory, DataType from, DataType to, boolean isTry)
        implements Kernel {
    private static final int MAX_SHOWN_BYTES = 200;

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        RowCast cast = factory.newCast(context);
        return RowKernels.row((row, result) -> apply(cast, row, result))
                .kernel(List.of(from), to, List.of())
                .evaluate(arguments, numRows, active, context);
    }

    private void apply(RowCast cast, Row row, RowResult result) {
        ErrorCode failure = cast.cast(row, result);
        if (failure == null) {
            return;
        }
        if (!isTry) {
            throw error(failure, row);
        }
        result.setNull();
    }

    private SabotException error(ErrorCode code, Row row) {
        String shown = shown(row);
        if (code == ErrorCode.INVALID_CAST) {
            return new SabotException(
                    code,
                    "'" + shown + "' is no " + to + "; TRY_CAST gives NULL where a cast fails");
        }
        return new SabotException(
                code,
                shown
                        + " is outside the range of "
                        + to
                        + "; cast to a wider type or use TRY_CAST");
    }

    private String shown(Row row) {
        try (ColumnWriter writer = ColumnWriter.varlen(row.context().allocator(), 1, 64)) {
            TextWriter text = new TextWriter(writer);
            new ValueText(row.context().timeZone()).append(from, row.column(0), row.index(), text);
            Text written = new Text();
            int numBytes = text.length();
            written.set(writer.dataAddress(), Math.min(numBytes, MAX_SHOWN_BYTES));
            return written + (numBytes > MAX_SHOWN_BYTES ? "..." : "");
        }
    }
}
