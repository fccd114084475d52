package dev.sabot.exec.function.cast;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.KernelChoice;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Casts flat columns of exact numbers densely where that cannot fail: to a wider integer, to
/// DOUBLE, to a DECIMAL of more scale whose values the batch's minimum and maximum prove to fit.
/// Everything else goes row by row.
record DenseCast(DataType from, DataType to, Kernel byRow) implements Kernel {
    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column column = arguments[0];
        boolean isSupported =
                column.isFlat()
                        && (column.layout() == Layout.INT64 || column.layout() == Layout.INT32);
        if (isSupported) {
            Column result = dense(column, numRows, context);
            if (result != null) {
                return result;
            }
        }
        return byRow.evaluate(arguments, numRows, active, context);
    }

    private @Nullable Column dense(Column column, int numRows, EvaluationContext context) {
        ColumnKernels kernels = KernelChoice.preferred();
        return switch (to.kind()) {
            case BIGINT ->
                    from.isDecimal() || column.layout() != Layout.INT32
                            ? null
                            : widen(column, numRows, context, kernels);
            case DOUBLE -> toDouble(column, numRows, context);
            case DECIMAL -> toDecimal(column, numRows, context, kernels);
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    REAL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static Column widen(
            Column column, int numRows, EvaluationContext context, ColumnKernels kernels) {
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            kernels.widenInts(column.dataAddress(), numRows, writer.dataAddress());
            return writer.finish();
        }
    }

    private Column toDouble(Column column, int numRows, EvaluationContext context) {
        try (ColumnWriter writer =
                ColumnWriter.fixed(context.allocator(), Layout.FLOAT64, numRows)) {
            long result = writer.dataAddress();
            long address = column.dataAddress();
            boolean isInt = column.layout() == Layout.INT32;
            for (int row = 0; row < numRows; row++) {
                long value =
                        isInt
                                ? Memory.getInt(address + 4L * row)
                                : Memory.getLong(address + 8L * row);
                double converted =
                        from.scale() == 0
                                ? value
                                : Int128.toDouble(value >> 63, value, from.scale());
                Memory.putDouble(result + 8L * row, converted);
            }
            return writer.finish();
        }
    }

    private @Nullable Column toDecimal(
            Column column, int numRows, EvaluationContext context, ColumnKernels kernels) {
        int digits = to.scale() - from.scale();
        if (digits < 0 || digits > DataType.MAX_LONG_PRECISION) {
            return null;
        }
        long[] range = new long[2];
        if (column.layout() == Layout.INT32) {
            kernels.minMaxInt(column.dataAddress(), numRows, range);
        } else {
            kernels.minMaxLong(column.dataAddress(), numRows, range);
        }
        long factor = Int128.tenLow(digits);
        long limit =
                to.precision() <= DataType.MAX_LONG_PRECISION
                        ? Int128.tenLow(to.precision()) - 1
                        : Long.MAX_VALUE;
        long greatest = limit / factor;
        if (range[0] < -greatest || range[1] > greatest) {
            return null;
        }
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long result = writer.dataAddress();
            long address = column.dataAddress();
            if (column.layout() == Layout.INT32) {
                kernels.widenInts(address, numRows, result);
                address = result;
            }
            kernels.computeLongConstant(Arithmetic.MULTIPLY, address, factor, numRows, result);
            return writer.finish();
        }
    }
}
