package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_MINUTE;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Dates and times made of their parts.
final class ConstructionFunctions {
    private static final ScalarFunction MAKE_DATE =
            Signatures.function("make_date", "date")
                    .syntax("make_date(year, month, day)")
                    .description("Gives the date of a year, month and day.")
                    .example("make_date(1992, 9, 20)", "1992-09-20")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.DATE),
                            RowKernels.row(
                                    (row, result) -> result.setLong(LocalTimes.checkDay(day(row)))),
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction MAKE_TIME =
            Signatures.function("make_time", "date")
                    .syntax("make_time(hour, minute, second)")
                    .description("Gives the time of an hour, minute and second.")
                    .example("make_time(13, 34, 27.123456)", "13:34:27.123456")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.TIME),
                            RowKernels.row((row, result) -> result.setLong(time(row, 0))),
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.DOUBLE)
                    .build();

    private static final ScalarFunction MAKE_TIMESTAMP =
            Signatures.function("make_timestamp", "date")
                    .syntax(
                            "make_timestamp(year, month, day, hour, minute, second) | "
                                    + "make_timestamp(micros)")
                    .description("Gives the timestamp of its parts, or of microseconds since 1970.")
                    .example(
                            "make_timestamp(1992, 9, 20, 13, 34, 27.123456)",
                            "1992-09-20 13:34:27.123456")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.TIMESTAMP),
                            RowKernels.longUnary(micros -> micros),
                            Parameters.INTEGER)
                    .signature(
                            Signatures.always(DataType.TIMESTAMP),
                            RowKernels.row((row, result) ->
                                    result.setLong(LocalTimes.micros(day(row), time(row, 3)))),
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.DOUBLE)
                    .build();

    private static final ScalarFunction MAKE_TIMESTAMPTZ =
            Signatures.function("make_timestamptz", "date")
                    .syntax("make_timestamptz(year, month, day, hour, minute, second)")
                    .description("Gives the instant of local time in the session's time zone.")
                    .example(
                            "make_timestamptz(1992, 9, 20, 13, 34, 27) > TIMESTAMP '1990-01-01'",
                            "true")
                    .volatility(Volatility.STABLE)
                    .canFail()
                    .signature(
                            Signatures.always(DataType.TIMESTAMP_TZ),
                            BatchKernels.perBatch(context -> {
                                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                                return (row, result) ->
                                        result.setLong(
                                                LocalTimes.fromMicros(
                                                        LocalTimes.micros(day(row), time(row, 3)),
                                                        TypeKind.TIMESTAMP_TZ,
                                                        zone));
                            }),
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.INTEGER,
                            Parameters.DOUBLE)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(MAKE_DATE, MAKE_TIME, MAKE_TIMESTAMP, MAKE_TIMESTAMPTZ);

    private ConstructionFunctions() {}

    private static long day(Row row) {
        long year = row.getLong(0);
        long month = row.getLong(1);
        long day = row.getLong(2);
        boolean isDate =
                Math.abs(year) < 10_000_000
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= Calendar.daysInMonth(year, (int) month);
        if (!isDate) {
            throw new SabotException(
                    ErrorCode.DATETIME_OVERFLOW,
                    "there is no date " + year + "-" + month + "-" + day);
        }
        return Calendar.day(year, month, (int) day);
    }

    private static long time(Row row, int first) {
        long hour = row.getLong(first);
        long minute = row.getLong(first + 1);
        double second = row.getDouble(first + 2);
        boolean isTime =
                hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (!isTime) {
            throw new SabotException(
                    ErrorCode.DATETIME_OVERFLOW,
                    "there is no time " + hour + ":" + minute + ":" + second);
        }
        long micros =
                hour * MICROS_PER_HOUR
                        + minute * MICROS_PER_MINUTE
                        + Seconds.toMicros(second, DataType.TIME);
        if (micros >= MICROS_PER_DAY) {
            throw ArgumentErrors.dateOverflow("the time rounded to microseconds", DataType.TIME);
        }
        return micros;
    }
}
