package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;

import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;

import java.util.ArrayList;
import java.util.List;

/// The time at which the statement began.
final class ClockFunctions {
    static final List<ScalarFunction> ALL = all();

    private ClockFunctions() {}

    @FunctionalInterface
    private interface Clock {
        long read(EvaluationContext context);
    }

    private static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        String instant = "Gives the time at which the statement began, an instant";
        functions.add(
                clock(
                        "current_timestamp",
                        instant,
                        "current_timestamp > TIMESTAMP '2020-01-01 00:00:00'",
                        DataType.TIMESTAMP_TZ,
                        EvaluationContext::statementMicros));
        functions.add(
                clock(
                        "now",
                        instant,
                        "now() > TIMESTAMP '2020-01-01 00:00:00'",
                        DataType.TIMESTAMP_TZ,
                        EvaluationContext::statementMicros,
                        "transaction_timestamp",
                        "statement_timestamp",
                        "get_current_timestamp"));
        functions.add(
                clock(
                        "localtimestamp",
                        "Gives the local time at which the statement began",
                        "localtimestamp > TIMESTAMP '2020-01-01 00:00:00'",
                        DataType.TIMESTAMP,
                        ClockFunctions::localMicros));
        String date = "Gives the local date at which the statement began";
        functions.add(
                clock(
                        "current_date",
                        date,
                        "current_date > DATE '2020-01-01'",
                        DataType.DATE,
                        context -> Math.floorDiv(localMicros(context), MICROS_PER_DAY)));
        functions.add(
                clock(
                        "today",
                        date,
                        "today() > DATE '2020-01-01'",
                        DataType.DATE,
                        context -> Math.floorDiv(localMicros(context), MICROS_PER_DAY)));
        String time = "Gives the local time of day at which the statement began";
        for (String name : List.of("current_time", "localtime")) {
            functions.add(
                    clock(
                            name,
                            time,
                            name + " < TIME '23:59:59.999999'",
                            DataType.TIME,
                            context -> Math.floorMod(localMicros(context), MICROS_PER_DAY)));
        }
        return List.copyOf(functions);
    }

    private static long localMicros(EvaluationContext context) {
        return new ZoneOffsets(context.timeZone()).toLocal(context.statementMicros());
    }

    private static ScalarFunction clock(
            String name,
            String description,
            String example,
            DataType type,
            Clock clock,
            String... aliases) {
        boolean hasParentheses = example.startsWith(name + "(");
        return Signatures.function(name, "date")
                .aliases(aliases)
                .syntax(hasParentheses ? name + "()" : name)
                .description(description + "; the same for all of its rows.")
                .example(example, "true")
                .volatility(Volatility.STABLE)
                .signature(
                        type,
                        BatchKernels.perBatch(context -> {
                            long value = clock.read(context);
                            return (_, result) -> result.setLong(value);
                        }))
                .build();
    }
}
