package dev.sabot.exec.kernel.simd;

import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.exec.kernel.ConstantText;
import dev.sabot.exec.kernel.ScalarKernels;

/// Computes with the widest vectors of the machine; rows past the last whole word of 64
/// (comparisons) or vector (arithmetic) go through the scalar twin, so nothing is read past the
/// last row.
///
/// **Threads**: any.
public final class SimdKernels implements ColumnKernels {
    private static final ScalarKernels SCALAR = ScalarKernels.INSTANCE;

    @Override
    public String name() {
        return "vector " + SimdIntegers.LONGS.vectorBitSize();
    }

    /// Does the last, partial word of a keep method with the scalar twin.
    @FunctionalInterface
    private interface Tail {
        void keep(int row, int numRows, long[] bits);
    }

    private static void keepTail(int numRows, long[] bits, Tail tail) {
        int whole = numRows >>> 6;
        if ((numRows & 63) != 0 && bits[whole] != 0) {
            long[] last = {bits[whole]};
            tail.keep(whole << 6, numRows & 63, last);
            bits[whole] = last[0];
        }
    }

    @Override
    public void keepRangeInt(
            long address, int numRows, int low, int high, boolean isInside, long[] bits) {
        long flip = isInside ? 0 : -1;
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                bits[word] &= flip ^ SimdComparisons.rangeInt(address + 256L * word, low, high);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepRangeInt(address + 4L * row, rest, low, high, isInside, last));
    }

    @Override
    public void keepRangeLong(
            long address, int numRows, long low, long high, boolean isInside, long[] bits) {
        long flip = isInside ? 0 : -1;
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                bits[word] &= flip ^ SimdComparisons.rangeLong(address + 512L * word, low, high);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepRangeLong(address + 8L * row, rest, low, high, isInside, last));
    }

    @Override
    public void keepFloat(
            long address, int numRows, Comparison comparison, float constant, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                bits[word] &=
                        SimdComparisons.floatConstant(address + 256L * word, comparison, constant);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepFloat(address + 4L * row, rest, comparison, constant, last));
    }

    @Override
    public void keepDouble(
            long address, int numRows, Comparison comparison, double constant, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                bits[word] &=
                        SimdComparisons.doubleConstant(address + 512L * word, comparison, constant);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepDouble(address + 8L * row, rest, comparison, constant, last));
    }

    @Override
    public void keepInts(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                long offset = 256L * word;
                bits[word] &= SimdComparisons.ints(left + offset, right + offset, comparison);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepInts(left + 4L * row, right + 4L * row, rest, comparison, last));
    }

    @Override
    public void keepLongs(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                long offset = 512L * word;
                bits[word] &= SimdComparisons.longs(left + offset, right + offset, comparison);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepLongs(
                                left + 8L * row, right + 8L * row, rest, comparison, last));
    }

    @Override
    public void keepFloats(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                long offset = 256L * word;
                bits[word] &= SimdComparisons.floats(left + offset, right + offset, comparison);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepFloats(
                                left + 4L * row, right + 4L * row, rest, comparison, last));
    }

    @Override
    public void keepDoubles(
            long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                long offset = 512L * word;
                bits[word] &= SimdComparisons.doubles(left + offset, right + offset, comparison);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepDoubles(
                                left + 8L * row, right + 8L * row, rest, comparison, last));
    }

    @Override
    public boolean computeInts(
            Arithmetic operation, long left, long right, int numRows, long result) {
        return SimdIntegers.computeInts(
                operation, Operand.column(left), Operand.column(right), numRows, result);
    }

    @Override
    public boolean computeIntConstant(
            Arithmetic operation, long left, int right, int numRows, long result) {
        return SimdIntegers.computeInts(
                operation, Operand.column(left), Operand.constant(right), numRows, result);
    }

    @Override
    public boolean computeConstantInt(
            Arithmetic operation, int left, long right, int numRows, long result) {
        return SimdIntegers.computeInts(
                operation, Operand.constant(left), Operand.column(right), numRows, result);
    }

    @Override
    public boolean computeLongs(
            Arithmetic operation, long left, long right, int numRows, long result) {
        return SimdIntegers.computeLongs(
                operation, Operand.column(left), Operand.column(right), numRows, result);
    }

    @Override
    public boolean computeLongConstant(
            Arithmetic operation, long left, long right, int numRows, long result) {
        return SimdIntegers.computeLongs(
                operation, Operand.column(left), Operand.constant(right), numRows, result);
    }

    @Override
    public boolean computeConstantLong(
            Arithmetic operation, long left, long right, int numRows, long result) {
        return SimdIntegers.computeLongs(
                operation, Operand.constant(left), Operand.column(right), numRows, result);
    }

    @Override
    public void computeDoubles(
            Arithmetic operation, long left, long right, int numRows, long result) {
        SimdDoubles.compute(
                operation, Operand.column(left), Operand.column(right), numRows, result);
    }

    @Override
    public void computeDoubleConstant(
            Arithmetic operation, long left, double right, int numRows, long result) {
        SimdDoubles.compute(
                operation,
                Operand.column(left),
                Operand.constant(Double.doubleToRawLongBits(right)),
                numRows,
                result);
    }

    @Override
    public void computeConstantDouble(
            Arithmetic operation, double left, long right, int numRows, long result) {
        SimdDoubles.compute(
                operation,
                Operand.constant(Double.doubleToRawLongBits(left)),
                Operand.column(right),
                numRows,
                result);
    }

    @Override
    public void minMaxInt(long address, int numRows, long[] result) {
        SimdIntegers.minMaxInt(address, numRows, result);
    }

    @Override
    public void minMaxLong(long address, int numRows, long[] result) {
        SimdIntegers.minMaxLong(address, numRows, result);
    }

    @Override
    public void minMaxDouble(long address, int numRows, double[] result) {
        SimdDoubles.minMax(address, numRows, result);
    }

    @Override
    public void widenInts(long from, int numRows, long to) {
        SCALAR.widenInts(from, numRows, to);
    }

    @Override
    public long find(long from, long end, ConstantText needle) {
        return SimdSearch.find(from, end, needle);
    }

    @Override
    public void keepCodes(long indexes, int numRows, long[] entries, boolean wanted, long[] bits) {
        if (entries.length > 1) {
            SCALAR.keepCodes(indexes, numRows, entries, wanted, bits);
            return;
        }
        long dictionary = entries.length == 0 ? 0 : entries[0];
        long flip = wanted ? 0 : -1;
        for (int word = 0; word < numRows >>> 6; word++) {
            if (bits[word] != 0) {
                bits[word] &= flip ^ SimdComparisons.codes(indexes + 256L * word, dictionary);
            }
        }
        keepTail(
                numRows,
                bits,
                (row, rest, last) ->
                        SCALAR.keepCodes(indexes + 4L * row, rest, entries, wanted, last));
    }
}
