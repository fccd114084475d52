package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_MINUTE;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.kernel.Calendar;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A unit of time or a property of a date, by name, and its value for days and times of day.
enum DatePart {
    YEAR("y", "yr", "yrs", "years"),
    MONTH("mon", "mons", "months"),
    DAY("d", "days", "dayofmonth"),
    HOUR("h", "hr", "hrs", "hours"),
    MINUTE("m", "min", "mins", "minutes"),
    SECOND("s", "sec", "secs", "seconds"),
    MILLISECOND("ms", "msec", "msecs", "msecond", "mseconds", "milliseconds"),
    MICROSECOND("us", "usec", "usecs", "usecond", "useconds", "microseconds"),
    QUARTER("q", "quarters"),
    WEEK("w", "weeks", "weekofyear", "isoweek"),
    DECADE("dec", "decs", "decades"),
    CENTURY("c", "cent", "centuries"),
    MILLENNIUM("mil", "mils", "millennia", "millenium", "millenniums"),
    ERA(),
    ISOYEAR("iso_year"),
    YEARWEEK(),
    /// 0 is Sunday.
    DOW("dayofweek", "weekday"),
    /// 1 is Monday.
    ISODOW(),
    DOY("dayofyear"),
    EPOCH(),
    JULIAN(),
    TIMEZONE(),
    TIMEZONE_HOUR(),
    TIMEZONE_MINUTE();

    private static final Map<String, DatePart> BY_NAME = new HashMap<>();

    /// 1970-01-01 in days of the Julian period.
    static final long JULIAN_DAY_OF_1970 = 2_440_588;

