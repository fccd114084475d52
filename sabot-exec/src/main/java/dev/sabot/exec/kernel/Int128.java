package dev.sabot.exec.kernel;

import java.math.BigInteger;

/// Computes with one signed 128-bit integer, an unscaled DECIMAL of up to 38 digits, in place.
///
/// Methods that can overflow 128 bits return false and leave the value undefined; whether a value
/// has more digits than a DECIMAL is asked separately ([#fitsPrecision]). No method but those for
/// text and BigInteger makes an object.
///
/// **Threads**: one thread.
public final class Int128 {
    private static final int MAX_DIGITS = 38;
    private static final long[] TEN_HIGH = new long[MAX_DIGITS + 1];
    private static final long[] TEN_LOW = new long[MAX_DIGITS + 1];
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final long BASE = 1L << 32;

    static {
        BigInteger power = BigInteger.ONE;
        for (int digits = 0; digits <= MAX_DIGITS; digits++) {
            TEN_HIGH[digits] = power.shiftRight(64).longValue();
            TEN_LOW[digits] = power.longValue();
            power = power.multiply(BigInteger.TEN);
        }
    }

    private long high;
    private long low;
    private long remainderHigh;
    private long remainderLow;

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    public void set(long value) {
        high = value >> 63;
        low = value;
    }

    /// Sets an integer of at most 128 bits.
    public void set(BigInteger value) {
        high = value.shiftRight(64).longValue();
        low = value.longValue();
    }

    public BigInteger toBigInteger() {
        return toBigInteger(high, low);
    }

