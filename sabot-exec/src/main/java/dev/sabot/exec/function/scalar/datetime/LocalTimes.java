package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Turns dates, timestamps and instants to local timestamps and back, with checks of the range.
///
/// **Errors**: DATETIME_OVERFLOW.
final class LocalTimes {
    private LocalTimes() {}

    /// Returns the local day of a DATE, TIMESTAMP or TIMESTAMP WITH TIME ZONE.
    static long day(long value, TypeKind kind, ZoneOffsets zone) {
        return kind == TypeKind.DATE
                ? value
                : Math.floorDiv(micros(value, kind, zone), MICROS_PER_DAY);
    }

    /// Returns the local microseconds since 1970 of a DATE, TIMESTAMP or TIMESTAMP WITH TIME ZONE.
    static long micros(long value, TypeKind kind, ZoneOffsets zone) {
        if (kind == TypeKind.DATE) {
            return micros(value, 0);
        }
        if (kind != TypeKind.TIMESTAMP_TZ) {
            return value;
        }
        try {
            return zone.toLocal(value);
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow("the local time", DataType.TIMESTAMP);
        }
    }

    /// Returns the value of a type for a local time.
    static long fromMicros(long micros, TypeKind kind, ZoneOffsets zone) {
        if (kind == TypeKind.DATE) {
            return checkDay(Math.floorDiv(micros, MICROS_PER_DAY));
        }
        if (kind != TypeKind.TIMESTAMP_TZ) {
            return micros;
        }
        try {
            return zone.toInstant(micros);
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow("the instant", DataType.TIMESTAMP_TZ);
        }
    }

    /// Returns the microseconds of a day and a time of day.
    static long micros(long day, long timeOfDay) {
        try {
            // The first day of the range begins before it: its time of day is added first.
            return day < 0
                    ? Math.addExact(
                            Math.multiplyExact(day + 1, MICROS_PER_DAY), timeOfDay - MICROS_PER_DAY)
                    : Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), timeOfDay);
        } catch (ArithmeticException e) {
            throw ArgumentErrors.dateOverflow("day " + day + " since 1970", DataType.TIMESTAMP);
        }
    }

    static long checkDay(long day) {
        if (day != (int) day) {
            throw ArgumentErrors.dateOverflow("day " + day + " since 1970", DataType.DATE);
        }
        return day;
    }

    /// Adds months to a local time; a day past the end of the month becomes its last.
    static long addMonths(long micros, long months) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        long time = Math.floorMod(micros, MICROS_PER_DAY);
        // No date is more than 600,000 years from another.
        if (months > 12_000_000L || months < -12_000_000L) {
            throw ArgumentErrors.dateOverflow("the sum", DataType.TIMESTAMP);
        }
        return micros(Calendar.addMonths(day, months), time);
    }
}
