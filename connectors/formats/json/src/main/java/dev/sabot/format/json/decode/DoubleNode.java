package dev.sabot.format.json.decode;

import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

/// Reads approximate numbers, each to the nearest value of its type.
final class DoubleNode extends FixedNode {
    /// Integers up to here are exact, and so are the powers of ten below: one division of the two
    /// rounds once.
    private static final long MAX_EXACT_DOUBLE = 1L << 53;

    private static final long MAX_EXACT_FLOAT = 1L << 24;
    private static final int MAX_FLOAT_POWER = 10;

    private final PlainNumber number = new PlainNumber();
    private final boolean isFloat;

    DoubleNode(DataType type, UnusualValues unusual) {
        super(type, unusual);
        this.isFloat = type.layout() == Layout.FLOAT32;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        int end = number.read(scanner.buffer(), at);
        long digits = number.digits();
        int power = number.numFractionDigits();
        if (end < 0
                || digits > (isFloat ? MAX_EXACT_FLOAT : MAX_EXACT_DOUBLE)
                || isFloat && power > MAX_FLOAT_POWER) {
            return readUnusual(scanner, at, row);
        }
        if (isFloat) {
            float value = (float) digits / (float) PlainNumber.power(power);
            set(row, Float.floatToRawIntBits(number.isNegative() ? -value : value));
        } else {
            double value = (double) digits / (double) PlainNumber.power(power);
            set(row, Double.doubleToRawLongBits(number.isNegative() ? -value : value));
        }
        return end;
    }

    @Override
    void setObject(int row, Object value) {
        double number = (Double) value;
        set(
                row,
                isFloat
                        ? Float.floatToRawIntBits((float) number)
                        : Double.doubleToRawLongBits(number));
    }
}
