package dev.sabot.exec.kernel.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.sabot.batch.Memory;
import dev.sabot.exec.kernel.Comparison;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Compares 64 values at once and returns the matches as one word of a bitmap.
///
/// IEEE comparisons are false for NaN, SQL's order puts NaN last; so "greater" is "not less or
/// equal", and comparisons of two columns test the operands for NaN where it matters.
final class SimdComparisons {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private SimdComparisons() {}

    private static IntVector loadInts(long address) {
        return IntVector.fromMemorySegment(INTS, Memory.ALL, address, LITTLE_ENDIAN);
    }

    private static LongVector loadLongs(long address) {
        return LongVector.fromMemorySegment(LONGS, Memory.ALL, address, LITTLE_ENDIAN);
    }

    private static FloatVector loadFloats(long address) {
        return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, address, LITTLE_ENDIAN);
    }

    private static DoubleVector loadDoubles(long address) {
        return DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, address, LITTLE_ENDIAN);
    }

    static long rangeInt(long address, int low, int high) {
        int width = high - low;
        long matches = 0;
        for (int row = 0; row < 64; row += INTS.length()) {
            IntVector shifted = loadInts(address + 4L * row).sub(low);
            matches |= shifted.compare(VectorOperators.ULE, width).toLong() << row;
        }
        return matches;
    }

    static long rangeLong(long address, long low, long high) {
        long width = high - low;
        long matches = 0;
        for (int row = 0; row < 64; row += LONGS.length()) {
            LongVector shifted = loadLongs(address + 8L * row).sub(low);
            matches |= shifted.compare(VectorOperators.ULE, width).toLong() << row;
        }
        return matches;
    }

    /// Looks up indexes below 64 in one word of bits.
    static long codes(long address, long dictionary) {
        IntVector low = IntVector.broadcast(INTS, (int) dictionary);
        IntVector high = IntVector.broadcast(INTS, (int) (dictionary >>> 32));
        long matches = 0;
        for (int row = 0; row < 64; row += INTS.length()) {
            IntVector indexes = loadInts(address + 4L * row);
            IntVector half =
                    low.blend(high, indexes.compare(VectorOperators.GE, 32))
                            .lanewise(VectorOperators.LSHR, indexes.and(31));
            matches |= half.and(1).compare(VectorOperators.NE, 0).toLong() << row;
        }
        return matches;
    }

    static long ints(long left, long right, Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> equalInts(left, right);
            case NOT_EQUAL -> ~equalInts(left, right);
            case LESS -> lessInts(left, right);
            case LESS_OR_EQUAL -> ~lessInts(right, left);
            case GREATER -> lessInts(right, left);
            case GREATER_OR_EQUAL -> ~lessInts(left, right);
        };
    }

    private static long equalInts(long left, long right) {
        long matches = 0;
        for (int row = 0; row < 64; row += INTS.length()) {
            IntVector other = loadInts(right + 4L * row);
            matches |= loadInts(left + 4L * row).eq(other).toLong() << row;
        }
        return matches;
    }

    private static long lessInts(long left, long right) {
        long matches = 0;
        for (int row = 0; row < 64; row += INTS.length()) {
            IntVector other = loadInts(right + 4L * row);
            matches |= loadInts(left + 4L * row).lt(other).toLong() << row;
        }
        return matches;
    }

    static long longs(long left, long right, Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> equalLongs(left, right);
            case NOT_EQUAL -> ~equalLongs(left, right);
            case LESS -> lessLongs(left, right);
            case LESS_OR_EQUAL -> ~lessLongs(right, left);
            case GREATER -> lessLongs(right, left);
            case GREATER_OR_EQUAL -> ~lessLongs(left, right);
        };
    }

    private static long equalLongs(long left, long right) {
        long matches = 0;
        for (int row = 0; row < 64; row += LONGS.length()) {
            LongVector other = loadLongs(right + 8L * row);
            matches |= loadLongs(left + 8L * row).eq(other).toLong() << row;
        }
        return matches;
    }

    private static long lessLongs(long left, long right) {
        long matches = 0;
        for (int row = 0; row < 64; row += LONGS.length()) {
            LongVector other = loadLongs(right + 8L * row);
            matches |= loadLongs(left + 8L * row).lt(other).toLong() << row;
        }
        return matches;
    }

    static long floatConstant(long address, Comparison comparison, float constant) {
        if (Float.isNaN(constant)) {
            return againstNan(comparison, nanFloats(address));
        }
        return switch (comparison) {
            case EQUAL -> equalFloat(address, constant);
            case NOT_EQUAL -> ~equalFloat(address, constant);
            case LESS -> lessFloat(address, constant);
            case LESS_OR_EQUAL -> lessOrEqualFloat(address, constant);
            case GREATER -> ~lessOrEqualFloat(address, constant);
            case GREATER_OR_EQUAL -> ~lessFloat(address, constant);
        };
    }

    /// Compares values, of which `nan` are NaN, with NaN.
    private static long againstNan(Comparison comparison, long nan) {
        return switch (comparison) {
            case EQUAL, GREATER_OR_EQUAL -> nan;
            case NOT_EQUAL, LESS -> ~nan;
            case LESS_OR_EQUAL -> -1;
            case GREATER -> 0;
        };
    }

    private static long nanFloats(long address) {
        long matches = 0;
        for (int row = 0; row < 64; row += FLOATS.length()) {
            FloatVector values = loadFloats(address + 4L * row);
            matches |= values.test(VectorOperators.IS_NAN).toLong() << row;
        }
        return matches;
    }

    private static long equalFloat(long address, float constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += FLOATS.length()) {
            matches |= loadFloats(address + 4L * row).eq(constant).toLong() << row;
        }
        return matches;
    }

    private static long lessFloat(long address, float constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += FLOATS.length()) {
            matches |= loadFloats(address + 4L * row).lt(constant).toLong() << row;
        }
        return matches;
    }

    private static long lessOrEqualFloat(long address, float constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += FLOATS.length()) {
            FloatVector values = loadFloats(address + 4L * row);
            matches |= values.compare(VectorOperators.LE, constant).toLong() << row;
        }
        return matches;
    }

    static long floats(long left, long right, Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> equalFloats(left, right);
            case NOT_EQUAL -> ~equalFloats(left, right);
            case LESS -> lessFloats(left, right);
            case LESS_OR_EQUAL -> ~lessFloats(right, left);
            case GREATER -> lessFloats(right, left);
            case GREATER_OR_EQUAL -> ~lessFloats(left, right);
        };
    }

    private static long equalFloats(long left, long right) {
        long matches = nanFloats(left) & nanFloats(right);
        for (int row = 0; row < 64; row += FLOATS.length()) {
            FloatVector other = loadFloats(right + 4L * row);
            matches |= loadFloats(left + 4L * row).eq(other).toLong() << row;
        }
        return matches;
    }

    private static long lessFloats(long left, long right) {
        long matches = nanFloats(right) & ~nanFloats(left);
        for (int row = 0; row < 64; row += FLOATS.length()) {
            FloatVector other = loadFloats(right + 4L * row);
            matches |= loadFloats(left + 4L * row).lt(other).toLong() << row;
        }
        return matches;
    }

    static long doubleConstant(long address, Comparison comparison, double constant) {
        if (Double.isNaN(constant)) {
            return againstNan(comparison, nanDoubles(address));
        }
        return switch (comparison) {
            case EQUAL -> equalDouble(address, constant);
            case NOT_EQUAL -> ~equalDouble(address, constant);
            case LESS -> lessDouble(address, constant);
            case LESS_OR_EQUAL -> lessOrEqualDouble(address, constant);
            case GREATER -> ~lessOrEqualDouble(address, constant);
            case GREATER_OR_EQUAL -> ~lessDouble(address, constant);
        };
    }

    private static long nanDoubles(long address) {
        long matches = 0;
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            DoubleVector values = loadDoubles(address + 8L * row);
            matches |= values.test(VectorOperators.IS_NAN).toLong() << row;
        }
        return matches;
    }

    private static long equalDouble(long address, double constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            matches |= loadDoubles(address + 8L * row).eq(constant).toLong() << row;
        }
        return matches;
    }

    private static long lessDouble(long address, double constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            matches |= loadDoubles(address + 8L * row).lt(constant).toLong() << row;
        }
        return matches;
    }

    private static long lessOrEqualDouble(long address, double constant) {
        long matches = 0;
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            DoubleVector values = loadDoubles(address + 8L * row);
            matches |= values.compare(VectorOperators.LE, constant).toLong() << row;
        }
        return matches;
    }

    static long doubles(long left, long right, Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> equalDoubles(left, right);
            case NOT_EQUAL -> ~equalDoubles(left, right);
            case LESS -> lessDoubles(left, right);
            case LESS_OR_EQUAL -> ~lessDoubles(right, left);
            case GREATER -> lessDoubles(right, left);
            case GREATER_OR_EQUAL -> ~lessDoubles(left, right);
        };
    }

    private static long equalDoubles(long left, long right) {
        long matches = nanDoubles(left) & nanDoubles(right);
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            DoubleVector other = loadDoubles(right + 8L * row);
            matches |= loadDoubles(left + 8L * row).eq(other).toLong() << row;
        }
        return matches;
    }

    private static long lessDoubles(long left, long right) {
        long matches = nanDoubles(right) & ~nanDoubles(left);
        for (int row = 0; row < 64; row += DOUBLES.length()) {
            DoubleVector other = loadDoubles(right + 8L * row);
            matches |= loadDoubles(left + 8L * row).lt(other).toLong() << row;
        }
        return matches;
    }
}
