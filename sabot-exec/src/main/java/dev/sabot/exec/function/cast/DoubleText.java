package dev.sabot.exec.function.cast;

import dev.sabot.exec.function.TextWriter;

/// Turns Java's shortest digits of a double into SQL's form: positional from 1e-4 up to 1e16, with
/// an exponent of at least two digits beyond; whole numbers keep `.0`.
final class DoubleText {
    private static final int LEAST_EXPONENT = -4;
    private static final int GREATEST_EXPONENT = 15;

    private DoubleText() {}

    /// Appends a number in the form of [Double#toString].
    static void append(String java, TextWriter out) {
        switch (java) {
            case "NaN" -> out.append("nan");
            case "Infinity" -> out.append("inf");
            case "-Infinity" -> out.append("-inf");
            default -> appendFinite(java, out);
        }
    }

    private static void appendFinite(String java, TextWriter out) {
        int at = 0;
        if (java.charAt(0) == '-') {
            out.appendByte('-');
            at = 1;
        }
        int letter = java.indexOf('E');
        int end = letter < 0 ? java.length() : letter;
        int point = java.indexOf('.');
        // Digits without point and leading or trailing zeros, and the power of ten of the first
        // one.
        StringBuilder digits = new StringBuilder(20);
        digits.append(java, at, point).append(java, point + 1, end);
        int exponent =
                point - at - 1 + (letter < 0 ? 0 : Integer.parseInt(java.substring(letter + 1)));
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        digits.delete(0, zeros);
        exponent -= zeros;
        int length = digits.length();
        while (length > 1 && digits.charAt(length - 1) == '0') {
            length--;
        }
        digits.setLength(length);
        if (digits.charAt(0) == '0') {
            out.append("0.0");
        } else if (exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT) {
            appendScientific(digits, exponent, out);
        } else {
            appendPositional(digits, exponent, out);
        }
    }

    private static void appendScientific(StringBuilder digits, int exponent, TextWriter out) {
        out.append(digits.subSequence(0, 1));
        if (digits.length() > 1) {
            out.appendByte('.');
            out.append(digits.subSequence(1, digits.length()));
        }
        out.append(exponent < 0 ? "e-" : "e+");
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            out.appendByte('0');
        }
        out.appendLong(magnitude);
    }

    private static void appendPositional(StringBuilder digits, int exponent, TextWriter out) {
        if (exponent < 0) {
            out.append("0.");
            ValueText.appendPadded(0, -exponent - 1, out);
            out.append(digits);
            return;
        }
        int whole = exponent + 1;
        if (digits.length() <= whole) {
            out.append(digits);
            ValueText.appendPadded(0, whole - digits.length(), out);
            out.append(".0");
        } else {
            out.append(digits.subSequence(0, whole));
            out.appendByte('.');
            out.append(digits.subSequence(whole, digits.length()));
        }
    }
}
