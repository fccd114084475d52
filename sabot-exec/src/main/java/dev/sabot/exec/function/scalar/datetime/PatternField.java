package dev.sabot.exec.function.scalar.datetime;

/// What a place in a pattern of dates stands for.
enum PatternField {
    /// Text of the pattern itself.
    LITERAL,
    YEAR,
    YEAR_OF_CENTURY,
    CENTURY,
    QUARTER,
    MONTH,
    MONTH_NAME,
    MONTH_ABBREVIATION,
    DAY,
    DAY_OF_YEAR,
    /// 0 is Sunday.
    WEEKDAY,
    /// 1 is Sunday.
    WEEKDAY_FROM_ONE,
    /// 1 is Monday.
    ISO_WEEKDAY,
    WEEKDAY_NAME,
    WEEKDAY_ABBREVIATION,
    ISO_YEAR,
    ISO_WEEK,
    /// Weeks begin on Sunday; days before the first are in week 0.
    WEEK_FROM_SUNDAY,
    /// Weeks begin on Monday; days before the first are in week 0.
    WEEK_FROM_MONDAY,
    /// Weeks of seven days from the first of January, as in PostgreSQL.
    WEEK_OF_YEAR,
    /// Weeks of seven days from the first of the month, as in PostgreSQL.
    WEEK_OF_MONTH,
    HOUR,
    HOUR_OF_HALF_DAY,
    HALF_DAY,
    MINUTE,
    SECOND,
    /// Digits after the point of the seconds, as many as the width.
    FRACTION,
    SECOND_OF_DAY,
    EPOCH,
    JULIAN,
    /// Such as +05:30, or +05 where the minutes are 0.
    OFFSET,
    /// Such as +0530.
    OFFSET_DIGITS,
    OFFSET_HOUR,
    OFFSET_MINUTE,
    ZONE_NAME;

    /// Says whether the field is written in digits.
    boolean isNumber() {
        return switch (this) {
            case YEAR,
                    YEAR_OF_CENTURY,
                    CENTURY,
                    QUARTER,
                    MONTH,
                    DAY,
                    DAY_OF_YEAR,
                    WEEKDAY,
                    WEEKDAY_FROM_ONE,
                    ISO_WEEKDAY,
                    ISO_YEAR,
                    ISO_WEEK,
                    WEEK_FROM_SUNDAY,
                    WEEK_FROM_MONDAY,
                    WEEK_OF_YEAR,
                    WEEK_OF_MONTH,
                    HOUR,
                    HOUR_OF_HALF_DAY,
                    MINUTE,
                    SECOND,
                    FRACTION,
                    SECOND_OF_DAY,
                    EPOCH,
                    JULIAN ->
                    true;
            case LITERAL,
                    MONTH_NAME,
                    MONTH_ABBREVIATION,
                    WEEKDAY_NAME,
                    WEEKDAY_ABBREVIATION,
                    HALF_DAY,
                    OFFSET,
                    OFFSET_DIGITS,
                    OFFSET_HOUR,
                    OFFSET_MINUTE,
                    ZONE_NAME ->
                    false;
        };
    }

    /// Returns the most digits a number of the field can have.
    int maxDigits() {
        return switch (this) {
            case YEAR, ISO_YEAR, FRACTION -> 6;
            case EPOCH -> 12;
            case JULIAN -> 8;
            case SECOND_OF_DAY -> 5;
            case DAY_OF_YEAR -> 3;
            case QUARTER, WEEKDAY, WEEKDAY_FROM_ONE, ISO_WEEKDAY, WEEK_OF_MONTH -> 1;
            case CENTURY,
                    YEAR_OF_CENTURY,
                    MONTH,
                    DAY,
                    ISO_WEEK,
                    WEEK_FROM_SUNDAY,
                    WEEK_FROM_MONDAY,
                    WEEK_OF_YEAR,
                    HOUR,
                    HOUR_OF_HALF_DAY,
                    MINUTE,
                    SECOND ->
                    2;
            case LITERAL,
                    MONTH_NAME,
                    MONTH_ABBREVIATION,
                    WEEKDAY_NAME,
                    WEEKDAY_ABBREVIATION,
                    HALF_DAY,
                    OFFSET,
                    OFFSET_DIGITS,
                    OFFSET_HOUR,
                    OFFSET_MINUTE,
                    ZONE_NAME ->
                    0;
        };
    }
}
