package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.type.DataType;

/// Counts units of time between local times and adds them.
final class Differences {
    private Differences() {}

    /// Says whether the unit is no longer than an hour, so that it counts on instants.
    static boolean isOfInstants(DatePart unit) {
        return unit.fixedMicros() > 0 && unit.fixedMicros() <= MICROS_PER_HOUR;
    }

    private static RuntimeException notAUnit(DatePart unit) {
        return ArgumentErrors.invalid(
                unit.label() + " is no unit of time; there are microsecond to millennium");
    }

    /// Counts the starts of units after one time until another.
    static long boundaries(DatePart unit, long from, long to) {
        if (unit.fixedMicros() > 0) {
            return Math.floorDiv(to, unit.fixedMicros()) - Math.floorDiv(from, unit.fixedMicros());
        }
        long first = Math.floorDiv(from, MICROS_PER_DAY);
        long last = Math.floorDiv(to, MICROS_PER_DAY);
        return switch (unit) {
            case WEEK, YEARWEEK -> (unit.firstDay(last) - unit.firstDay(first)) / 7;
            case MONTH -> months(last) - months(first);
            case QUARTER -> Math.floorDiv(months(last), 3) - Math.floorDiv(months(first), 3);
            case YEAR -> years(last, 1) - years(first, 1);
            case DECADE -> years(last, 10) - years(first, 10);
            case CENTURY -> years(last, 100) - years(first, 100);
            case MILLENNIUM -> years(last, 1000) - years(first, 1000);
            case ISOYEAR -> unit.ofDay(last) - unit.ofDay(first);
            case DAY,
                    HOUR,
                    MINUTE,
                    SECOND,
                    MILLISECOND,
                    MICROSECOND,
                    ERA,
                    DOW,
                    ISODOW,
                    DOY,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    throw notAUnit(unit);
        };
    }

    private static long years(long day, int years) {
        return Math.floorDiv(Calendar.year(Calendar.date(day)), years);
    }

    private static long months(long day) {
        long date = Calendar.date(day);
        return Calendar.year(date) * 12 + Calendar.month(date) - 1;
    }

    /// Returns the months of a unit of whole months, 0 for other parts.
    static long unitMonths(DatePart unit) {
        return switch (unit) {
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR, ISOYEAR -> 12;
            case DECADE -> 120;
            case CENTURY -> 1200;
            case MILLENNIUM -> 12_000;
            case DAY,
                    HOUR,
                    MINUTE,
                    SECOND,
                    MILLISECOND,
                    MICROSECOND,
                    WEEK,
                    YEARWEEK,
                    ERA,
                    DOW,
                    ISODOW,
                    DOY,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    0;
        };
    }

    private static long unitMicros(DatePart unit) {
        long micros = unit == DatePart.WEEK ? 7 * MICROS_PER_DAY : unit.fixedMicros();
        if (micros == 0) {
            throw notAUnit(unit);
        }
        return micros;
    }

    /// Counts the whole units that passed from one time to another.
    static long elapsed(DatePart unit, long from, long to) {
        long unitMonths = unitMonths(unit);
        if (unitMonths == 0) {
            try {
                return Math.subtractExact(to, from) / unitMicros(unit);
            } catch (ArithmeticException e) {
                throw ArgumentErrors.dateOverflow("the difference", DataType.INTERVAL_DAY);
            }
        }
        long months =
                months(Math.floorDiv(to, MICROS_PER_DAY))
                        - months(Math.floorDiv(from, MICROS_PER_DAY));
        if (months > 0 && LocalTimes.addMonths(from, months) > to) {
            months--;
        } else if (months < 0 && LocalTimes.addMonths(from, months) < to) {
            months++;
        }
        return months / unitMonths;
    }

    /// Adds units to a local time.
    static long add(DatePart unit, long count, long micros) {
        long unitMonths = unitMonths(unit);
        try {
            return unitMonths > 0
                    ? LocalTimes.addMonths(micros, Math.multiplyExact(count, unitMonths))
                    : Math.addExact(micros, Math.multiplyExact(count, unitMicros(unit)));
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow(
                    "the sum with " + count + " " + unit.label(), DataType.TIMESTAMP);
        }
    }
}
