package dev.sabot.exec.function.scalar.math;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;

import java.util.List;

/// Division of whole and other numbers, and places on scales.
final class DivisionFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    div(),
                    doubles(
                            "fdiv",
                            "Divides and rounds down to a whole number.",
                            "fdiv(5, 2)",
                            "2.0",
                            (left, right) -> Math.floor(left / nonZero(right))),
                    doubles(
                            "fmod",
                            "Gives the rest of a division rounded down.",
                            "fmod(-5, 3)",
                            "1.0",
                            (left, right) -> left - right * Math.floor(left / nonZero(right))),
                    doubles(
                            "nextafter",
                            "Gives the next DOUBLE towards another.",
                            "nextafter(1, 2) > 1",
                            "true",
                            Math::nextAfter),
                    Signatures.function("even", "math")
                            .syntax("even(number)")
                            .description("Rounds to the next even number, away from zero.")
                            .example("even(2.9)", "4.0")
                            .signature(
                                    DataType.DOUBLE,
                                    RowKernels.doubleUnary(value ->
                                            Math.copySign(
                                                    2 * Math.ceil(Math.abs(value) / 2), value)),
                                    DataType.DOUBLE)
                            .build(),
                    Signatures.function("width_bucket", "math")
                            .syntax("width_bucket(number, low, high, count)")
                            .description(
                                    "Gives the bucket a number falls into when the range from low"
                                        + " to high is cut into buckets of one width; 0 below, one"
                                        + " more than there are from the end on.")
                            .example("width_bucket(5.35, 0.024, 10.06, 5)", "3")
                            .canFail()
                            .signature(
                                    Signatures.always(DataType.INTEGER),
                                    RowKernels.row(DivisionFunctions::widthBucket),
                                    Parameters.DOUBLE,
                                    Parameters.DOUBLE,
                                    Parameters.DOUBLE,
                                    Parameters.INTEGER)
                            .build());

    private DivisionFunctions() {}

    private static SabotException divisionByZero() {
        return new SabotException(
                ErrorCode.DIVISION_BY_ZERO,
                "division by zero; NULLIF(divisor, 0) gives NULL instead");
    }

    private static double nonZero(double divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return divisor;
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return divisor;
    }

    private static ScalarFunction doubles(
            String name,
            String description,
            String example,
            String result,
            RowKernels.DoubleBinary function) {
        return Signatures.function(name, "math")
                .syntax(name + "(number, number)")
                .description(description)
                .example(example, result)
                .canFail()
                .signature(
                        DataType.DOUBLE,
                        RowKernels.doubleBinary(function),
                        DataType.DOUBLE,
                        DataType.DOUBLE)
                .build();
    }

    private static ScalarFunction div() {
        return Signatures.function("div", "math")
                .syntax("div(number, divisor)")
                .description("Divides and rounds towards zero to a whole number.")
                .example("div(-7, 3)", "-2")
                .canFail()
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                RowKernels.longBinary(DivisionFunctions::quotient),
                                Signatures.common(2, 2, type -> type.kind().isInteger())))
                .signature(
                        Signatures.of(
                                Signatures.always(
                                        DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0)),
                                BatchKernels.perBatch(_ -> {
                                    Int128 value = new Int128();
                                    return (row, result) -> divide(row, value, result);
                                }),
                                Signatures.common(2, 2, DataType::isDecimal)))
                .signature(
                        DataType.DOUBLE,
                        RowKernels.doubleBinary((left, right) ->
                                Rounding.TOWARDS_ZERO.round(left / nonZero(right))),
                        DataType.DOUBLE,
                        DataType.DOUBLE)
                .build();
    }

    private static void divide(Row row, Int128 value, RowResult result) {
        long high = row.getHigh(1);
        long low = row.getLow(1);
        nonZero(high | low);
        value.set(row.getHigh(0), row.getLow(0));
        value.divideTruncating(high, low);
        result.setDecimal(value.high(), value.low());
    }

    private static long quotient(long left, long right) {
        if (left == Long.MIN_VALUE && right == -1) {
            throw ArgumentErrors.overflow("div(" + left + ", -1)", DataType.BIGINT);
        }
        return left / nonZero(right);
    }

    private static void widthBucket(Row row, RowResult result) {
        double value = row.getDouble(0);
        double low = row.getDouble(1);
        double high = row.getDouble(2);
        long count = row.getLong(3);
        boolean isRange = Double.isFinite(low) && Double.isFinite(high) && low != high;
        if (count <= 0 || count >= Integer.MAX_VALUE || !isRange || Double.isNaN(value)) {
            throw ArgumentErrors.invalid(
                    "width_bucket takes a number, two different finite bounds and a count above"
                            + " zero, not "
                            + value
                            + ", "
                            + low
                            + ", "
                            + high
                            + ", "
                            + count);
        }
        // A range that goes down is measured the other way round.
        double place = low < high ? value - low : low - value;
        double width = Math.abs(high - low);
        if (place < 0) {
            result.setLong(0);
        } else if (place >= width) {
            result.setLong(count + 1);
        } else {
            result.setLong(Math.min(count, (long) Math.floor(place / width * count) + 1));
        }
    }
}
