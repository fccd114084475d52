package dev.sabot.exec.kernel.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.sabot.batch.Memory;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.exec.kernel.ScalarKernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Arithmetic on vectors of doubles.
final class SimdDoubles {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private SimdDoubles() {}

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, address, LITTLE_ENDIAN);
    }

    static void compute(
            Arithmetic operation, Operand left, Operand right, int numRows, long result) {
        int whole = DOUBLES.loopBound(numRows);
        switch (operation) {
            case ADD -> add(left, right, whole, result);
            case SUBTRACT -> subtract(left, right, whole, result);
            case MULTIPLY -> multiply(left, right, whole, result);
            case DIVIDE -> divide(left, right, whole, result);
        }
        for (int row = whole; row < numRows; row++) {
            long offset = 8L * row;
            double one = Memory.getDouble(left.at(offset));
            double other = Memory.getDouble(right.at(offset));
            double value =
                    switch (operation) {
                        case ADD -> one + other;
                        case SUBTRACT -> one - other;
                        case MULTIPLY -> one * other;
                        case DIVIDE -> one / other;
                    };
            Memory.putDouble(result + offset, value);
        }
    }

    private static void add(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            long offset = 8L * row;
            DoubleVector one = load(left.address() + (offset & left.mask()));
            DoubleVector other = load(right.address() + (offset & right.mask()));
            one.add(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    private static void subtract(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            long offset = 8L * row;
            DoubleVector one = load(left.address() + (offset & left.mask()));
            DoubleVector other = load(right.address() + (offset & right.mask()));
            one.sub(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    private static void multiply(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            long offset = 8L * row;
            DoubleVector one = load(left.address() + (offset & left.mask()));
            DoubleVector other = load(right.address() + (offset & right.mask()));
            one.mul(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    private static void divide(Operand left, Operand right, int whole, long result) {
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            long offset = 8L * row;
            DoubleVector one = load(left.address() + (offset & left.mask()));
            DoubleVector other = load(right.address() + (offset & right.mask()));
            one.div(other).intoMemorySegment(Memory.ALL, result + offset, LITTLE_ENDIAN);
        }
    }

    static void minMax(long address, int numRows, double[] result) {
        int whole = DOUBLES.loopBound(numRows);
        if (whole == 0) {
            ScalarKernels.INSTANCE.minMaxDouble(address, numRows, result);
            return;
        }
        DoubleVector minimum = load(address);
        DoubleVector maximum = minimum;
        boolean hasNan = false;
        for (int row = 0; row < whole; row += DOUBLES.length()) {
            DoubleVector values = load(address + 8L * row);
            hasNan |= values.test(VectorOperators.IS_NAN).anyTrue();
            minimum = minimum.min(values);
            maximum = maximum.max(values);
        }
        if (hasNan) {
            // Vector minima are NaN as soon as one operand is; SQL's are not.
            ScalarKernels.INSTANCE.minMaxDouble(address, numRows, result);
            return;
        }
        double least = minimum.reduceLanes(VectorOperators.MIN);
        double greatest = maximum.reduceLanes(VectorOperators.MAX);
        if (whole < numRows) {
            ScalarKernels.INSTANCE.minMaxDouble(address + 8L * whole, numRows - whole, result);
            least = Comparison.order(result[0], least) < 0 ? result[0] : least;
            greatest = Comparison.order(result[1], greatest) > 0 ? result[1] : greatest;
        }
        result[0] = least;
        result[1] = greatest;
    }
}
