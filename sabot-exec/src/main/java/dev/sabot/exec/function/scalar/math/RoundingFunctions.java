package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Rounding of numbers of every type.
final class RoundingFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    whole(
                            Rounding.DOWN,
                            Signatures.function("floor", "math")
                                    .syntax("floor(number)")
                                    .description(
                                            "Rounds down to a whole number; a DECIMAL(p, s) gives "
                                                    + "DECIMAL(p, 0).")
                                    .example("floor(-1.5)", "-2")),
                    whole(
                            Rounding.UP,
                            Signatures.function("ceil", "math")
                                    .aliases("ceiling")
                                    .syntax("ceil(number)")
                                    .description(
                                            "Rounds up to a whole number; a DECIMAL(p, s) gives "
                                                    + "DECIMAL(p, 0).")
                                    .example("ceil(-1.5)", "-1")),
                    digits(
                            Rounding.NEAREST,
                            Signatures.function("round", "math")
                                    .syntax("round(number[, digits])")
                                    .description(
                                            "Rounds to the nearest whole number or to some digits,"
                                                + " before the point when negative; halves go away"
                                                + " from zero. A DECIMAL(p, s) gives DECIMAL(p, 0),"
                                                + " or with digits DECIMAL(p + 1, s).")
                                    .example("round(2.5)", "3")),
                    digits(
                            Rounding.TOWARDS_ZERO,
                            Signatures.function("trunc", "math")
                                    .aliases("truncate")
                                    .syntax("trunc(number[, digits])")
                                    .description(
                                            "Cuts digits off, all after the point unless a number"
                                                    + " of digits says otherwise.")
                                    .example("trunc(-1.7)", "-1")));

    private RoundingFunctions() {}

    private static Signatures.Builder oneArgument(Rounding rounding, Signatures.Builder builder) {
        return builder.signature(
                        Signatures.sameAs(0),
                        RowKernels.longUnary(value -> value),
                        Signatures.anyInteger())
                .signature(
                        types -> DataType.decimal(types.get(0).precision(), 0),
                        decimal(rounding),
                        Signatures.anyDecimal())
                .signature(
                        Signatures.sameAs(0),
                        RowKernels.doubleUnary(rounding::round),
                        Signatures.anyOf(DataType.DOUBLE, TypeKind.REAL, TypeKind.DOUBLE));
    }

    private static ScalarFunction whole(Rounding rounding, Signatures.Builder builder) {
        return oneArgument(rounding, builder).build();
    }

    private static ScalarFunction digits(Rounding rounding, Signatures.Builder builder) {
        return oneArgument(rounding, builder)
                .canFail()
                .signature(
                        Signatures.sameAs(0),
                        RowKernels.longBinary(rounding::round),
                        Signatures.anyInteger(),
                        Parameters.INTEGER)
                .signature(
                        types -> {
                            int precision = types.get(0).precision() + 1;
                            return DataType.decimal(
                                    Math.min(precision, DataType.MAX_DECIMAL_PRECISION),
                                    types.get(0).scale());
                        },
                        decimalDigits(rounding),
                        Signatures.anyDecimal(),
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.DOUBLE),
                        RowKernels.row((row, result) ->
                                result.setDouble(rounding.round(row.getDouble(0), row.getLong(1)))),
                        Signatures.anyOf(DataType.DOUBLE, TypeKind.REAL, TypeKind.DOUBLE),
                        Parameters.INTEGER)
                .build();
    }

    private static KernelFactory decimal(Rounding rounding) {
        return BatchKernels.typed((types, _) -> {
            int scale = types.get(0).scale();
            Int128 value = new Int128();
            return (row, result) -> {
                value.set(row.getHigh(0), row.getLow(0));
                rounding.drop(value, scale);
                result.setDecimal(value.high(), value.low());
            };
        });
    }

    private static KernelFactory decimalDigits(Rounding rounding) {
        return BatchKernels.typed((types, type) -> {
            int scale = types.get(0).scale();
            Int128 value = new Int128();
            return (row, result) -> {
                value.set(row.getHigh(0), row.getLow(0));
                rounding.round(value, scale, row.getLong(1), type, result);
            };
        });
    }
}
