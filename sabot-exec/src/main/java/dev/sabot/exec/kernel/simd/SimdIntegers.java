package dev.sabot.exec.kernel.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.sabot.batch.Memory;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ScalarKernels;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Integer arithmetic on vectors. Sums and differences gather overflow in the sign bits of one
/// vector; products are proved to fit from the operands' minimum and maximum, else computed row by
/// row, since vectors have no high half of a product.
final class SimdIntegers {
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private SimdIntegers() {}

    private static IntVector loadInts(long address) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, address, LITTLE_ENDIAN);
    }

    private static LongVector loadLongs(long address) {
        return LongVector.fromMemorySegment(LONGS, Memory.ALL, address, LITTLE_ENDIAN);
    }

    static boolean computeLongs(
            Arithmetic operation, Operand left, Operand right, int numRows, long result) {
        int whole = LONGS.loopBound(numRows);
        boolean isOverflow =
                switch (operation) {
                    case ADD -> addLongs(left, right, whole, result);
                    case SUBTRACT -> subtractLongs(left, right, whole, result);
                    case MULTIPLY -> {
                        if (!isLongProduct(left, right, whole)) {
                            yield scalarLongs(operation, left, right, 0, numRows, result);
                        }
                        multiplyLongs(left, right, whole, result);
                        yield false;
                    }
                    case DIVIDE -> throw new IllegalArgumentException("integers divide by row");
                };
        if (operation == Arithmetic.MULTIPLY && isOverflow) {
            return true;
        }
        boolean isTailOverflow = scalarLongs(operation, left, right, whole, numRows, result);
        return isOverflow || isTailOverflow;
    }

    private static boolean scalarLongs(
            Arithmetic operation, Operand left, Operand right, int from, int to, long result) {
        boolean isOverflow = false;
        for (int row = from; row < to; row++) {
            long offset = 8L * row;
            long one = Memory.getLong(left.at(offset));
            long other = Memory.getLong(right.at(offset));
            isOverflow |= ScalarKernels.overflows(operation, one, other);
            long value =
                    switch (operation) {
                        case ADD -> one + other;
                        case SUBTRACT -> one - other;
                        case MULTIPLY, DIVIDE -> one * other;
                    };
            Memory.putLong(result + offset, value);
        }
        return isOverflow;
    }

    private static boolean addLongs(Operand left, Operand right, int whole, long result) {
        LongVector overflow = LongVector.zero(LONGS);
        for (int row = 0; row < whole; row += LONGS.length()) {
            long offset = 8L * row;
            LongVector one = loadLongs(left.address() + (offset & left.mask()));
            LongVector other = loadLongs(right.address() + (offset & right.mask()));
            LongVector sum = one.add(other);
            LongVector signs =
                    one.lanewise(VectorOperators.XOR, sum)
                            .and(other.lanewise(VectorOperators.XOR, sum));
            overflow = overflow.or(signs);
            sum.intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
        return overflow.reduceLanes(VectorOperators.OR) < 0;
    }

    private static boolean subtractLongs(Operand left, Operand right, int whole, long result) {
        LongVector overflow = LongVector.zero(LONGS);
        for (int row = 0; row < whole; row += LONGS.length()) {
            long offset = 8L * row;
            LongVector one = loadLongs(left.address() + (offset & left.mask()));
            LongVector other = loadLongs(right.address() + (offset & right.mask()));
            LongVector difference = one.sub(other);
            LongVector signs =
                    one.lanewise(VectorOperators.XOR, other)
                            .and(one.lanewise(VectorOperators.XOR, difference));
            overflow = overflow.or(signs);
            difference.intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
        return overflow.reduceLanes(VectorOperators.OR) < 0;
    }

    private static void multiplyLongs(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += LONGS.length()) {
            long offset = 8L * row;
            LongVector one = loadLongs(left.address() + (offset & left.mask()));
            LongVector other = loadLongs(right.address() + (offset & right.mask()));
            one.mul(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    private static boolean isLongProduct(Operand left, Operand right, int numRows) {
        if (numRows == 0) {
            return true;
        }
        long[] one = new long[2];
        long[] other = new long[2];
        minMaxLong(left.address(), left.isConstant() ? 1 : numRows, one);
        minMaxLong(right.address(), right.isConstant() ? 1 : numRows, other);
        return !ScalarKernels.overflows(Arithmetic.MULTIPLY, one[0], other[0])
                && !ScalarKernels.overflows(Arithmetic.MULTIPLY, one[0], other[1])
                && !ScalarKernels.overflows(Arithmetic.MULTIPLY, one[1], other[0])
                && !ScalarKernels.overflows(Arithmetic.MULTIPLY, one[1], other[1]);
    }

    static boolean computeInts(
            Arithmetic operation, Operand left, Operand right, int numRows, long result) {
        int whole = INTS.loopBound(numRows);
        boolean isOverflow =
                switch (operation) {
                    case ADD -> addInts(left, right, whole, result);
                    case SUBTRACT -> subtractInts(left, right, whole, result);
                    case MULTIPLY -> {
                        if (!isIntProduct(left, right, whole)) {
                            yield scalarInts(operation, left, right, 0, numRows, result);
                        }
                        multiplyInts(left, right, whole, result);
                        yield false;
                    }
                    case DIVIDE -> throw new IllegalArgumentException("integers divide by row");
                };
        if (operation == Arithmetic.MULTIPLY && isOverflow) {
            return true;
        }
        boolean isTailOverflow = scalarInts(operation, left, right, whole, numRows, result);
        return isOverflow || isTailOverflow;
    }

    private static boolean scalarInts(
            Arithmetic operation, Operand left, Operand right, int from, int to, long result) {
        boolean isOverflow = false;
        for (int row = from; row < to; row++) {
            long offset = 4L * row;
            long one = Memory.getInt(left.at(offset));
            long other = Memory.getInt(right.at(offset));
            long value =
                    switch (operation) {
                        case ADD -> one + other;
                        case SUBTRACT -> one - other;
                        case MULTIPLY, DIVIDE -> one * other;
                    };
            isOverflow |= value != (int) value;
            Memory.putInt(result + offset, (int) value);
        }
        return isOverflow;
    }

    private static boolean addInts(Operand left, Operand right, int whole, long result) {
        IntVector overflow = IntVector.zero(INTS);
        for (int row = 0; row < whole; row += INTS.length()) {
            long offset = 4L * row;
            IntVector one = loadInts(left.address() + (offset & left.mask()));
            IntVector other = loadInts(right.address() + (offset & right.mask()));
            IntVector sum = one.add(other);
            IntVector signs =
                    one.lanewise(VectorOperators.XOR, sum)
                            .and(other.lanewise(VectorOperators.XOR, sum));
            overflow = overflow.or(signs);
            sum.intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
        return overflow.reduceLanes(VectorOperators.OR) < 0;
    }

    private static boolean subtractInts(Operand left, Operand right, int whole, long result) {
        IntVector overflow = IntVector.zero(INTS);
        for (int row = 0; row < whole; row += INTS.length()) {
            long offset = 4L * row;
            IntVector one = loadInts(left.address() + (offset & left.mask()));
            IntVector other = loadInts(right.address() + (offset & right.mask()));
            IntVector difference = one.sub(other);
            IntVector signs =
                    one.lanewise(VectorOperators.XOR, other)
                            .and(one.lanewise(VectorOperators.XOR, difference));
            overflow = overflow.or(signs);
            difference.intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
        return overflow.reduceLanes(VectorOperators.OR) < 0;
    }

    private static void multiplyInts(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += INTS.length()) {
            long offset = 4L * row;
            IntVector one = loadInts(left.address() + (offset & left.mask()));
            IntVector other = loadInts(right.address() + (offset & right.mask()));
            one.mul(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    private static boolean isIntProduct(Operand left, Operand right, int numRows) {
        if (numRows == 0) {
            return true;
        }
        long[] one = new long[2];
        long[] other = new long[2];
        minMaxInt(left.address(), left.isConstant() ? 1 : numRows, one);
        minMaxInt(right.address(), right.isConstant() ? 1 : numRows, other);
        return isInt(one[0] * other[0])
                && isInt(one[0] * other[1])
                && isInt(one[1] * other[0])
                && isInt(one[1] * other[1]);
    }

    private static boolean isInt(long value) {
        return value == (int) value;
    }

    static void minMaxLong(long address, int numRows, long[] result) {
        LongVector minimum = LongVector.broadcast(LONGS, Long.MAX_VALUE);
        LongVector maximum = LongVector.broadcast(LONGS, Long.MIN_VALUE);
        int whole = LONGS.loopBound(numRows);
        for (int row = 0; row < whole; row += LONGS.length()) {
            LongVector values = loadLongs(address + 8L * row);
            minimum = minimum.min(values);
            maximum = maximum.max(values);
        }
        long least = minimum.reduceLanes(VectorOperators.MIN);
        long greatest = maximum.reduceLanes(VectorOperators.MAX);
        for (int row = whole; row < numRows; row++) {
            long value = Memory.getLong(address + 8L * row);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        result[0] = least;
        result[1] = greatest;
    }

    static void minMaxInt(long address, int numRows, long[] result) {
        IntVector minimum = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector maximum = IntVector.broadcast(INTS, Integer.MIN_VALUE);
        int whole = INTS.loopBound(numRows);
        for (int row = 0; row < whole; row += INTS.length()) {
            IntVector values = loadInts(address + 4L * row);
            minimum = minimum.min(values);
            maximum = maximum.max(values);
        }
        int least = minimum.reduceLanes(VectorOperators.MIN);
        int greatest = maximum.reduceLanes(VectorOperators.MAX);
        for (int row = whole; row < numRows; row++) {
            int value = Memory.getInt(address + 4L * row);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        result[0] = least;
        result[1] = greatest;
    }
}
