package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.ScalarKernels;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Adds, subtracts and multiplies values stored as integers: integers, days, microseconds.
///
/// Flat columns are computed densely, inactive rows too; only when some row overflowed are the
/// active ones looked at again. Few active rows are computed one by one.
final class IntegerKernel implements Kernel {
    private final Arithmetic operation;
    private final DataType type;
    private final ColumnKernels kernels;

    IntegerKernel(Arithmetic operation, DataType type, ColumnKernels kernels) {
        this.operation = operation;
        this.type = type;
        this.kernels = kernels;
    }

    /// Says whether so few rows are active that going row by row is cheaper than going densely.
    static boolean isSparse(int numRows, @Nullable Selection active) {
        return active != null && active.count() < numRows >>> 4;
    }

    private boolean isDense(Column argument) {
        return argument.layout() == type.layout() && !argument.isDictionary();
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column left = arguments[0];
        Column right = arguments[1];
        boolean isWide = type.layout() == Layout.INT64 || type.layout() == Layout.INT32;
        if (!isWide
                || !isDense(left)
                || !isDense(right)
                || isSparse(numRows, active)
                || left.isConstant() && right.isConstant()) {
            return byRow(left, right, numRows, active, context);
        }
        try (ColumnWriter writer =
                ColumnWriter.fixed(context.allocator(), type.layout(), numRows)) {
            boolean isOverflow =
                    type.layout() == Layout.INT64
                            ? computeLongs(left, right, numRows, writer.dataAddress())
                            : computeInts(left, right, numRows, writer.dataAddress());
            if (isOverflow) {
                checkActive(left, right, numRows, active);
            }
            return writer.finish();
        }
    }

    private boolean computeLongs(Column left, Column right, int numRows, long result) {
        if (left.isConstant()) {
            return kernels.computeConstantLong(
                    operation, left.getLong(0), right.dataAddress(), numRows, result);
        }
        if (right.isConstant()) {
            return kernels.computeLongConstant(
                    operation, left.dataAddress(), right.getLong(0), numRows, result);
        }
        return kernels.computeLongs(
                operation, left.dataAddress(), right.dataAddress(), numRows, result);
    }

    private boolean computeInts(Column left, Column right, int numRows, long result) {
        if (left.isConstant()) {
            int constant = (int) left.getLong(0);
            return kernels.computeConstantInt(
                    operation, constant, right.dataAddress(), numRows, result);
        }
        if (right.isConstant()) {
            int constant = (int) right.getLong(0);
            return kernels.computeIntConstant(
                    operation, left.dataAddress(), constant, numRows, result);
        }
        return kernels.computeInts(
                operation, left.dataAddress(), right.dataAddress(), numRows, result);
    }

    private void checkActive(Column left, Column right, int numRows, @Nullable Selection active) {
        long[] bits = active == null ? null : active.bitmap(numRows);
        for (int row = 0; row < numRows; row++) {
            if (bits == null || Bitmap.get(bits, row)) {
                compute(left.getLong(row), right.getLong(row));
            }
        }
    }

    private long compute(long left, long right) {
        long value =
                switch (operation) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case DIVIDE -> throw new IllegalStateException("integers divide by row");
                };
        boolean fits =
                switch (type.layout()) {
                    case INT8 -> value == (byte) value;
                    case INT16 -> value == (short) value;
                    case INT32 -> value == (int) value;
                    case INT64 -> true;
                    case BIT, INT128, FLOAT32, FLOAT64, VARLEN, LIST, STRUCT ->
                            throw new IllegalStateException(type + " is not an integer");
                };
        if (!fits || ScalarKernels.overflows(operation, left, right)) {
            throw ArithmeticErrors.overflow(left, symbol(operation), right, type);
        }
        return value;
    }

    static String symbol(Arithmetic operation) {
        return switch (operation) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
        };
    }

    private Column byRow(
            Column left,
            Column right,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        int[] rows = active == null ? null : active.indexes(numRows);
        int count = active == null ? numRows : active.count();
        try (RowResult result = new RowResult(type, numRows, context.allocator())) {
            for (int index = 0; index < count; index++) {
                int row = rows == null ? index : rows[index];
                result.move(row);
                result.setLong(compute(left.getLong(row), right.getLong(row)));
            }
            return result.finish();
        }
    }
}
