package dev.sabot.exec.function.operator;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ColumnGather;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/// Adds, subtracts and multiplies exact numbers into a DECIMAL; integers count as scale 0.
///
/// A batch is computed in 64 bits, densely and unchecked, when the minimum and maximum of its
/// operands prove that no result leaves 64 bits or the result's precision. Else the active rows are
/// computed in 128 bits with checks ([WideDecimal]); their column is narrowed to 64 bits where all
/// values fit.
final class DecimalKernel implements Kernel {
    private final Arithmetic operation;
    private final ColumnKernels kernels;
    private final WideDecimal wide;
    private final long leftFactor;
    private final long rightFactor;
    private final boolean canBeNarrow;
    private final long limit;

    DecimalKernel(
            Arithmetic operation,
            DataType left,
            DataType right,
            DataType type,
            ColumnKernels kernels) {
        this.operation = operation;
        this.kernels = kernels;
        this.wide = new WideDecimal(operation, left, right, type);
        int leftDigits = type.scale() - left.scale();
        int rightDigits = type.scale() - right.scale();
        boolean isSum = operation != Arithmetic.MULTIPLY;
        if (isSum) {
            canBeNarrow =
                    leftDigits >= 0 && leftDigits <= 18 && rightDigits >= 0 && rightDigits <= 18;
        } else {
            canBeNarrow = left.scale() + right.scale() == type.scale();
        }
        leftFactor = isSum && canBeNarrow ? Int128.tenLow(leftDigits) : 1;
        rightFactor = isSum && canBeNarrow ? Int128.tenLow(rightDigits) : 1;
        boolean isLong = type.precision() <= DataType.MAX_LONG_PRECISION;
        limit = isLong ? Int128.tenLow(type.precision()) - 1 : Long.MAX_VALUE;
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        boolean isNarrow =
                canBeNarrow
                        && arguments[0].layout() != Layout.INT128
                        && arguments[1].layout() != Layout.INT128
                        && !(arguments[0].isConstant() && arguments[1].isConstant())
                        && !IntegerKernel.isSparse(numRows, active);
        if (isNarrow) {
            try (Column left = longs(arguments[0], numRows, context);
                    Column right = longs(arguments[1], numRows, context)) {
                if (isProved(left, right, numRows)) {
                    return compute(left, right, numRows, context);
                }
            }
        }
        return wide.evaluate(arguments, numRows, active, context);
    }

