package dev.sabot.exec.kernel;

/// Computes with days since 1970-01-01 and years, months and days of the proleptic Gregorian
/// calendar. Makes no objects; days before 1970 are negative, the year before 1 is 0.
public final class Calendar {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    private static final long DAYS_PER_ERA = 146_097;
    private static final long DAYS_FROM_MARCH_0_TO_1970 = 719_468;

    private Calendar() {}

    /// Returns the day of a date; the month may be any number, counted on from January.
    public static long day(long year, long month, int dayOfMonth) {
        long fullYear = year + Math.floorDiv(month - 1, 12);
        int fullMonth = (int) Math.floorMod(month - 1, 12L) + 1;
        // Years begin in March here, so that the leap day is the last one.
        long shifted = fullMonth <= 2 ? fullYear - 1 : fullYear;
        long era = Math.floorDiv(shifted, 400);
        long yearOfEra = shifted - era * 400;
        long monthFromMarch = (fullMonth + 9L) % 12;
        long dayOfYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_0_TO_1970;
    }

    /// Returns year, month (1..12) and day of month (1..31) of a day, packed for [#year], [#month]
    /// and [#dayOfMonth].
    public static long date(long day) {
        long shifted = day + DAYS_FROM_MARCH_0_TO_1970;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 16 | month << 8 | dayOfMonth;
    }

    public static long year(long date) {
        return date >> 16;
    }

    public static int month(long date) {
        return (int) (date >> 8) & 0xFF;
    }

    public static int dayOfMonth(long date) {
        return (int) date & 0xFF;
    }

    public static boolean isLeapYear(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int daysInMonth(long year, int month) {
        return switch (month) {
            case 2 -> isLeapYear(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Adds months to a day; a day past the end of the month becomes its last.
    public static long addMonths(long day, long months) {
        long date = date(day);
        long target = year(date) * 12 + month(date) - 1 + months;
        long year = Math.floorDiv(target, 12L);
        int month = (int) Math.floorMod(target, 12L) + 1;
        return day(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)));
    }
}
