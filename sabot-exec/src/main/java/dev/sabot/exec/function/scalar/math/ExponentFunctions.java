package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.DoubleUnary;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.type.DataType;

import java.util.List;

/// Powers, roots, logarithms, trigonometry: functions of DOUBLE.
final class ExponentFunctions {
    private static final double LN_2 = Math.log(2);

    static final List<ScalarFunction> ALL =
            List.of(
                    unary("sqrt", "Gives the square root.", "sqrt(16)", "4.0", Math::sqrt),
                    unary("cbrt", "Gives the cube root.", "cbrt(27)", "3.0", Math::cbrt),
                    unary("exp", "Raises e to a power.", "exp(0)", "1.0", Math::exp),
                    unary("ln", "Gives the natural logarithm.", "ln(1)", "0.0", Math::log),
                    unary("log2", "Gives the logarithm to base 2.", "log2(8)", "3.0", Math::log),
                    unary(
                            "log10",
                            "Gives the logarithm to base 10.",
                            "log10(1000)",
                            "3.0",
                            Math::log10),
                    Signatures.function("log", "math")
                            .syntax("log([base, ]number)")
                            .description("Gives the logarithm to a base, 10 by default.")
                            .example("log(2, 64)", "6.0")
                            .canFail()
                            .signature(
                                    DataType.DOUBLE,
                                    RowKernels.doubleUnary(
                                            value -> logarithm("log", Math::log10, value)),
                                    DataType.DOUBLE)
                            .signature(
                                    DataType.DOUBLE,
                                    RowKernels.doubleBinary(ExponentFunctions::log),
                                    DataType.DOUBLE,
                                    DataType.DOUBLE)
                            .build(),
                    Signatures.function("power", "math")
                            .aliases("pow")
                            .syntax("power(base, exponent)")
                            .description("Raises a number to a power.")
                            .example("power(2, 10)", "1024.0")
                            .canFail()
                            .signature(
                                    DataType.DOUBLE,
                                    RowKernels.doubleBinary(ExponentFunctions::power),
                                    DataType.DOUBLE,
                                    DataType.DOUBLE)
                            .build());

    private ExponentFunctions() {}

    private static ScalarFunction unary(
            String name, String description, String example, String result, DoubleUnary function) {
        boolean isLogarithm = name.startsWith("l");
        DoubleUnary checked =
                isLogarithm
                        ? value -> logarithm(name, function, value)
                        : value -> checked(name, value, function.apply(value));
        return Signatures.function(name, "math")
                .syntax(name + "(number)")
                .description(description)
                .example(example, result)
                .canFail()
                .signature(
                        DataType.DOUBLE,
                        RowKernels.doubleUnary(
                                name.equals("log2") ? value -> log2(value) : checked),
                        DataType.DOUBLE)
                .build();
    }

    /// Returns a result unless it is not a number and the argument is one.
    static double checked(String name, double value, double result) {
        if (Double.isNaN(result) && !Double.isNaN(value)) {
            throw ArgumentErrors.invalid(name + " is not defined for " + value);
        }
        return result;
    }

    private static double logarithm(String name, DoubleUnary function, double value) {
        if (value <= 0) {
            throw ArgumentErrors.invalid(
                    name + " is defined for numbers above zero, not for " + value);
        }
        return function.apply(value);
    }

    private static double log2(double value) {
        double result = logarithm("log2", Math::log, value) / LN_2;
        // Exact for powers of two, which the quotient misses by rounding.
        double whole = Math.rint(result);
        boolean isPower = Math.abs(whole) < 1000 && Math.scalb(1.0, (int) whole) == value;
        return isPower ? whole : result;
    }

    private static double log(double base, double value) {
        double ofBase = logarithm("log", Math::log, base);
        if (ofBase == 0) {
            throw ArgumentErrors.invalid("there is no logarithm to base 1");
        }
        if (base == 10) {
            return logarithm("log", Math::log10, value);
        }
        return base == 2 ? log2(value) : logarithm("log", Math::log, value) / ofBase;
    }

    private static double power(double base, double exponent) {
        double result = Math.pow(base, exponent);
        boolean isNumber = !Double.isNaN(base) && !Double.isNaN(exponent);
        if (isNumber && (Double.isNaN(result) || base == 0 && exponent < 0)) {
            throw ArgumentErrors.invalid(
                    "power is not defined for base " + base + " and exponent " + exponent);
        }
        return result;
    }
}
