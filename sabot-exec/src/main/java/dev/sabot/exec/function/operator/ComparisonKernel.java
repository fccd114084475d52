package dev.sabot.exec.function.operator;

import dev.sabot.batch.Column;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.exec.kernel.ConstantText;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import java.math.BigInteger;
import java.util.Arrays;

/// Compares two columns, or a column and a constant, of comparable types: equal kinds, or exact
/// numbers of any kind and scale.
///
/// A comparison of an exact number with a constant is a range test on the unscaled integers, so no
/// value is ever rescaled.
public final class ComparisonKernel implements PredicateKernel {
    private final Comparison comparison;
    private final DataType left;
    private final DataType right;
    private final ColumnKernels kernels;

    public ComparisonKernel(
            Comparison comparison, DataType left, DataType right, ColumnKernels kernels) {
        this.comparison = comparison;
        this.left = left;
        this.right = right;
        this.kernels = kernels;
    }

    @Override
    public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
        Column one = arguments[0];
        Column other = arguments[1];
        switch (left.kind()) {
            case NULL -> Arrays.fill(bits, 0);
            case BOOLEAN ->
                    ActiveRows.keep(
                            numRows,
                            bits,
                            row ->
                                    comparison.holds(
                                            Boolean.compare(
                                                    one.getBoolean(row), other.getBoolean(row))));
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DECIMAL,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    keepExact(one, other, numRows, bits);
            case REAL, DOUBLE -> keepApproximate(one, other, numRows, bits);
            case VARCHAR, VARBINARY -> keepText(one, other, numRows, bits);
            case ARRAY, ROW, MAP ->
                    ActiveRows.keep(
                            numRows,
                            bits,
                            row ->
                                    comparison.holds(
                                            ValueOrder.compare(one, row, other, row, left)));
        }
    }

    private void keepExact(Column one, Column other, int numRows, long[] bits) {
        if (other.isConstant()) {
            keepRange(one, range(comparison, other, right.scale(), left.scale()), numRows, bits);
        } else if (one.isConstant()) {
            Comparison flipped = comparison.flip();
            keepRange(other, range(flipped, one, left.scale(), right.scale()), numRows, bits);
        } else if (left.scale() != right.scale()
                || one.layout() == Layout.INT128
                || other.layout() == Layout.INT128) {
            keepScaled(one, other, numRows, bits);
        } else if (!one.isFlat() || !other.isFlat() || one.layout() != other.layout()) {
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> comparison.holds(Long.compare(one.getLong(row), other.getLong(row))));
        } else if (one.layout() == Layout.INT64) {
            kernels.keepLongs(one.dataAddress(), other.dataAddress(), numRows, comparison, bits);
        } else if (one.layout() == Layout.INT32) {
            kernels.keepInts(one.dataAddress(), other.dataAddress(), numRows, comparison, bits);
        } else {
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> comparison.holds(Long.compare(one.getLong(row), other.getLong(row))));
        }
    }

    private static ExactRange range(
            Comparison comparison, Column constant, int constantScale, int columnScale) {
        BigInteger value = Int128.toBigInteger(constant.getHigh(0), constant.getLow(0));
        return ExactRange.of(comparison, value, constantScale, columnScale);
    }

    private void keepScaled(Column one, Column other, int numRows, long[] bits) {
        Int128 scratch = new Int128();
        ActiveRows.keep(
                numRows,
                bits,
                row ->
                        comparison.holds(
                                Int128.compareScaled(
                                        one.getHigh(row),
                                        one.getLow(row),
                                        left.scale(),
                                        other.getHigh(row),
                                        other.getLow(row),
                                        right.scale(),
                                        scratch)));
    }

    private void keepRange(Column column, ExactRange wide, int numRows, long[] bits) {
        boolean isWide = column.layout() == Layout.INT128;
        ExactRange range = isWide ? wide : wide.clamp(8 * column.layout().byteWidth());
        if (range.isEmpty()) {
            Arrays.fill(bits, 0);
            return;
        }
        boolean isInside = range.isInside();
        long low = range.low().longValue();
        long high = range.high().longValue();
        if (isWide) {
            long lowHigh = range.low().shiftRight(64).longValue();
            long highHigh = range.high().shiftRight(64).longValue();
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> {
                        long valueHigh = column.getHigh(row);
                        long valueLow = column.getLow(row);
                        boolean isWithin =
                                Int128.compare(valueHigh, valueLow, lowHigh, low) >= 0
                                        && Int128.compare(valueHigh, valueLow, highHigh, high) <= 0;
                        return isWithin == isInside;
                    });
        } else if (column.isFlat() && column.layout() == Layout.INT64) {
            kernels.keepRangeLong(column.dataAddress(), numRows, low, high, isInside, bits);
        } else if (column.isFlat() && column.layout() == Layout.INT32) {
            kernels.keepRangeInt(
                    column.dataAddress(), numRows, (int) low, (int) high, isInside, bits);
        } else {
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> {
                        long value = column.getLong(row);
                        return (value >= low && value <= high) == isInside;
                    });
        }
    }

    private void keepApproximate(Column one, Column other, int numRows, long[] bits) {
        boolean isFloat = one.layout() == Layout.FLOAT32;
        if (one.isFlat() && other.isConstant()) {
            keepConstant(one, other.getDouble(0), comparison, numRows, bits);
        } else if (one.isConstant() && other.isFlat()) {
            keepConstant(other, one.getDouble(0), comparison.flip(), numRows, bits);
        } else if (!one.isFlat() || !other.isFlat() || one.layout() != other.layout()) {
            ActiveRows.keep(
                    numRows,
                    bits,
                    row ->
                            comparison.holds(
                                    Comparison.order(one.getDouble(row), other.getDouble(row))));
        } else if (isFloat) {
            kernels.keepFloats(one.dataAddress(), other.dataAddress(), numRows, comparison, bits);
        } else {
            kernels.keepDoubles(one.dataAddress(), other.dataAddress(), numRows, comparison, bits);
        }
    }

    private void keepConstant(
            Column column, double constant, Comparison held, int numRows, long[] bits) {
        if (column.layout() == Layout.FLOAT32) {
            kernels.keepFloat(column.dataAddress(), numRows, held, (float) constant, bits);
        } else {
            kernels.keepDouble(column.dataAddress(), numRows, held, constant, bits);
        }
    }

    private void keepText(Column one, Column other, int numRows, long[] bits) {
        if (other.isConstant()) {
            keepConstantText(one, other.getBytes(0), comparison, numRows, bits);
        } else if (one.isConstant()) {
            keepConstantText(other, one.getBytes(0), comparison.flip(), numRows, bits);
        } else {
            Text first = new Text();
            Text second = new Text();
            boolean isEquality =
                    comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
            boolean wanted = comparison == Comparison.EQUAL;
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> {
                        first.set(one, row);
                        second.set(other, row);
                        return isEquality
                                ? first.isSame(second) == wanted
                                : comparison.holds(first.compare(second));
                    });
        }
    }

    private static void keepConstantText(
            Column column, byte[] bytes, Comparison held, int numRows, long[] bits) {
        ConstantText constant = new ConstantText(bytes);
        if (!column.isFlat()) {
            ActiveRows.keep(
                    numRows,
                    bits,
                    row ->
                            held.holds(
                                    constant.order(
                                            column.bytesAddress(row), column.valueLength(row))));
            return;
        }
        if (held == Comparison.EQUAL || held == Comparison.NOT_EQUAL) {
            TextLoops.keepEqual(column, constant, held == Comparison.EQUAL, numRows, bits);
        } else {
            TextLoops.keepOrdered(column, constant, held, numRows, bits);
        }
    }
}
