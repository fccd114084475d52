package dev.sabot.format.json.decode;

/// A number of at most 18 digits without an exponent: an integer and how many of its digits are
/// fraction.
final class PlainNumber {
    private static final int MAX_DIGITS = 18;
    private static final long[] POWERS = new long[MAX_DIGITS + 1];

    private long digits;
    private int numFractionDigits;
    private boolean isNegative;

    static {
        POWERS[0] = 1;
        for (int power = 1; power <= MAX_DIGITS; power++) {
            POWERS[power] = POWERS[power - 1] * 10;
        }
    }

    /// Returns a power of ten, up to 18.
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /// Reads the number at a place and returns the place after it, or -1 when there is no such
    /// number.
    int read(byte[] bytes, int at) {
        isNegative = bytes[at] == '-';
        int first = isNegative ? at + 1 : at;
        int place = first;
        long value = 0;
        int digit;
        while ((digit = bytes[place] - '0') >= 0 && digit <= 9) {
            value = value * 10 + digit;
            place++;
        }
        int numDigits = place - first;
        if (numDigits == 0 || bytes[first] == '0' && numDigits > 1) {
            return -1;
        }
        numFractionDigits = 0;
        if (bytes[place] == '.') {
            int point = place++;
            while ((digit = bytes[place] - '0') >= 0 && digit <= 9) {
                value = value * 10 + digit;
                place++;
            }
            numFractionDigits = place - point - 1;
            if (numFractionDigits == 0) {
                return -1;
            }
        }
        digits = value;
        boolean isTooLong = numDigits + numFractionDigits > MAX_DIGITS;
        return isTooLong || (bytes[place] | 0x20) == 'e' ? -1 : place;
    }

    /// Returns the digits of the number read, without its sign.
    long digits() {
        return digits;
    }

    int numFractionDigits() {
        return numFractionDigits;
    }

    boolean isNegative() {
        return isNegative;
    }
}