    /// Returns two words as an object.
    public static BigInteger toBigInteger(long high, long low) {
        BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1);
        return BigInteger.valueOf(high)
                .shiftLeft(64)
                .add(unsigned)
                .add(BigInteger.valueOf(low & 1));
    }

    /// Returns the high word of 10 to the power of 0..38.
    public static long tenHigh(int digits) {
        return TEN_HIGH[digits];
    }

    /// Returns the low word of 10 to the power of 0..38; the whole power up to 18.
    public static long tenLow(int digits) {
        return TEN_LOW[digits];
    }

    public boolean isNegative() {
        return high < 0;
    }

    public boolean isZero() {
        return (high | low) == 0;
    }

    public boolean fitsLong() {
        return high == low >> 63;
    }

    /// Says whether the magnitude is less than 10 to the power of `precision`.
    public boolean fitsPrecision(int precision) {
        return fitsPrecision(high, low, precision);
    }

    /// Says whether the magnitude of two words is less than 10 to the power of `precision`.
    public static boolean fitsPrecision(long high, long low, int precision) {
        long limitHigh = TEN_HIGH[precision];
        long limitLow = TEN_LOW[precision];
        if (high >= 0) {
            return compare(high, low, limitHigh, limitLow) < 0;
        }
        long negatedLow = -limitLow;
        long negatedHigh = ~limitHigh + (limitLow == 0 ? 1 : 0);
        return compare(high, low, negatedHigh, negatedLow) > 0;
    }

    /// Compares two signed two-word integers.
    public static int compare(long high1, long low1, long high2, long low2) {
        int order = Long.compare(high1, high2);
        return order != 0 ? order : Long.compareUnsigned(low1, low2);
    }

    /// Compares decimals of different scales.
    public static int compareScaled(
            long high1, long low1, int scale1, long high2, long low2, int scale2, Int128 scratch) {
        if (scale1 < scale2) {
            scratch.set(high1, low1);
            if (!scratch.scaleUp(scale2 - scale1)) {
                return high1 < 0 ? -1 : 1;
            }
            return compare(scratch.high, scratch.low, high2, low2);
        }
        if (scale1 > scale2) {
            scratch.set(high2, low2);
            if (!scratch.scaleUp(scale1 - scale2)) {
                return high2 < 0 ? 1 : -1;
            }
            return compare(high1, low1, scratch.high, scratch.low);
        }
        return compare(high1, low1, high2, low2);
    }

    public boolean add(long otherHigh, long otherLow) {
        long sumLow = low + otherLow;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = high + otherHigh + carry;
        boolean isOverflow = ((high ^ sumHigh) & (otherHigh ^ sumHigh)) < 0;
        high = sumHigh;
        low = sumLow;
        return !isOverflow;
    }

    public boolean subtract(long otherHigh, long otherLow) {
        long differenceLow = low - otherLow;
        long borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
        long differenceHigh = high - otherHigh - borrow;
        boolean isOverflow = ((high ^ otherHigh) & (high ^ differenceHigh)) < 0;
        high = differenceHigh;
        low = differenceLow;
        return !isOverflow;
    }

    public boolean negate() {
        boolean isMinimum = high == Long.MIN_VALUE && low == 0;
        high = ~high + (low == 0 ? 1 : 0);
        low = -low;
        return !isMinimum;
    }

    /// Sets the exact product of two longs.
    public void setProduct(long left, long right) {
        high = Math.multiplyHigh(left, right);
        low = left * right;
    }

    public boolean multiply(long otherHigh, long otherLow) {
        if (fitsLong() && otherHigh == otherLow >> 63) {
            setProduct(low, otherLow);
            return true;
        }
        boolean isNegative = (high ^ otherHigh) < 0;
        long leftHigh = magnitudeHigh(high, low);
        long leftLow = high < 0 ? -low : low;
        long rightHigh = magnitudeHigh(otherHigh, otherLow);
        long rightLow = otherHigh < 0 ? -otherLow : otherLow;
        if (leftHigh != 0 && rightHigh != 0) {
            return false;
        }
        long one = leftHigh != 0 ? leftHigh : rightHigh;
        long other = leftHigh != 0 ? rightLow : leftLow;
        if (Math.unsignedMultiplyHigh(one, other) != 0) {
            return false;
        }
        long cross = one * other;
        long productHigh = Math.unsignedMultiplyHigh(leftLow, rightLow);
        long sum = productHigh + cross;
        if (Long.compareUnsigned(sum, cross) < 0) {
            return false;
        }
        return setSigned(isNegative, sum, leftLow * rightLow);
    }

    private static long magnitudeHigh(long high, long low) {
        return high >= 0 ? high : ~high + (low == 0 ? 1 : 0);
    }

    private boolean setSigned(boolean isNegative, long magnitudeHigh, long magnitudeLow) {
        high = magnitudeHigh;
        low = magnitudeLow;
        if (isNegative) {
            negate();
            return high < 0 || isZero();
        }
        return high >= 0;
    }

    /// Multiplies by a power of ten.
    public boolean scaleUp(int digits) {
        int left = digits;
        while (left > MAX_DIGITS) {
            if (!multiply(TEN_HIGH[MAX_DIGITS], TEN_LOW[MAX_DIGITS])) {
                return false;
            }
            left -= MAX_DIGITS;
        }
        return left == 0 || multiply(TEN_HIGH[left], TEN_LOW[left]);
    }

    /// Divides by a power of ten, half away from zero.
    public void scaleDown(int digits) {
        if (digits > MAX_DIGITS) {
            set(0, 0);
        } else if (digits > 0) {
            divideHalfUp(TEN_HIGH[digits], TEN_LOW[digits]);
        }
    }

    /// Divides, half away from zero; the divisor is not zero.
    public boolean divideHalfUp(long divisorHigh, long divisorLow) {
        boolean isNegative = (high ^ divisorHigh) < 0;
        long byHigh = magnitudeHigh(divisorHigh, divisorLow);
        long byLow = divisorHigh < 0 ? -divisorLow : divisorLow;
        divideUnsigned(magnitudeHigh(high, low), high < 0 ? -low : low, byHigh, byLow);
        long restLow = byLow - remainderLow;
        long borrow = Long.compareUnsigned(byLow, remainderLow) < 0 ? 1 : 0;
        long restHigh = byHigh - remainderHigh - borrow;
        int order = Long.compareUnsigned(remainderHigh, restHigh);
        order = order != 0 ? order : Long.compareUnsigned(remainderLow, restLow);
        if (order >= 0) {
            low++;
            high += low == 0 ? 1 : 0;
        }
        return setSigned(isNegative, high, low);
    }

    /// Divides, towards zero; the divisor is not zero.
    public boolean divideTruncating(long divisorHigh, long divisorLow) {
        boolean isNegative = (high ^ divisorHigh) < 0;
        divideUnsigned(
                magnitudeHigh(high, low),
                high < 0 ? -low : low,
                magnitudeHigh(divisorHigh, divisorLow),
                divisorHigh < 0 ? -divisorLow : divisorLow);
        return setSigned(isNegative, high, low);
    }

    /// Sets the remainder of a division towards zero, of the sign of the dividend.
    public void remainder(long divisorHigh, long divisorLow) {
        boolean isNegative = high < 0;
        divideUnsigned(
                magnitudeHigh(high, low),
                high < 0 ? -low : low,
                magnitudeHigh(divisorHigh, divisorLow),
                divisorHigh < 0 ? -divisorLow : divisorLow);
        setSigned(isNegative, remainderHigh, remainderLow);
    }

    /// Leaves the quotient in this value and keeps the remainder; all operands unsigned. The case
    /// of a two-word divisor follows Hacker's Delight, section 9-5: one estimate, at most one too
    /// small.
    private void divideUnsigned(long uHigh, long uLow, long vHigh, long vLow) {
        if (vHigh == 0) {
            long topQuotient = Long.divideUnsigned(uHigh, vLow);
            long rest = uHigh - topQuotient * vLow;
            long quotient = divideTwoWords(rest, uLow, vLow);
            remainderHigh = 0;
            remainderLow = uLow - quotient * vLow;
            high = topQuotient;
            low = quotient;
            return;
        }
        int shift = Long.numberOfLeadingZeros(vHigh);
        long vTop = shift == 0 ? vHigh : vHigh << shift | vLow >>> (64 - shift);
        long estimate = divideTwoWords(uHigh >>> 1, uHigh << 63 | uLow >>> 1, vTop);
        long quotient = estimate >>> (63 - shift);
        if (quotient != 0) {
            quotient--;
        }
        long productLow = quotient * vLow;
        long productHigh = Math.unsignedMultiplyHigh(quotient, vLow) + quotient * vHigh;
        long restLow = uLow - productLow;
        long borrow = Long.compareUnsigned(uLow, productLow) < 0 ? 1 : 0;
        long restHigh = uHigh - productHigh - borrow;
        int order = Long.compareUnsigned(restHigh, vHigh);
        order = order != 0 ? order : Long.compareUnsigned(restLow, vLow);
        if (order >= 0) {
            quotient++;
            borrow = Long.compareUnsigned(restLow, vLow) < 0 ? 1 : 0;
            restLow -= vLow;
            restHigh -= vHigh + borrow;
        }
        remainderHigh = restHigh;
        remainderLow = restLow;
        high = 0;
        low = quotient;
    }

    /// Divides two unsigned words by one; the high word is less than the divisor. Knuth's algorithm
    /// D with 32-bit digits.
    private static long divideTwoWords(long uHigh, long uLow, long divisor) {
        if (uHigh == 0) {
            return Long.divideUnsigned(uLow, divisor);
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long v = divisor << shift;
        long vHigh = v >>> 32;
        long vLow = v & LOW_HALF;
        long top = shift == 0 ? uHigh : uHigh << shift | uLow >>> (64 - shift);
        long bottom = uLow << shift;
        long first = quotientDigit(top, bottom >>> 32, vHigh, vLow);
        long middle = (top << 32) + (bottom >>> 32) - first * v;
        long second = quotientDigit(middle, bottom & LOW_HALF, vHigh, vLow);
        return (first << 32) + second;
    }

    private static long quotientDigit(long top, long next, long vHigh, long vLow) {
        long digit = Long.divideUnsigned(top, vHigh);
        long rest = top - digit * vHigh;
        while (Long.compareUnsigned(digit, BASE) >= 0
                || Long.compareUnsigned(digit * vLow, (rest << 32) + next) > 0) {
            digit--;
            rest += vHigh;
            if (Long.compareUnsigned(rest, BASE) >= 0) {
                break;
            }
        }
        return digit;
    }

    /// Returns the double nearest to the value divided by 10 to the power of the scale.
    public static double toDouble(long high, long low, int scale) {
        boolean isSmall = high == low >> 63 && Math.abs(low) <= 1L << 53;
        if (isSmall && scale <= 22) {
            // Both operands are exact doubles, so one division rounds once.
            return low / POWERS_OF_TEN[scale];
        }
        return new java.math.BigDecimal(toBigInteger(high, low), scale).doubleValue();
    }

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
