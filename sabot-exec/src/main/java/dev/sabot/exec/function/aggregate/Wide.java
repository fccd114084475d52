package dev.sabot.exec.function.aggregate;

import java.math.BigInteger;

/// Two-word signed integers, as decimal sums need them.
final class Wide {
    private static final BigInteger[] POWERS = new BigInteger[77];
    private static final long[] LONG_POWERS = new long[19];

    static {
        for (int digits = 0; digits < POWERS.length; digits++) {
            POWERS[digits] = BigInteger.TEN.pow(digits);
        }
        for (int digits = 0; digits < LONG_POWERS.length; digits++) {
            LONG_POWERS[digits] = POWERS[digits].longValueExact();
        }
    }

    private Wide() {}

    static BigInteger toBigInteger(long high, long low) {
        BigInteger value = BigInteger.valueOf(high).shiftLeft(64);
        return value.add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
                .add(BigInteger.valueOf(low & 1));
    }

    /// Says whether a value has more digits than a precision allows.
    static boolean exceeds(long high, long low, int precision) {
        if (high == low >> 63) {
            return precision < 19
                    && (low >= LONG_POWERS[precision] || low <= -LONG_POWERS[precision]);
        }
        return toBigInteger(high, low).abs().compareTo(POWERS[precision]) >= 0;
    }

    /// Replaces pair `index` of low and high words by it times 10^scaleUp over a count, half up
    /// (away from zero); a quotient past 127 bits becomes the largest number, which [#exceeds] any
    /// precision.
    static void divide(long[] words, int index, int scaleUp, long count) {
        long low = words[2 * index];
        long high = words[2 * index + 1];
        if (high == low >> 63 && scaleUp < LONG_POWERS.length) {
            long scaled = low * LONG_POWERS[scaleUp];
            if (Math.multiplyHigh(low, LONG_POWERS[scaleUp]) == scaled >> 63
                    && scaled != Long.MIN_VALUE) {
                long quotient = scaled / count;
                long rest = Math.abs(scaled - quotient * count);
                if (rest >= Math.abs(count) - rest) {
                    quotient += (scaled < 0) == (count < 0) ? 1 : -1;
                }
                words[2 * index] = quotient;
                words[2 * index + 1] = quotient >> 63;
                return;
            }
        }
        BigInteger[] parts =
                toBigInteger(high, low)
                        .multiply(POWERS[scaleUp])
                        .divideAndRemainder(BigInteger.valueOf(count));
        BigInteger quotient = parts[0];
        BigInteger rest = parts[1].abs().shiftLeft(1);
        if (rest.compareTo(BigInteger.valueOf(count).abs()) >= 0) {
            boolean isNegative = (high < 0) != (count < 0);
            quotient = quotient.add(BigInteger.valueOf(isNegative ? -1 : 1));
        }
        if (quotient.bitLength() > 127) {
            words[2 * index] = -1;
            words[2 * index + 1] = Long.MAX_VALUE;
        } else {
            words[2 * index] = quotient.longValue();
            words[2 * index + 1] = quotient.shiftRight(64).longValue();
        }
    }
}
