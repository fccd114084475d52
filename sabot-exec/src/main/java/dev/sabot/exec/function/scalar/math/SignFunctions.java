package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Signs and kinds of numbers.
final class SignFunctions {
    private static final Signatures.Parameter APPROXIMATE =
            Signatures.anyOf(DataType.DOUBLE, TypeKind.REAL, TypeKind.DOUBLE);

    private static final ScalarFunction ABS =
            Signatures.function("abs", "math")
                    .syntax("abs(number)")
                    .description("Gives a number without its sign.")
                    .example("abs(-17.4)", "17.4")
                    .canFail()
                    .signature(
                            Signatures.sameAs(0),
                            RowKernels.longUnary(SignFunctions::absolute),
                            Signatures.anyInteger())
                    .signature(
                            Signatures.sameAs(0),
                            RowKernels.row((row, result) -> {
                                long high = row.getHigh(0);
                                long low = row.getLow(0);
                                if (high < 0) {
                                    high = ~high + (low == 0 ? 1 : 0);
                                    low = -low;
                                }
                                result.setDecimal(high, low);
                            }),
                            Signatures.anyDecimal())
                    .signature(Signatures.sameAs(0), RowKernels.doubleUnary(Math::abs), APPROXIMATE)
                    .build();

    private static final ScalarFunction SIGN =
            Signatures.function("sign", "math")
                    .syntax("sign(number)")
                    .description("Gives -1, 0 or 1, the sign of a number; 0 for NaN.")
                    .example("sign(-349)", "-1")
                    .signature(
                            Signatures.always(DataType.TINYINT),
                            RowKernels.longUnary(Long::signum),
                            Signatures.anyInteger())
                    .signature(
                            Signatures.always(DataType.TINYINT),
                            RowKernels.row((row, result) -> {
                                long high = row.getHigh(0);
                                boolean isZero = (high | row.getLow(0)) == 0;
                                result.setLong(high < 0 ? -1 : isZero ? 0 : 1);
                            }),
                            Signatures.anyDecimal())
                    .signature(
                            Signatures.always(DataType.TINYINT),
                            RowKernels.row((row, result) ->
                                    result.setLong((long) Math.signum(row.getDouble(0)))),
                            APPROXIMATE)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(
                    ABS,
                    SIGN,
                    test("isnan", "not a number", "isnan(CAST('NaN' AS DOUBLE))", Double::isNaN),
                    test(
                            "isinf",
                            "infinite",
                            "isinf(CAST('-Infinity' AS DOUBLE))",
                            Double::isInfinite),
                    test("isfinite", "a finite number", "isfinite(5.5)", Double::isFinite),
                    Signatures.function("signbit", "math")
                            .syntax("signbit(number)")
                            .description("Says whether the sign bit of a number is set.")
                            .example("signbit(-1.0)", "true")
                            .signature(
                                    Signatures.always(DataType.BOOLEAN),
                                    RowKernels.row((row, result) ->
                                            result.setBoolean(
                                                    Double.doubleToRawLongBits(row.getDouble(0))
                                                            < 0)),
                                    Parameters.DOUBLE)
                            .build());

    private SignFunctions() {}

    @FunctionalInterface
    private interface DoubleTest {
        boolean test(double value);
    }

    private static ScalarFunction test(
            String name, String what, String example, DoubleTest isAccepted) {
        return Signatures.function(name, "math")
                .syntax(name + "(number)")
                .description("Says whether a number is " + what + ".")
                .example(example, "true")
                .signature(
                        Signatures.always(DataType.BOOLEAN),
                        RowKernels.row((row, result) ->
                                result.setBoolean(isAccepted.test(row.getDouble(0)))),
                        Parameters.DOUBLE)
                .build();
    }

    private static long absolute(long value) {
        if (value == Long.MIN_VALUE) {
            throw ArgumentErrors.overflow("abs(" + value + ")", DataType.BIGINT);
        }
        return Math.abs(value);
    }
}
