package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_MINUTE;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Intervals of a number of units.
final class IntervalFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    months("to_years", "years", 12, "2 years"),
                    months("to_quarters", "quarters", 3, "6 months"),
                    months("to_months", "months", 1, "2 months"),
                    micros("to_weeks", "weeks", 7 * MICROS_PER_DAY, "14 days"),
                    micros("to_days", "days", MICROS_PER_DAY, "2 days"),
                    micros("to_hours", "hours", MICROS_PER_HOUR, "02:00:00"),
                    micros("to_minutes", "minutes", MICROS_PER_MINUTE, "00:02:00"),
                    seconds(),
                    micros("to_milliseconds", "milliseconds", 1000, "00:00:00.002"),
                    micros("to_microseconds", "microseconds", 1, "00:00:00.000002"));

    private IntervalFunctions() {}

    private static Signatures.Builder start(String name, String unit, String result) {
        return Signatures.function(name, "date")
                .syntax(name + "(" + unit + ")")
                .description("Gives an interval of a number of " + unit + ".")
                .example(name + "(2)", result)
                .canFail();
    }

    private static ScalarFunction months(String name, String unit, int months, String result) {
        return start(name, unit, result)
                .signature(
                        Signatures.always(DataType.INTERVAL_MONTH),
                        RowKernels.longUnary(count -> {
                            if (count != (int) count || count * months != (int) (count * months)) {
                                throw outOfRange(count, unit, DataType.INTERVAL_MONTH);
                            }
                            return count * months;
                        }),
                        Parameters.INTEGER)
                .build();
    }

    private static ScalarFunction micros(String name, String unit, long micros, String result) {
        return start(name, unit, result)
                .signature(
                        Signatures.always(DataType.INTERVAL_DAY),
                        RowKernels.longUnary(count -> {
                            if (Math.multiplyHigh(count, micros) != count * micros >> 63) {
                                throw outOfRange(count, unit, DataType.INTERVAL_DAY);
                            }
                            return count * micros;
                        }),
                        Parameters.INTEGER)
                .build();
    }

    private static ScalarFunction seconds() {
        return start("to_seconds", "seconds", "00:00:02")
                .signature(
                        DataType.INTERVAL_DAY,
                        RowKernels.row((row, result) ->
                                result.setLong(
                                        Seconds.toMicros(row.getDouble(0), DataType.INTERVAL_DAY))),
                        DataType.DOUBLE)
                .build();
    }

    private static RuntimeException outOfRange(long count, String unit, DataType type) {
        return ArgumentErrors.dateOverflow(count + " " + unit, type);
    }
}