    static {
        for (DatePart part : values()) {
            BY_NAME.put(part.label(), part);
            part.aliases.forEach(alias -> BY_NAME.put(alias, part));
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> aliases;

    DatePart(String... aliases) {
        this.aliases = List.of(aliases);
    }

    /// Returns the name, lower case.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the part of a name or alias, in any case.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    static DatePart of(String name) {
        DatePart part = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (part == null) {
            String known =
                    Arrays.stream(values()).map(DatePart::label).collect(Collectors.joining(", "));
            throw ArgumentErrors.invalid(
                    ArgumentErrors.quote(name) + " is no part of a date; there are " + known);
        }
        return part;
    }

    /// Returns the error of a value that does not have the part.
    RuntimeException missing(String of) {
        return ArgumentErrors.invalid(of + " has no part " + label());
    }

    /// Says whether the part is found from the time of day alone.
    boolean isOfTime() {
        return switch (this) {
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> true;
            case YEAR,
                    MONTH,
                    DAY,
                    QUARTER,
                    WEEK,
                    DECADE,
                    CENTURY,
                    MILLENNIUM,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    false;
        };
    }

    /// Says whether the part is one of the offset from UTC.
    boolean isOfZone() {
        return this == TIMEZONE || this == TIMEZONE_HOUR || this == TIMEZONE_MINUTE;
    }

    /// Returns the part of an offset from UTC in seconds.
    long ofOffset(long seconds) {
        return this == TIMEZONE
                ? seconds
                : this == TIMEZONE_HOUR ? seconds / 3600 : seconds / 60 % 60;
    }

    /// Returns the part of a time of day in microseconds; milliseconds and microseconds count from
    /// the start of the minute, as in PostgreSQL.
    long ofTime(long micros) {
        return switch (this) {
            case HOUR -> micros / MICROS_PER_HOUR;
            case MINUTE -> micros % MICROS_PER_HOUR / MICROS_PER_MINUTE;
            case SECOND -> micros % MICROS_PER_MINUTE / MICROS_PER_SECOND;
            case MILLISECOND -> micros % MICROS_PER_MINUTE / 1000;
            case MICROSECOND -> micros % MICROS_PER_MINUTE;
            case EPOCH -> micros / MICROS_PER_SECOND;
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> 0;
            case YEAR,
                    MONTH,
                    DAY,
                    QUARTER,
                    WEEK,
                    DECADE,
                    CENTURY,
                    MILLENNIUM,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    JULIAN ->
                    throw missing("a TIME");
        };
    }

    /// Returns the part of a day since 1970.
    long ofDay(long day) {
        return switch (this) {
            case YEAR -> Calendar.year(Calendar.date(day));
            case MONTH -> Calendar.month(Calendar.date(day));
            case DAY -> Calendar.dayOfMonth(Calendar.date(day));
            case HOUR,
                    MINUTE,
                    SECOND,
                    MILLISECOND,
                    MICROSECOND,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    0;
            case QUARTER -> (Calendar.month(Calendar.date(day)) + 2) / 3;
            case WEEK -> isoWeek(day);
            case DECADE -> Math.floorDiv(Calendar.year(Calendar.date(day)), 10);
            case CENTURY -> counted(Calendar.year(Calendar.date(day)), 100);
            case MILLENNIUM -> counted(Calendar.year(Calendar.date(day)), 1000);
            case ERA -> Calendar.year(Calendar.date(day)) > 0 ? 1 : 0;
            case ISOYEAR -> isoYear(day);
            case YEARWEEK -> isoYear(day) * 100 + isoWeek(day);
            case DOW -> Math.floorMod(day + 4, 7);
            case ISODOW -> Math.floorMod(day + 3, 7) + 1;
            case DOY -> day - Calendar.day(Calendar.year(Calendar.date(day)), 1, 1) + 1;
            case EPOCH -> day * 86_400;
            case JULIAN -> day + JULIAN_DAY_OF_1970;
        };
    }

    /// Returns the part of a local timestamp in microseconds since 1970.
    long ofTimestamp(long micros) {
        if (isOfTime()) {
            return ofTime(Math.floorMod(micros, MICROS_PER_DAY));
        }
        return this == EPOCH
                ? Math.floorDiv(micros, MICROS_PER_SECOND)
                : ofDay(Math.floorDiv(micros, MICROS_PER_DAY));
    }

    /// Returns the part of an interval of months.
    long ofMonths(long months) {
        return switch (this) {
            case YEAR -> months / 12;
            case MONTH -> months % 12;
            case QUARTER -> months % 12 / 3 + 1;
            case DECADE -> months / 120;
            case CENTURY -> months / 1200;
            case MILLENNIUM -> months / 12_000;
            // A year of 365.25 days and a month of 30, as in PostgreSQL.
            case EPOCH -> months / 12 * 31_557_600 + months % 12 * 2_592_000;
            case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> 0;
            case WEEK,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    throw missing("an INTERVAL");
        };
    }

    /// Returns the part of an interval in microseconds.
    long ofSpan(long micros) {
        return switch (this) {
            case DAY -> micros / MICROS_PER_DAY;
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> ofTime(micros % MICROS_PER_DAY);
            case EPOCH -> micros / MICROS_PER_SECOND;
            case YEAR, MONTH, DECADE, CENTURY, MILLENNIUM -> 0;
            case QUARTER -> 1;
            case WEEK,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    throw missing("an INTERVAL");
        };
    }

    /// Counts centuries and the like from 1 on; there is none of number 0.
    private static long counted(long year, int years) {
        return year > 0 ? (year - 1) / years + 1 : year / years - 1;
    }

    /// An ISO week belongs to the year of its Thursday.
    private static long thursday(long day) {
        return day - Math.floorMod(day + 3, 7) + 3;
    }

    private static long isoYear(long day) {
        return Calendar.year(Calendar.date(thursday(day)));
    }

    private static long isoWeek(long day) {
        long thursday = thursday(day);
        return (thursday - Calendar.day(Calendar.year(Calendar.date(thursday)), 1, 1)) / 7 + 1;
    }

    /// Returns the first day of the period a day lies in; the day itself for units of time.
    long firstDay(long day) {
        return switch (this) {
            case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, DOW, ISODOW, DOY, JULIAN ->
                    day;
            case WEEK, YEARWEEK -> day - Math.floorMod(day + 3, 7);
            case MONTH -> day - Calendar.dayOfMonth(Calendar.date(day)) + 1;
            case QUARTER -> {
                long date = Calendar.date(day);
                yield Calendar.day(Calendar.year(date), (Calendar.month(date) - 1) / 3 * 3 + 1, 1);
            }
            case YEAR -> firstOfYears(day, 1);
            case DECADE -> firstOfYears(day, 10);
            case CENTURY -> firstOfYears(day, 100);
            case MILLENNIUM -> firstOfYears(day, 1000);
            case ISOYEAR -> WEEK.firstDay(Calendar.day(isoYear(day), 1, 4));
            case ERA, EPOCH, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE ->
                    throw ArgumentErrors.invalid("nothing can be cut down to the unit " + label());
        };
    }

    private static long firstOfYears(long day, int years) {
        long year = Calendar.year(Calendar.date(day));
        return Calendar.day(Math.floorDiv(year, years) * years, 1, 1);
    }

    /// Returns the microseconds of a unit of time no longer than a day, 0 for other parts.
    long fixedMicros() {
        return switch (this) {
            case MICROSECOND -> 1;
            case MILLISECOND -> 1000;
            case SECOND -> MICROS_PER_SECOND;
            case MINUTE -> MICROS_PER_MINUTE;
            case HOUR -> MICROS_PER_HOUR;
            case DAY, DOW, ISODOW, DOY, JULIAN -> MICROS_PER_DAY;
            case YEAR,
                    MONTH,
                    QUARTER,
                    WEEK,
                    DECADE,
                    CENTURY,
                    MILLENNIUM,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    EPOCH,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    0;
        };
    }
}
