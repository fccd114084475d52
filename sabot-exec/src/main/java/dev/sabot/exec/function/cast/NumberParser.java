package dev.sabot.exec.function.cast;

import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.Int128;

import java.math.BigDecimal;

/// Reads numbers such as `-12`, `1.5`, `.5` and `1.5e3`, blanks around them ignored, into an
/// integer and a power of ten.
///
/// **Threads**: one.
final class NumberParser {
    private static final int MAX_LONG_DIGITS = 18;
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 100_000;

    private final Int128 mantissa = new Int128();
    private int exponent;
    private int numDigits;
    private boolean isNegative;
    private int at;
    private int end;

    /// Returns the digits read, signed; good when [#isExact()].
    Int128 mantissa() {
        return mantissa;
    }

    /// Returns the power of ten the digits are multiplied with.
    int exponent() {
        return exponent;
    }

    /// Returns the number of digits from the first that is not zero.
    int numDigits() {
        return numDigits;
    }

    /// Says whether all digits fit [#mantissa()]; else the text is to be read as a big number.
    boolean isExact() {
        return numDigits <= MAX_DIGITS;
    }

    /// Reads a whole text; false when it is no number.
    boolean parse(Text text) {
        at = 0;
        end = text.length();
        while (at < end && isBlank(text.byteAt(at))) {
            at++;
        }
        while (end > at && isBlank(text.byteAt(end - 1))) {
            end--;
        }
        isNegative = at < end && text.byteAt(at) == '-';
        if (at < end && (isNegative || text.byteAt(at) == '+')) {
            at++;
        }
        numDigits = 0;
        exponent = 0;
        mantissa.set(0);
        if (!readDigits(text)) {
            return false;
        }
        if (at < end && !readExponent(text)) {
            return false;
        }
        if (isNegative) {
            mantissa.negate();
        }
        return true;
    }

    static boolean isBlank(byte value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    /// Reads digits and at most one point; the first 18 digits take no wide arithmetic.
    private boolean readDigits(Text text) {
        long narrow = 0;
        int numRead = 0;
        boolean hasPoint = false;
        for (; at < end; at++) {
            byte value = text.byteAt(at);
            if (value == '.' && !hasPoint) {
                hasPoint = true;
                continue;
            }
            if (!isDigit(value)) {
                break;
            }
            numRead++;
            exponent -= hasPoint ? 1 : 0;
            if (numDigits == 0 && value == '0') {
                continue;
            }
            numDigits++;
            if (numDigits <= MAX_LONG_DIGITS) {
                narrow = narrow * 10 + value - '0';
                continue;
            }
            if (numDigits == MAX_LONG_DIGITS + 1) {
                mantissa.set(narrow);
            }
            if (numDigits <= MAX_DIGITS) {
                mantissa.multiply(0, 10);
                mantissa.add(0, value - '0');
            }
        }
        if (numDigits <= MAX_LONG_DIGITS) {
            mantissa.set(narrow);
        }
        return numRead > 0;
    }

    private boolean readExponent(Text text) {
        byte letter = text.byteAt(at++);
        if (letter != 'e' && letter != 'E' || at == end) {
            return false;
        }
        boolean isMinus = text.byteAt(at) == '-';
        if (isMinus || text.byteAt(at) == '+') {
            at++;
        }
        if (at == end) {
            return false;
        }
        int power = 0;
        for (; at < end; at++) {
            byte value = text.byteAt(at);
            if (!isDigit(value)) {
                return false;
            }
            power = Math.min(MAX_EXPONENT, power * 10 + value - '0');
        }
        exponent += isMinus ? -power : power;
        return true;
    }

    /// Reads the same text without a limit on digits; for the rare text of more than 38.
    static BigDecimal parseBig(Text text) {
        return new BigDecimal(text.toString().trim());
    }
}
