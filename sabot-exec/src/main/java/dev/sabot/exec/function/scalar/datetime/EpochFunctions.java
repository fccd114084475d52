package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Counts since 1970 and back.
final class EpochFunctions {
    private static final DataType[] TYPES = {
        DataType.DATE,
        DataType.TIMESTAMP,
        DataType.TIMESTAMP_TZ,
        DataType.TIME,
        DataType.INTERVAL_DAY
    };

    static final List<ScalarFunction> ALL =
            List.of(
                    epoch(),
                    count("epoch_ms", "milliseconds", 1000, "701222400000"),
                    count("epoch_us", "microseconds", 1, "701222400000000"),
                    epochNanos(),
                    julian(),
                    toTimestamp(),
                    toTimestampLtz(),
                    unixTimestamp());

    private EpochFunctions() {}

    private static long micros(long value, TypeKind kind) {
        return kind == TypeKind.DATE ? LocalTimes.micros(value, 0) : value;
    }

    private static ScalarFunction epoch() {
        Signatures.Builder builder =
                Signatures.function("epoch", "date")
                        .syntax("epoch(date)")
                        .description("Gives the seconds since 1970, with a fraction.")
                        .example("epoch(TIMESTAMP '2022-11-07 08:43:04.5')", "1667810584.5")
                        .canFail();
        for (DataType type : TYPES) {
            builder.signature(
                    Signatures.always(DataType.DOUBLE),
                    RowKernels.row((row, result) ->
                            result.setDouble(
                                    micros(row.getLong(0), type.kind())
                                            / (double) MICROS_PER_SECOND)),
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.build();
    }

    private static ScalarFunction count(String name, String unit, long unitMicros, String result) {
        Signatures.Builder builder =
                Signatures.function(name, "date")
                        .syntax(name + "(date) | " + name + "(" + unit + ")")
                        .description(
                                "Gives the " + unit + " since 1970, or the timestamp of a count.")
                        .example(name + "(DATE '1992-03-22')", result)
                        .canFail();
        for (DataType type : TYPES) {
            builder.signature(
                    Signatures.always(DataType.BIGINT),
                    RowKernels.longUnary(
                            value -> Math.floorDiv(micros(value, type.kind()), unitMicros)),
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.signature(
                        Signatures.always(DataType.TIMESTAMP),
                        RowKernels.longUnary(
                                value -> multiply(value, unitMicros, DataType.TIMESTAMP)),
                        Parameters.INTEGER)
                .build();
    }

    private static long multiply(long value, long factor, DataType type) {
        try {
            return Math.multiplyExact(value, factor);
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow(value + " since 1970", type);
        }
    }

    private static ScalarFunction epochNanos() {
        Signatures.Builder builder =
                Signatures.function("epoch_ns", "date")
                        .syntax("epoch_ns(date)")
                        .description("Gives the nanoseconds since 1970.")
                        .example("epoch_ns(DATE '1992-03-22')", "701222400000000000")
                        .canFail();
        for (DataType type : TYPES) {
            builder.signature(
                    Signatures.always(DataType.BIGINT),
                    RowKernels.longUnary(
                            value -> multiply(micros(value, type.kind()), 1000, DataType.BIGINT)),
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.build();
    }

    private static ScalarFunction julian() {
        Signatures.Builder builder =
                Signatures.function("julian", "date")
                        .syntax("julian(date)")
                        .description(
                                "Gives the day of the Julian period, with the time of day as its "
                                        + "fraction.")
                        .example("julian(DATE '1992-09-20')", "2448886.0");
        for (DataType type : List.of(DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ)) {
            builder.signature(
                    Signatures.always(DataType.DOUBLE),
                    BatchKernels.perBatch(context -> {
                        ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                        return (row, result) -> {
                            long value = row.getLong(0);
                            boolean isDate = type.kind() == TypeKind.DATE;
                            long micros = isDate ? 0 : LocalTimes.micros(value, type.kind(), zone);
                            long day = isDate ? value : Math.floorDiv(micros, MICROS_PER_DAY);
                            double time =
                                    Math.floorMod(micros, MICROS_PER_DAY) / (double) MICROS_PER_DAY;
                            result.setDouble(DatePart.JULIAN.ofDay(day) + time);
                        };
                    }),
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.canFail().build();
    }

    private static ScalarFunction toTimestamp() {
        return Signatures.function("to_timestamp", "date")
                .syntax("to_timestamp(seconds) | to_timestamp(text, pattern)")
                .description(
                        "Gives the instant of seconds since 1970, or of a local time written after"
                                + " a pattern of to_char.")
                .example("epoch(to_timestamp(1284352323.5))", "1284352323.5")
                .canFail()
                .signature(
                        DataType.TIMESTAMP_TZ,
                        RowKernels.row((row, result) ->
                                result.setLong(
                                        Seconds.toMicros(row.getDouble(0), DataType.TIMESTAMP_TZ))),
                        DataType.DOUBLE)
                .signature(
                        DataType.TIMESTAMP_TZ,
                        ParseFunctions.kernels(
                                PatternLanguage.POSTGRES, TypeKind.TIMESTAMP_TZ, false),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static ScalarFunction toTimestampLtz() {
        return Signatures.function("to_timestamp_ltz", "date")
                .syntax("to_timestamp_ltz(count[, precision])")
                .description(
                        "Gives the instant of seconds (precision 0), milliseconds (3, the default)"
                                + " or microseconds (6) since 1970.")
                .example("epoch(to_timestamp_ltz(4001, 3))", "4.001")
                .canFail()
                .signature(
                        Signatures.always(DataType.TIMESTAMP_TZ),
                        RowKernels.longUnary(value -> multiply(value, 1000, DataType.TIMESTAMP_TZ)),
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.TIMESTAMP_TZ),
                        RowKernels.longBinary((value, precision) ->
                                multiply(value, unit(precision), DataType.TIMESTAMP_TZ)),
                        Parameters.INTEGER,
                        Parameters.INTEGER)
                .build();
    }

    private static long unit(long precision) {
        if (precision == 0) {
            return MICROS_PER_SECOND;
        }
        if (precision == 3 || precision == 6) {
            return precision == 3 ? 1000 : 1;
        }
        throw ArgumentErrors.invalid("the precision is 0, 3 or 6, not " + precision);
    }

    private static ScalarFunction unixTimestamp() {
        return Signatures.function("unix_timestamp", "date")
                .syntax("unix_timestamp([timestamp])")
                .description(
                        "Gives the whole seconds since 1970 of the statement's start or of a local "
                                + "time of the session's zone.")
                .example("unix_timestamp() > 1600000000", "true")
                .volatility(Volatility.STABLE)
                .canFail()
                .signature(
                        DataType.BIGINT,
                        BatchKernels.perBatch(context ->
                                (_, result) ->
                                        result.setLong(
                                                Math.floorDiv(
                                                        context.statementMicros(),
                                                        MICROS_PER_SECOND))))
                .signature(
                        Signatures.always(DataType.BIGINT),
                        RowKernels.longUnary(value -> Math.floorDiv(value, MICROS_PER_SECOND)),
                        Parameters.INSTANT)
                .signature(
                        Signatures.always(DataType.BIGINT),
                        BatchKernels.perBatch(context -> {
                            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                            return (row, result) -> {
                                long instant =
                                        LocalTimes.fromMicros(
                                                row.getLong(0), TypeKind.TIMESTAMP_TZ, zone);
                                result.setLong(Math.floorDiv(instant, MICROS_PER_SECOND));
                            };
                        }),
                        Parameters.TIMESTAMP)
                .build();
    }
}
