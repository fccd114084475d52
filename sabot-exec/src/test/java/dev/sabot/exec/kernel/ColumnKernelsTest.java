package dev.sabot.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.KernelChoice;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Random;

/// Compares the vector kernels with their scalar twin on every length around the vector width.
final class ColumnKernelsTest {
    private static final int MAX_LENGTH = 3 * 64 + 5;
    private static final long[] LONGS = {
        0, 1, -1, 2, 100, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, -(1L << 31), 3_037_000_500L
    };
    private static final double[] DOUBLES = {
        0.0, -0.0, 1.5, -1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RootAllocator allocator = new RootAllocator();
    private final ColumnKernels scalar = ScalarKernels.INSTANCE;
    private final ColumnKernels vector = KernelChoice.preferred();
    private ArrowBuf left;
    private ArrowBuf right;
    private ArrowBuf expected;
    private ArrowBuf actual;

    @BeforeEach
    void allocate() {
        System.err.println("seed " + seed);
        left = allocator.buffer(8 * MAX_LENGTH);
        right = allocator.buffer(8 * MAX_LENGTH);
        expected = allocator.buffer(8 * MAX_LENGTH);
        actual = allocator.buffer(8 * MAX_LENGTH);
    }

    @AfterEach
    void checkLeaks() {
        left.close();
        right.close();
        expected.close();
        actual.close();
        allocator.close();
    }

    private long randomLong() {
        return switch (random.nextInt(4)) {
            case 0 -> LONGS[random.nextInt(LONGS.length)];
            case 1 -> random.nextLong();
            default -> random.nextInt(20) - 10;
        };
    }

    private double randomDouble() {
        return random.nextInt(3) == 0
                ? DOUBLES[random.nextInt(DOUBLES.length)]
                : random.nextInt(20) - 10;
    }

    private long[] randomBits(int numRows) {
        long[] bits = new long[Bitmap.words(numRows)];
        int percent = random.nextInt(101);
        for (int row = 0; row < numRows; row++) {
            if (random.nextInt(100) < percent) {
                Bitmap.set(bits, row);
            }
        }
        return bits;
    }

    @FunctionalInterface
    private interface Keep {
        void keep(ColumnKernels kernels, long[] bits);
    }

    private void checkKeep(int numRows, Keep keep) {
        long[] bits = randomBits(numRows);
        long[] other = bits.clone();
        keep.keep(scalar, bits);
        keep.keep(vector, other);
        assertArrayEquals(bits, other, "rows " + numRows + ", seed " + seed);
    }

    @Test
    void integerComparisons() {
        for (int numRows = 0; numRows <= MAX_LENGTH; numRows++) {
            int count = numRows;
            boolean isNarrow = random.nextBoolean();
            for (int row = 0; row < numRows; row++) {
                long one = isNarrow ? random.nextInt(7) : randomLong();
                long other = isNarrow ? random.nextInt(7) : randomLong();
                Memory.putLong(left.memoryAddress() + 8L * row, one);
                Memory.putLong(right.memoryAddress() + 8L * row, other);
            }
            long one = randomLong();
            long other = randomLong();
            boolean isInside = random.nextBoolean();
            long low = Math.min(one, other);
            long high = Math.max(one, other);
            checkKeep(
                    count,
                    (kernels, bits) ->
                            kernels.keepRangeLong(
                                    left.memoryAddress(), count, low, high, isInside, bits));
            int intLow = Math.min((int) one, (int) other);
            int intHigh = Math.max((int) one, (int) other);
            checkKeep(
                    count,
                    (kernels, bits) ->
                            kernels.keepRangeInt(
                                    left.memoryAddress(), count, intLow, intHigh, isInside, bits));
            for (Comparison comparison : Comparison.values()) {
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepLongs(
                                        left.memoryAddress(),
                                        right.memoryAddress(),
                                        count,
                                        comparison,
                                        bits));
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepInts(
                                        left.memoryAddress(),
                                        right.memoryAddress(),
                                        count,
                                        comparison,
                                        bits));
            }
        }
    }

    @Test
    void dictionaryLookups() {
        for (int numRows = 0; numRows <= MAX_LENGTH; numRows++) {
            int count = numRows;
            int numEntries = 1 + random.nextInt(random.nextBoolean() ? 64 : 300);
            for (int row = 0; row < numRows; row++) {
                Memory.putInt(left.memoryAddress() + 4L * row, random.nextInt(numEntries));
            }
            long[] entries = randomBits(numEntries);
            boolean wanted = random.nextBoolean();
            checkKeep(
                    count,
                    (kernels, bits) ->
                            kernels.keepCodes(left.memoryAddress(), count, entries, wanted, bits));
            long[] bits = randomBits(count);
            long[] kept = bits.clone();
            vector.keepCodes(left.memoryAddress(), count, entries, wanted, kept);
            for (int row = 0; row < count; row++) {
                int code = Memory.getInt(left.memoryAddress() + 4L * row);
                boolean isKept = Bitmap.get(bits, row) && Bitmap.get(entries, code) == wanted;
                assertEquals(isKept, Bitmap.get(kept, row), "seed " + seed);
            }
        }
    }

    @Test
    void approximateComparisons() {
        for (int numRows = 0; numRows <= MAX_LENGTH; numRows++) {
            int count = numRows;
            for (Comparison comparison : Comparison.values()) {
                for (int row = 0; row < numRows; row++) {
                    Memory.putDouble(left.memoryAddress() + 8L * row, randomDouble());
                    Memory.putDouble(right.memoryAddress() + 8L * row, randomDouble());
                }
                double constant = randomDouble();
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepDouble(
                                        left.memoryAddress(), count, comparison, constant, bits));
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepDoubles(
                                        left.memoryAddress(),
                                        right.memoryAddress(),
                                        count,
                                        comparison,
                                        bits));
                for (int row = 0; row < numRows; row++) {
                    Memory.putFloat(left.memoryAddress() + 4L * row, (float) randomDouble());
                    Memory.putFloat(right.memoryAddress() + 4L * row, (float) randomDouble());
                }
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepFloat(
                                        left.memoryAddress(),
                                        count,
                                        comparison,
                                        (float) constant,
                                        bits));
                checkKeep(
                        count,
                        (kernels, bits) ->
                                kernels.keepFloats(
                                        left.memoryAddress(),
                                        right.memoryAddress(),
                                        count,
                                        comparison,
                                        bits));
            }
        }
    }

    @FunctionalInterface
    private interface Compute {
        boolean compute(ColumnKernels kernels, long result);
    }

    private void checkCompute(int numBytes, Compute compute) {
        boolean isOverflow = compute.compute(scalar, expected.memoryAddress());
        assertEquals(isOverflow, compute.compute(vector, actual.memoryAddress()), "seed " + seed);
        long difference =
                Memory.mismatch(
                        expected.memoryAddress(), numBytes, actual.memoryAddress(), numBytes);
        assertEquals(-1, difference, "seed " + seed);
    }

    @Test
    void integerArithmetic() {
        Arithmetic[] operations = {Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.MULTIPLY};
        for (int numRows = 0; numRows <= MAX_LENGTH; numRows++) {
            int count = numRows;
            boolean isSmall = random.nextBoolean();
            for (int row = 0; row < numRows; row++) {
                long one = isSmall ? random.nextInt(1000) - 500 : randomLong();
                long other = isSmall ? random.nextInt(1000) - 500 : randomLong();
                Memory.putLong(left.memoryAddress() + 8L * row, one);
                Memory.putLong(right.memoryAddress() + 8L * row, other);
            }
            long one = left.memoryAddress();
            long other = right.memoryAddress();
            long constant = randomLong();
            int intConstant = (int) randomLong();
            for (Arithmetic operation : operations) {
                checkCompute(
                        8 * count,
                        (kernels, result) ->
                                kernels.computeLongs(operation, one, other, count, result));
                checkCompute(
                        8 * count,
                        (kernels, result) ->
                                kernels.computeLongConstant(
                                        operation, one, constant, count, result));
                checkCompute(
                        8 * count,
                        (kernels, result) ->
                                kernels.computeConstantLong(
                                        operation, constant, other, count, result));
                checkCompute(
                        4 * count,
                        (kernels, result) ->
                                kernels.computeInts(operation, one, other, count, result));
                checkCompute(
                        4 * count,
                        (kernels, result) ->
                                kernels.computeIntConstant(
                                        operation, one, intConstant, count, result));
                checkCompute(
                        4 * count,
                        (kernels, result) ->
                                kernels.computeConstantInt(
                                        operation, intConstant, other, count, result));
            }
            checkCompute(
                    8 * count,
                    (kernels, result) -> {
                        kernels.widenInts(one, count, result);
                        return false;
                    });
        }
    }

    @Test
    void doubleArithmetic() {
        for (int numRows = 0; numRows <= MAX_LENGTH; numRows++) {
            int count = numRows;
            for (int row = 0; row < numRows; row++) {
                Memory.putDouble(left.memoryAddress() + 8L * row, random.nextGaussian());
                Memory.putDouble(right.memoryAddress() + 8L * row, random.nextGaussian());
            }
            long one = left.memoryAddress();
            long other = right.memoryAddress();
            double constant = random.nextGaussian();
            for (Arithmetic operation : Arithmetic.values()) {
                checkCompute(
                        8 * count,
                        (kernels, result) -> {
                            kernels.computeDoubles(operation, one, other, count, result);
                            return false;
                        });
                checkCompute(
                        8 * count,
                        (kernels, result) -> {
                            kernels.computeDoubleConstant(operation, one, constant, count, result);
                            return false;
                        });
                checkCompute(
                        8 * count,
                        (kernels, result) -> {
                            kernels.computeConstantDouble(
                                    operation, constant, other, count, result);
                            return false;
                        });
            }
        }
    }

    @Test
    void minimaAndMaxima() {
        for (int numRows = 1; numRows <= MAX_LENGTH; numRows++) {
            for (int row = 0; row < numRows; row++) {
                Memory.putLong(left.memoryAddress() + 8L * row, randomLong());
                Memory.putDouble(right.memoryAddress() + 8L * row, randomDouble());
            }
            long[] one = new long[2];
            long[] other = new long[2];
            scalar.minMaxLong(left.memoryAddress(), numRows, one);
            vector.minMaxLong(left.memoryAddress(), numRows, other);
            assertArrayEquals(one, other, "seed " + seed);
            scalar.minMaxInt(left.memoryAddress(), numRows, one);
            vector.minMaxInt(left.memoryAddress(), numRows, other);
            assertArrayEquals(one, other, "seed " + seed);
            double[] first = new double[2];
            double[] second = new double[2];
            scalar.minMaxDouble(right.memoryAddress(), numRows, first);
            vector.minMaxDouble(right.memoryAddress(), numRows, second);
            assertEquals(0, Comparison.order(first[0], second[0]), "seed " + seed);
            assertEquals(0, Comparison.order(first[1], second[1]), "seed " + seed);
        }
    }

    @Test
    void searches() {
        for (int round = 0; round < 5_000; round++) {
            int length = random.nextInt(300);
            byte[] hay = new byte[length];
            for (int index = 0; index < length; index++) {
                hay[index] = (byte) (random.nextInt(3) - 1);
            }
            byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 4 : 20)];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] = (byte) (random.nextInt(3) - 1);
            }
            if (length > bytes.length && random.nextBoolean()) {
                System.arraycopy(
                        bytes, 0, hay, random.nextInt(length - bytes.length + 1), bytes.length);
            }
            Memory.copy(hay, 0, left.memoryAddress(), length);
            long found = -1;
            for (int from = 0; found < 0 && from + bytes.length <= length; from++) {
                boolean isSame = true;
                for (int index = 0; index < bytes.length; index++) {
                    isSame &= hay[from + index] == bytes[index];
                }
                found = isSame ? left.memoryAddress() + from : -1;
            }
            ConstantText needle = new ConstantText(bytes);
            long end = left.memoryAddress() + length;
            assertEquals(found, scalar.find(left.memoryAddress(), end, needle), "seed " + seed);
            assertEquals(found, vector.find(left.memoryAddress(), end, needle), "seed " + seed);
        }
    }
}
