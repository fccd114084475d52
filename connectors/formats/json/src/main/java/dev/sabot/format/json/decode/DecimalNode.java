package dev.sabot.format.json.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Arrays;

/// Reads exact decimals; digits past the scale are rounded, half up.
final class DecimalNode extends FixedNode {
    private final PlainNumber number = new PlainNumber();
    private final int scale;

    /// The largest unscaled value the usual form may have.
    private final long max;

    /// The upper words of values of two words; none while all fit one.
    private long @Nullable [] highs;

    private int numHighs;

    DecimalNode(DataType type, UnusualValues unusual) {
        super(type, unusual);
        this.scale = type.scale();
        this.max =
                type.precision() > DataType.MAX_LONG_PRECISION
                        ? Long.MAX_VALUE
                        : PlainNumber.power(type.precision()) - 1;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        int end = number.read(scanner.buffer(), at);
        if (end < 0) {
            return readUnusual(scanner, at, row);
        }
        long digits = number.digits();
        int missing = scale - number.numFractionDigits();
        if (missing > DataType.MAX_LONG_PRECISION) {
            return readUnusual(scanner, at, row);
        }
        long unscaled;
        if (missing >= 0) {
            long power = PlainNumber.power(missing);
            unscaled = digits * power;
            if (Math.multiplyHigh(digits, power) != 0 || unscaled < 0) {
                return readUnusual(scanner, at, row);
            }
        } else {
            long divisor = PlainNumber.power(-missing);
            unscaled = digits / divisor;
            if (2 * (digits % divisor) >= divisor) {
                unscaled++;
            }
        }
        if (unscaled > max) {
            return readUnusual(scanner, at, row);
        }
        set(row, number.isNegative() ? -unscaled : unscaled);
        return end;
    }

    @Override
    void setObject(int row, Object value) {
        BigInteger unscaled = (BigInteger) value;
        long low = unscaled.longValue();
        set(row, low);
        long high = unscaled.shiftRight(64).longValue();
        if (high == low >> 63) {
            return;
        }
        long[] words = highs == null ? new long[1_024] : highs;
        if (row >= words.length) {
            words = Arrays.copyOf(words, Math.max(row + 1, 2 * words.length));
        }
        // rows before are those of values of one word, unless they were set
        while (numHighs < row) {
            words[numHighs] = values()[numHighs] >> 63;
            numHighs++;
        }
        words[row] = high;
        numHighs = row + 1;
        highs = words;
    }

    @Override
    void clearValue(int row) {
        numHighs = Math.min(numHighs, row);
        if (numHighs == 0) {
            highs = null;
        }
    }

    @Override
    void reset() {
        numHighs = 0;
        highs = null;
    }

    @Override
    Layout layout() {
        return Layout.INT64;
    }

    @Override
    Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator) {
        long[] words = highs;
        if (words == null) {
            return super.buildValues(numRows, nullCount, validity, allocator);
        }
        ArrowBuf data = allocator.buffer(16L * Math.max(1, numRows));
        long to = data.memoryAddress();
        for (int row = 0; row < numRows; row++) {
            long low = row < values().length ? values()[row] : 0;
            Memory.putLong(to + 16L * row, low);
            Memory.putLong(to + 16L * row + 8, row < numHighs ? words[row] : low >> 63);
        }
        return Column.fixed(Layout.INT128, numRows, nullCount, validity, data);
    }
}
