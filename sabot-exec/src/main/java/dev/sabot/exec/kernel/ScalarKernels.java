package dev.sabot.exec.kernel;

import dev.sabot.batch.Memory;

/// Computes row by row; the twin every vector form is tested against, and what runs where the
/// module `jdk.incubator.vector` is absent.
///
/// **Threads**: any.
public final class ScalarKernels implements ColumnKernels {
    /// The only instance.
    public static final ScalarKernels INSTANCE = new ScalarKernels();

    private ScalarKernels() {}

    /// Returns the rows of a word past the last one, which a keep method leaves alone.
    private static long pastEnd(int end) {
        return end == 64 ? 0 : -1L << end;
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void keepRangeInt(
            long address, int numRows, int low, int high, boolean isInside, long[] bits) {
        int width = high - low;
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                int value = Memory.getInt(address + 4L * (from + bit));
                boolean isWithin = Integer.compareUnsigned(value - low, width) <= 0;
                matches |= isWithin == isInside ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepRangeLong(
            long address, int numRows, long low, long high, boolean isInside, long[] bits) {
        long width = high - low;
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                long value = Memory.getLong(address + 8L * (from + bit));
                boolean isWithin = Long.compareUnsigned(value - low, width) <= 0;
                matches |= isWithin == isInside ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepFloat(
            long address, int numRows, Comparison comparison, float constant, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                float value = Memory.getFloat(address + 4L * (from + bit));
                boolean isMatch = comparison.holds(Comparison.order(value, constant));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepDouble(
            long address, int numRows, Comparison comparison, double constant, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                double value = Memory.getDouble(address + 8L * (from + bit));
                boolean isMatch = comparison.holds(Comparison.order(value, constant));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepInts(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                long offset = 4L * (from + bit);
                int one = Memory.getInt(left + offset);
                int other = Memory.getInt(right + offset);
                boolean isMatch = comparison.holds(Integer.compare(one, other));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepLongs(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                long offset = 8L * (from + bit);
                long one = Memory.getLong(left + offset);
                long other = Memory.getLong(right + offset);
                boolean isMatch = comparison.holds(Long.compare(one, other));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepFloats(long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                long offset = 4L * (from + bit);
                float one = Memory.getFloat(left + offset);
                float other = Memory.getFloat(right + offset);
                boolean isMatch = comparison.holds(Comparison.order(one, other));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    @Override
    public void keepDoubles(
            long left, long right, int numRows, Comparison comparison, long[] bits) {
        for (int from = 0; from < numRows; from += 64) {
            if (bits[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(64, numRows - from);
            long matches = pastEnd(end);
            for (int bit = 0; bit < end; bit++) {
                long offset = 8L * (from + bit);
                double one = Memory.getDouble(left + offset);
                double other = Memory.getDouble(right + offset);
                boolean isMatch = comparison.holds(Comparison.order(one, other));
                matches |= isMatch ? 1L << bit : 0;
            }
            bits[from >>> 6] &= matches;
        }
    }

    /// Computes one row exactly; the value is that of an int32 when it fits.
    private static long exactInt(Arithmetic operation, long left, long right) {
        return switch (operation) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> throw new IllegalArgumentException("integers divide by row");
        };
    }

    private static long wrappedLong(Arithmetic operation, long left, long right) {
        return exactInt(operation, left, right);
    }

    /// Says whether `left operation right` leaves 64 bits.
    public static boolean overflows(Arithmetic operation, long left, long right) {
        return switch (operation) {
            case ADD -> ((left ^ (left + right)) & (right ^ (left + right))) < 0;
            case SUBTRACT -> ((left ^ right) & (left ^ (left - right))) < 0;
            case MULTIPLY -> Math.multiplyHigh(left, right) != (left * right) >> 63;
            case DIVIDE -> throw new IllegalArgumentException("integers divide by row");
        };
    }

    @Override
    public boolean computeInts(
            Arithmetic operation, long left, long right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 4L * row;
            long exact =
                    exactInt(
                            operation, Memory.getInt(left + offset), Memory.getInt(right + offset));
            isOverflow |= exact != (int) exact;
            Memory.putInt(result + offset, (int) exact);
        }
        return isOverflow;
    }

    @Override
    public boolean computeIntConstant(
            Arithmetic operation, long left, int right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 4L * row;
            long exact = exactInt(operation, Memory.getInt(left + offset), right);
            isOverflow |= exact != (int) exact;
            Memory.putInt(result + offset, (int) exact);
        }
        return isOverflow;
    }

    @Override
    public boolean computeConstantInt(
            Arithmetic operation, int left, long right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 4L * row;
            long exact = exactInt(operation, left, Memory.getInt(right + offset));
            isOverflow |= exact != (int) exact;
            Memory.putInt(result + offset, (int) exact);
        }
        return isOverflow;
    }

    @Override
    public boolean computeLongs(
            Arithmetic operation, long left, long right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            long one = Memory.getLong(left + offset);
            long other = Memory.getLong(right + offset);
            isOverflow |= overflows(operation, one, other);
            Memory.putLong(result + offset, wrappedLong(operation, one, other));
        }
        return isOverflow;
    }

    @Override
    public boolean computeLongConstant(
            Arithmetic operation, long left, long right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            long value = Memory.getLong(left + offset);
            isOverflow |= overflows(operation, value, right);
            Memory.putLong(result + offset, wrappedLong(operation, value, right));
        }
        return isOverflow;
    }

    @Override
    public boolean computeConstantLong(
            Arithmetic operation, long left, long right, int numRows, long result) {
        boolean isOverflow = false;
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            long value = Memory.getLong(right + offset);
            isOverflow |= overflows(operation, left, value);
            Memory.putLong(result + offset, wrappedLong(operation, left, value));
        }
        return isOverflow;
    }

    private static double compute(Arithmetic operation, double left, double right) {
        return switch (operation) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
    }

    @Override
    public void computeDoubles(
            Arithmetic operation, long left, long right, int numRows, long result) {
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            double one = Memory.getDouble(left + offset);
            double other = Memory.getDouble(right + offset);
            Memory.putDouble(result + offset, compute(operation, one, other));
        }
    }

    @Override
    public void computeDoubleConstant(
            Arithmetic operation, long left, double right, int numRows, long result) {
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            double value = Memory.getDouble(left + offset);
            Memory.putDouble(result + offset, compute(operation, value, right));
        }
    }

    @Override
    public void computeConstantDouble(
            Arithmetic operation, double left, long right, int numRows, long result) {
        for (int row = 0; row < numRows; row++) {
            long offset = 8L * row;
            double value = Memory.getDouble(right + offset);
            Memory.putDouble(result + offset, compute(operation, left, value));
        }
    }

    @Override
    public void minMaxInt(long address, int numRows, long[] result) {
        int minimum = Integer.MAX_VALUE;
        int maximum = Integer.MIN_VALUE;
        for (int row = 0; row < numRows; row++) {
            int value = Memory.getInt(address + 4L * row);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        result[0] = minimum;
        result[1] = maximum;
    }

    @Override
    public void minMaxLong(long address, int numRows, long[] result) {
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        for (int row = 0; row < numRows; row++) {
            long value = Memory.getLong(address + 8L * row);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        result[0] = minimum;
        result[1] = maximum;
    }

    @Override
    public void minMaxDouble(long address, int numRows, double[] result) {
        double minimum = Memory.getDouble(address);
        double maximum = minimum;
        for (int row = 1; row < numRows; row++) {
            double value = Memory.getDouble(address + 8L * row);
            minimum = Comparison.order(value, minimum) < 0 ? value : minimum;
            maximum = Comparison.order(value, maximum) > 0 ? value : maximum;
        }
        result[0] = minimum;
        result[1] = maximum;
    }

    @Override
    public void widenInts(long from, int numRows, long to) {
        for (int row = 0; row < numRows; row++) {
            Memory.putLong(to + 8L * row, Memory.getInt(from + 4L * row));
        }
    }

    /// Looks for the needle's first byte in eight bytes at a time: the lowest zero byte of the XOR
    /// with a word of copies is found exactly, higher ones are candidates that are then compared.
    @Override
    public long find(long from, long end, ConstantText needle) {
        long last = end - needle.length();
        long pattern = (needle.firstByte() & 0xFFL) * 0x0101010101010101L;
        long at = from;
        for (; at + 8 <= end; at += 8) {
            long difference = Memory.getLong(at) ^ pattern;
            long zeros = difference - 0x0101010101010101L & ~difference & 0x8080808080808080L;
            while (zeros != 0) {
                long candidate = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (candidate > last) {
                    return -1;
                }
                if (needle.startsAt(candidate)) {
                    return candidate;
                }
                zeros &= zeros - 1;
            }
        }
        for (; at <= last; at++) {
            if (needle.startsAt(at)) {
                return at;
            }
        }
        return -1;
    }

    /// A word of many rows is looked up whole, without looking for the next set bit.
    @Override
    public void keepCodes(long indexes, int numRows, long[] entries, boolean wanted, long[] bits) {
        long flip = wanted ? 0 : -1;
        for (int from = 0; from < numRows; from += 64) {
            long word = bits[from >>> 6];
            long base = indexes + 4L * from;
            long matches = 0;
            if (Long.bitCount(word) >= 32) {
                int end = Math.min(64, numRows - from);
                for (int bit = 0; bit < end; bit++) {
                    int code = Memory.getInt(base + 4L * bit);
                    matches |= (entries[code >>> 6] >>> code & 1) << bit;
                }
            } else {
                for (long left = word; left != 0; left &= left - 1) {
                    int bit = Long.numberOfTrailingZeros(left);
                    int code = Memory.getInt(base + 4L * bit);
                    matches |= (entries[code >>> 6] >>> code & 1) << bit;
                }
            }
            bits[from >>> 6] = word & (matches ^ flip);
        }
    }
}
