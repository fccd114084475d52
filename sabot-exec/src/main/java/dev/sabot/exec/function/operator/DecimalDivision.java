package dev.sabot.exec.function.operator;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Divides exact numbers into a DECIMAL, half away from zero, or gives the remainder of a division
/// towards zero; integers count as scale 0.
///
/// Rows whose scaled operands leave 128 bits are computed with big integers: they need more than 38
/// digits on the way to a result that may fit.
final class DecimalDivision implements Kernel {
    private final boolean isModulo;
    private final DataType left;
    private final DataType right;
    private final DataType type;

    DecimalDivision(boolean isModulo, DataType left, DataType right, DataType type) {
        this.isModulo = isModulo;
        this.left = left;
        this.right = right;
        this.type = type;
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        int[] rows = active == null ? null : active.indexes(numRows);
        int count = active == null ? numRows : active.count();
        Column one = arguments[0];
        Column other = arguments[1];
        Int128 value = new Int128();
        Int128 divisor = new Int128();
        try (RowResult result = new RowResult(type, numRows, context.allocator())) {
            for (int index = 0; index < count; index++) {
                int row = rows == null ? index : rows[index];
                divisor.set(other.getHigh(row), other.getLow(row));
                if (divisor.isZero()) {
                    throw ArithmeticErrors.divisionByZero();
                }
                value.set(one.getHigh(row), one.getLow(row));
                boolean isDone = isModulo ? modulo(value, divisor) : divide(value, divisor);
                boolean fits = isDone || computeWide(one, other, row, value);
                if (!fits || !value.fitsPrecision(type.precision())) {
                    throw ArithmeticErrors.overflow(
                            decimal(one, row, left).toPlainString(),
                            isModulo ? "%" : "/",
                            decimal(other, row, right).toPlainString(),
                            type);
                }
                result.move(row);
                result.setDecimal(value.high(), value.low());
            }
            return result.finish();
        }
    }

    private boolean divide(Int128 value, Int128 divisor) {
        int digits = type.scale() - left.scale() + right.scale();
        boolean fits = digits >= 0 ? value.scaleUp(digits) : divisor.scaleUp(-digits);
        return fits && value.divideHalfUp(divisor.high(), divisor.low());
    }

    private boolean modulo(Int128 value, Int128 divisor) {
        int scale = Math.max(left.scale(), right.scale());
        if (!value.scaleUp(scale - left.scale()) || !divisor.scaleUp(scale - right.scale())) {
            return false;
        }
        value.remainder(divisor.high(), divisor.low());
        if (scale > type.scale()) {
            value.scaleDown(scale - type.scale());
            return true;
        }
        return value.scaleUp(type.scale() - scale);
    }

    private boolean computeWide(Column one, Column other, int row, Int128 value) {
        BigDecimal dividend = decimal(one, row, left);
        BigDecimal divisor = decimal(other, row, right);
        BigDecimal exact =
                isModulo
                        ? dividend.remainder(divisor)
                        : dividend.divide(divisor, type.scale(), RoundingMode.HALF_UP);
        return store(exact, type, value);
    }

    /// Returns a value as an object; for messages and rows that leave 128 bits.
    static BigDecimal decimal(Column column, int row, DataType type) {
        BigInteger unscaled = Int128.toBigInteger(column.getHigh(row), column.getLow(row));
        return new BigDecimal(unscaled, type.scale());
    }

    /// Rounds to a type's scale and stores; false when the value leaves the type's precision.
    static boolean store(BigDecimal exact, DataType type, Int128 value) {
        BigDecimal rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            return false;
        }
        value.set(rounded.unscaledValue());
        return true;
    }
}
