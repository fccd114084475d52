package dev.sabot.jdbc.value;

import java.math.BigDecimal;

/**
 * Turns Java's shortest digits of a double or float into SQL's form: positional from 1e-4 up to
 * 1e16, with an exponent of at least two digits beyond; whole numbers keep {@code .0}.
 */
final class DoubleText {
    private static final int LEAST_EXPONENT = -4;
    private static final int GREATEST_EXPONENT = 15;

    private DoubleText() {}

    /** Appends a number in the form of {@link Double#toString}. */
    static void append(StringBuilder out, String java) {
        switch (java) {
            case "NaN":
                out.append("nan");
                break;
            case "Infinity":
                out.append("inf");
                break;
            case "-Infinity":
                out.append("-inf");
                break;
            default:
                appendFinite(out, java);
        }
    }

    private static void appendFinite(StringBuilder out, String java) {
        BigDecimal value = new BigDecimal(java).stripTrailingZeros();
        if (java.charAt(0) == '-') {
            out.append('-');
        }
        if (value.signum() == 0) {
            out.append("0.0");
            return;
        }
        BigDecimal magnitude = value.abs();
        int exponent = magnitude.precision() - magnitude.scale() - 1;
        if (exponent >= LEAST_EXPONENT && exponent <= GREATEST_EXPONENT) {
            out.append(magnitude.toPlainString()).append(magnitude.scale() <= 0 ? ".0" : "");
            return;
        }
        String digits = magnitude.unscaledValue().toString();
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append(exponent < 0 ? "e-" : "e+");
        int power = Math.abs(exponent);
        out.append(power < 10 ? "0" : "").append(power);
    }
}
