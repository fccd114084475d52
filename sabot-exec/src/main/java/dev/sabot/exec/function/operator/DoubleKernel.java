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
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Computes with REAL or DOUBLE; results past the range are infinite, division by zero is an error.
final class DoubleKernel implements Kernel {
    private final Arithmetic operation;
    private final DataType type;
    private final ColumnKernels kernels;

    DoubleKernel(Arithmetic operation, DataType type, ColumnKernels kernels) {
        this.operation = operation;
        this.type = type;
        this.kernels = kernels;
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column left = arguments[0];
        Column right = arguments[1];
        if (operation == Arithmetic.DIVIDE) {
            checkDivisor(right, numRows, active);
        }
        boolean isDouble =
                type.layout() == Layout.FLOAT64
                        && left.layout() == Layout.FLOAT64
                        && right.layout() == Layout.FLOAT64;
        if (!isDouble
                || left.isDictionary()
                || right.isDictionary()
                || left.isConstant() && right.isConstant()) {
            return byRow(left, right, numRows, active, context);
        }
        try (ColumnWriter writer =
                ColumnWriter.fixed(context.allocator(), Layout.FLOAT64, numRows)) {
            long result = writer.dataAddress();
            if (left.isConstant()) {
                kernels.computeConstantDouble(
                        operation, left.getDouble(0), right.dataAddress(), numRows, result);
            } else if (right.isConstant()) {
                kernels.computeDoubleConstant(
                        operation, left.dataAddress(), right.getDouble(0), numRows, result);
            } else {
                kernels.computeDoubles(
                        operation, left.dataAddress(), right.dataAddress(), numRows, result);
            }
            return writer.finish();
        }
    }

    static void checkDivisor(Column divisor, int numRows, @Nullable Selection active) {
        if (divisor.isConstant()) {
            if (divisor.getDouble(0) == 0) {
                throw ArithmeticErrors.divisionByZero();
            }
            return;
        }
        long[] bits = active == null ? null : active.bitmap(numRows);
        for (int row = 0; row < numRows; row++) {
            if (divisor.getDouble(row) == 0 && (bits == null || Bitmap.get(bits, row))) {
                throw ArithmeticErrors.divisionByZero();
            }
        }
    }

    private Column byRow(
            Column left,
            Column right,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        boolean isFloat = type.layout() == Layout.FLOAT32;
        int[] rows = active == null ? null : active.indexes(numRows);
        int count = active == null ? numRows : active.count();
        try (RowResult result = new RowResult(type, numRows, context.allocator())) {
            for (int index = 0; index < count; index++) {
                int row = rows == null ? index : rows[index];
                double one = left.getDouble(row);
                double other = right.getDouble(row);
                // One operation on floats in double precision and rounded is the float result.
                double value =
                        switch (operation) {
                            case ADD -> one + other;
                            case SUBTRACT -> one - other;
                            case MULTIPLY -> one * other;
                            case DIVIDE -> one / other;
                        };
                result.move(row);
                result.setDouble(isFloat ? (float) value : value);
            }
            return result.finish();
        }
    }
}
