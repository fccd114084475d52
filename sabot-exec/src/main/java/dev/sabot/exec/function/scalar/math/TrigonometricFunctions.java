package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.DoubleUnary;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.type.DataType;

import java.util.List;

/// Trigonometry; angles are radians.
final class TrigonometricFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    unary("sin", "Gives the sine of an angle.", "sin(0)", "0.0", Math::sin),
                    unary("cos", "Gives the cosine of an angle.", "cos(0)", "1.0", Math::cos),
                    unary("tan", "Gives the tangent of an angle.", "tan(0)", "0.0", Math::tan),
                    unary(
                            "cot",
                            "Gives the cotangent of an angle.",
                            "round(cot(0.5), 4)",
                            "1.8305",
                            value -> 1 / Math.tan(value)),
                    unary("asin", "Gives the arc sine.", "asin(0)", "0.0", Math::asin),
                    unary("acos", "Gives the arc cosine.", "acos(1)", "0.0", Math::acos),
                    unary("atan", "Gives the arc tangent.", "atan(0)", "0.0", Math::atan),
                    unary("sinh", "Gives the hyperbolic sine.", "sinh(0)", "0.0", Math::sinh),
                    unary("cosh", "Gives the hyperbolic cosine.", "cosh(0)", "1.0", Math::cosh),
                    unary("tanh", "Gives the hyperbolic tangent.", "tanh(0)", "0.0", Math::tanh),
                    unary(
                            "asinh",
                            "Gives the inverse hyperbolic sine.",
                            "asinh(0)",
                            "0.0",
                            TrigonometricFunctions::asinh),
                    unary(
                            "acosh",
                            "Gives the inverse hyperbolic cosine.",
                            "acosh(1)",
                            "0.0",
                            TrigonometricFunctions::acosh),
                    unary(
                            "atanh",
                            "Gives the inverse hyperbolic tangent.",
                            "atanh(0)",
                            "0.0",
                            value -> (Math.log1p(value) - Math.log1p(-value)) / 2),
                    unary(
                            "degrees",
                            "Turns radians to degrees.",
                            "degrees(pi())",
                            "180.0",
                            Math::toDegrees),
                    unary(
                            "radians",
                            "Turns degrees to radians.",
                            "round(radians(180), 5)",
                            "3.14159",
                            Math::toRadians),
                    Signatures.function("atan2", "math")
                            .syntax("atan2(y, x)")
                            .description("Gives the angle of the point (x, y).")
                            .example("atan2(0, 1)", "0.0")
                            .signature(
                                    DataType.DOUBLE,
                                    RowKernels.doubleBinary(Math::atan2),
                                    DataType.DOUBLE,
                                    DataType.DOUBLE)
                            .build(),
                    constant("pi", Math.PI, "3.14159"),
                    constant("e", Math.E, "2.71828"));

    private TrigonometricFunctions() {}

    private static ScalarFunction unary(
            String name, String description, String example, String result, DoubleUnary function) {
        return Signatures.function(name, "math")
                .syntax(name + "(number)")
                .description(description)
                .example(example, result)
                .canFail()
                .signature(
                        DataType.DOUBLE,
                        RowKernels.doubleUnary(value ->
                                ExponentFunctions.checked(name, value, function.apply(value))),
                        DataType.DOUBLE)
                .build();
    }

    private static ScalarFunction constant(String name, double value, String result) {
        return Signatures.function(name, "math")
                .syntax(name + "()")
                .description("Gives the number " + name + ".")
                .example("round(" + name + "(), 5)", result)
                .signature(DataType.DOUBLE, RowKernels.row((_, row) -> row.setDouble(value)))
                .build();
    }

    private static double asinh(double value) {
        double size = Math.abs(value);
        // ln(2x) where the square would overflow.
        double result =
                size > 0x1p500
                        ? Math.log(size) + Math.log(2)
                        : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    private static double acosh(double value) {
        if (value > 0x1p500) {
            return Math.log(value) + Math.log(2);
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(above * (value + 1)));
    }
}