    /// Returns an integer column as INT64, flat or constant; the caller owns one reference.
    private Column longs(Column column, int numRows, EvaluationContext context) {
        if (column.isConstant() || column.isFlat() && column.layout() == Layout.INT64) {
            return column.retain();
        }
        try (Column flat = ColumnGather.flatten(column, context.allocator())) {
            if (flat.layout() == Layout.INT64) {
                return flat.retain();
            }
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
                long to = writer.dataAddress();
                if (flat.layout() == Layout.INT32) {
                    kernels.widenInts(flat.dataAddress(), numRows, to);
                } else {
                    for (int row = 0; row < numRows; row++) {
                        Memory.putLong(to + 8L * row, flat.getLong(row));
                    }
                }
                return writer.finish();
            }
        }
    }

    /// Returns the largest magnitude, or -1 when it is 2^63.
    private long magnitude(Column column, int numRows) {
        long least;
        long greatest;
        if (column.isConstant()) {
            least = column.getLong(0);
            greatest = least;
        } else {
            long[] range = new long[2];
            kernels.minMaxLong(column.dataAddress(), numRows, range);
            least = range[0];
            greatest = range[1];
        }
        return least == Long.MIN_VALUE ? -1 : Math.max(Math.abs(least), Math.abs(greatest));
    }

    private boolean isProved(Column left, Column right, int numRows) {
        long one = magnitude(left, numRows);
        long other = magnitude(right, numRows);
        if (one < 0 || other < 0) {
            return false;
        }
        Int128 bound = new Int128();
        if (operation == Arithmetic.MULTIPLY) {
            bound.setProduct(one, other);
        } else {
            bound.setProduct(one, leftFactor);
            long high = bound.high();
            long low = bound.low();
            bound.setProduct(other, rightFactor);
            bound.add(high, low);
        }
        return Int128.compare(bound.high(), bound.low(), 0, limit) <= 0;
    }

    private Column compute(Column left, Column right, int numRows, EvaluationContext context) {
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long result = writer.dataAddress();
            if (left.isConstant()) {
                long from = scaled(right, rightFactor, numRows, result);
                kernels.computeConstantLong(
                        operation, left.getLong(0) * leftFactor, from, numRows, result);
            } else if (right.isConstant()) {
                long from = scaled(left, leftFactor, numRows, result);
                kernels.computeLongConstant(
                        operation, from, right.getLong(0) * rightFactor, numRows, result);
            } else if (leftFactor == 1) {
                long from = scaled(right, rightFactor, numRows, result);
                kernels.computeLongs(operation, left.dataAddress(), from, numRows, result);
            } else {
                computeBothScaled(left, right, numRows, result, context);
            }
            return writer.finish();
        }
    }

    private void computeBothScaled(
            Column left, Column right, int numRows, long result, EvaluationContext context) {
        if (rightFactor == 1) {
            long from = scaled(left, leftFactor, numRows, result);
            kernels.computeLongs(operation, from, right.dataAddress(), numRows, result);
            return;
        }
        try (ColumnWriter scratch =
                ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long from = scaled(left, leftFactor, numRows, scratch.dataAddress());
            long other = scaled(right, rightFactor, numRows, result);
            kernels.computeLongs(operation, from, other, numRows, result);
        }
    }

    /// Returns where a column's values times a factor are: at their own place, or at the scratch.
    private long scaled(Column column, long factor, int numRows, long scratch) {
        if (factor == 1) {
            return column.dataAddress();
        }
        kernels.computeLongConstant(
                Arithmetic.MULTIPLY, column.dataAddress(), factor, numRows, scratch);
        return scratch;
    }

    /// Computes row by row in 128 bits.
    record WideDecimal(Arithmetic operation, DataType left, DataType right, DataType type) {

        Column evaluate(
                Column[] arguments,
                int numRows,
                @Nullable Selection active,
                EvaluationContext context) {
            int[] rows = active == null ? null : active.indexes(numRows);
            int count = active == null ? numRows : active.count();
            Int128 value = new Int128();
            Int128 scratch = new Int128();
            try (RowResult result = new RowResult(type, numRows, context.allocator())) {
                for (int index = 0; index < count; index++) {
                    int row = rows == null ? index : rows[index];
                    if (!compute(arguments[0], arguments[1], row, value, scratch)
                            || !value.fitsPrecision(type.precision())) {
                        throw overflow(arguments, row);
                    }
                    result.move(row);
                    result.setDecimal(value.high(), value.low());
                }
                return result.finish();
            }
        }

        private boolean compute(Column one, Column other, int row, Int128 value, Int128 scratch) {
            value.set(one.getHigh(row), one.getLow(row));
            if (operation == Arithmetic.MULTIPLY) {
                return value.multiply(other.getHigh(row), other.getLow(row))
                        ? rescale(value, left.scale() + right.scale())
                        : multiplyWide(one, other, row, value);
            }
            int scale = Math.max(left.scale(), right.scale());
            scratch.set(other.getHigh(row), other.getLow(row));
            boolean fits = value.scaleUp(scale - left.scale());
            fits &= scratch.scaleUp(scale - right.scale());
            if (fits) {
                fits =
                        operation == Arithmetic.ADD
                                ? value.add(scratch.high(), scratch.low())
                                : value.subtract(scratch.high(), scratch.low());
            }
            return fits ? rescale(value, scale) : addWide(one, other, row, value);
        }

        private boolean rescale(Int128 value, int scale) {
            if (scale > type.scale()) {
                value.scaleDown(scale - type.scale());
                return true;
            }
            return value.scaleUp(type.scale() - scale);
        }

        /// A result that fits may have a product that does not, when digits are dropped.
        private boolean multiplyWide(Column one, Column other, int row, Int128 value) {
            return DecimalDivision.store(
                    DecimalDivision.decimal(one, row, left)
                            .multiply(DecimalDivision.decimal(other, row, right)),
                    type,
                    value);
        }

        private boolean addWide(Column one, Column other, int row, Int128 value) {
            BigDecimal first = DecimalDivision.decimal(one, row, left);
            BigDecimal second = DecimalDivision.decimal(other, row, right);
            return DecimalDivision.store(
                    operation == Arithmetic.ADD ? first.add(second) : first.subtract(second),
                    type,
                    value);
        }

        private RuntimeException overflow(Column[] arguments, int row) {
            return ArithmeticErrors.overflow(
                    DecimalDivision.decimal(arguments[0], row, left).toPlainString(),
                    IntegerKernel.symbol(operation),
                    DecimalDivision.decimal(arguments[1], row, right).toPlainString(),
                    type);
        }
    }
}
