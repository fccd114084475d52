package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Parts of dates and times.
final class DatePartFunctions {
    private static final DataType[] DATES = {
        DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ
    };
    private static final DataType[] ALL_TYPES = {
        DataType.DATE,
        DataType.TIMESTAMP,
        DataType.TIMESTAMP_TZ,
        DataType.TIME,
        DataType.INTERVAL_MONTH,
        DataType.INTERVAL_DAY
    };

    static final List<ScalarFunction> ALL = all();

    private DatePartFunctions() {}

    private static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        functions.add(datePart());
        functions.add(part(DatePart.YEAR, "1992", ALL_TYPES));
        functions.add(part(DatePart.MONTH, "9", ALL_TYPES));
        functions.add(part(DatePart.DAY, "20", ALL_TYPES, "dayofmonth"));
        functions.add(part(DatePart.HOUR, "13", ALL_TYPES));
        functions.add(part(DatePart.MINUTE, "59", ALL_TYPES));
        functions.add(part(DatePart.SECOND, "58", ALL_TYPES));
        functions.add(part(DatePart.MILLISECOND, "58123", ALL_TYPES));
        functions.add(part(DatePart.MICROSECOND, "58123456", ALL_TYPES));
        functions.add(part(DatePart.QUARTER, "3", DATES));
        functions.add(part(DatePart.WEEK, "38", DATES, "weekofyear"));
        functions.add(part(DatePart.ISOYEAR, "1992", DATES));
        functions.add(part(DatePart.YEARWEEK, "199238", DATES));
        functions.add(part(DatePart.DOW, "0", DATES, "dayofweek", "weekday"));
        functions.add(part(DatePart.ISODOW, "7", DATES));
        functions.add(part(DatePart.DOY, "264", DATES, "dayofyear"));
        functions.add(part(DatePart.DECADE, "199", DATES));
        functions.add(part(DatePart.CENTURY, "20", DATES));
        functions.add(part(DatePart.MILLENNIUM, "2", DATES));
        functions.add(part(DatePart.ERA, "1", DATES));
        functions.add(dayName());
        functions.add(monthName());
        functions.add(lastDay());
        return List.copyOf(functions);
    }

    private static ScalarFunction datePart() {
        Signatures.Builder builder =
                Signatures.function("date_part", "date")
                        .aliases("datepart")
                        .syntax("date_part(part, date)")
                        .description(
                                "Gives a part of a date, timestamp, time or interval as BIGINT, as"
                                    + " EXTRACT does. Seconds are whole; milliseconds and"
                                    + " microseconds count from the start of the minute; epoch()"
                                    + " and julian() give fractions. dow counts from Sunday as 0,"
                                    + " isodow from Monday as 1.")
                        .example("date_part('year', DATE '1992-09-20')", "1992")
                        .canFail();
        for (DataType type : ALL_TYPES) {
            builder.signature(
                    Signatures.always(DataType.BIGINT),
                    DatePartFunctions::datePartKernel,
                    Parameters.TEXT,
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.build();
    }

    private static Kernel datePartKernel(
            List<DataType> types, DataType type, List<@Nullable Object> constants) {
        if (constants.get(0) instanceof String name) {
            return new DatePartKernel(DatePart.of(name), types.get(1), 1);
        }
        return byName(types.get(1).kind()).kernel(types, type, constants);
    }

    private static KernelFactory byName(TypeKind kind) {
        return BatchKernels.perBatch(context -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                DatePart part = DatePart.of(row.text(0).toString());
                long value = row.getLong(1);
                result.setLong(
                        kind == TypeKind.TIMESTAMP_TZ
                                ? ofInstant(part, value, zone)
                                : DatePartKernel.of(part, kind, value));
            };
        });
    }

    private static long ofInstant(DatePart part, long instant, ZoneOffsets zone) {
        if (part == DatePart.EPOCH) {
            return part.ofTimestamp(instant);
        }
        long offset = zone.offsetSeconds(instant);
        if (part.isOfZone()) {
            return part.ofOffset(offset);
        }
        return part.ofTimestamp(instant + offset * Calendar.MICROS_PER_SECOND);
    }

    private static ScalarFunction part(
            DatePart part, String result, DataType[] types, String... aliases) {
        String name = part.label();
        Signatures.Builder builder =
                Signatures.function(name, "date")
                        .aliases(aliases)
                        .syntax(name + "(date)")
                        .description("Gives the part " + name + ", as date_part does.")
                        .example(name + "(TIMESTAMP '1992-09-20 13:59:58.123456')", result);
        for (DataType type : types) {
            builder.signature(
                    Signatures.always(DataType.BIGINT),
                    (arguments, _, _) -> new DatePartKernel(part, arguments.get(0), 0),
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.build();
    }

    @FunctionalInterface
    private interface DayFunction {
        long apply(long day);
    }

    private static KernelFactory ofDay(TypeKind kind, DayFunction function, List<String> names) {
        return BatchKernels.perBatch(context -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                long day = LocalTimes.day(row.getLong(0), kind, zone);
                long value = function.apply(day);
                if (names.isEmpty()) {
                    result.setLong(value);
                } else {
                    result.text().append(names.get((int) value));
                }
            };
        });
    }

    private static ScalarFunction ofDay(
            Signatures.Builder builder, DataType type, DayFunction function, List<String> names) {
        for (DataType argument : DATES) {
            builder.signature(
                    Signatures.always(type),
                    ofDay(argument.kind(), function, names),
                    Signatures.anyOf(argument, argument.kind()));
        }
        return builder.build();
    }

    private static ScalarFunction dayName() {
        return ofDay(
                Signatures.function("dayname", "date")
                        .syntax("dayname(date)")
                        .description("Gives the English name of the day of the week.")
                        .example("dayname(DATE '1992-09-20')", "Sunday"),
                DataType.VARCHAR,
                day -> Math.floorMod(day + 3, 7),
                EnglishNames.DAYS);
    }

    private static ScalarFunction monthName() {
        return ofDay(
                Signatures.function("monthname", "date")
                        .syntax("monthname(date)")
                        .description("Gives the English name of the month.")
                        .example("monthname(DATE '1992-09-20')", "September"),
                DataType.VARCHAR,
                day -> Calendar.month(Calendar.date(day)) - 1,
                EnglishNames.MONTHS);
    }

    private static ScalarFunction lastDay() {
        return ofDay(
                Signatures.function("last_day", "date")
                        .syntax("last_day(date)")
                        .description("Gives the last day of the month.")
                        .example("last_day(DATE '1992-02-10')", "1992-02-29")
                        .canFail(),
                DataType.DATE,
                day -> {
                    long date = Calendar.date(day);
                    int length = Calendar.daysInMonth(Calendar.year(date), Calendar.month(date));
                    return LocalTimes.checkDay(day + length - Calendar.dayOfMonth(date));
                },
                List.of());
    }
}
