package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;

/// Reads integers.
final class IntegerNode extends FixedNode {
    /// As many digits fit a long, whichever they are.
    private static final int MAX_DIGITS = 18;

    private final long min;
    private final long max;

    IntegerNode(DataType type, UnusualValues unusual) {
        super(type, unusual);
        int bits = 8 * type.layout().byteWidth();
        this.max = Long.MAX_VALUE >>> 64 - bits;
        this.min = -max - 1;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        byte[] bytes = scanner.buffer();
        boolean isNegative = bytes[at] == '-';
        int first = isNegative ? at + 1 : at;
        int place = first;
        long digits = Digits.of(Scanner.word(bytes, first));
        int numDigits = Digits.count(digits);
        long value;
        if (numDigits < 8) {
            value = Digits.value(digits, numDigits);
            place += numDigits;
        } else {
            value = 0;
            int digit;
            while ((digit = bytes[place] - '0') >= 0 && digit <= 9) {
                value = value * 10 + digit;
                place++;
            }
            numDigits = place - first;
        }
        byte next = bytes[place];
        boolean isUsual =
                numDigits > 0
                        && numDigits <= MAX_DIGITS
                        && (bytes[first] != '0' || numDigits == 1)
                        && next != '.'
                        && (next | 0x20) != 'e';
        value = isNegative ? -value : value;
        if (!isUsual || value < min || value > max) {
            return readUnusual(scanner, at, row);
        }
        set(row, value);
        return place;
    }

    @Override
    void setObject(int row, Object value) {
        set(row, (Long) value);
    }
}
