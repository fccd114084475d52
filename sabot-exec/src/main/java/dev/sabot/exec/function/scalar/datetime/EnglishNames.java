package dev.sabot.exec.function.scalar.datetime;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The English names of months and days of the week.
final class EnglishNames {
    /// January to December.
    static final List<String> MONTHS =
            Arrays.stream(Month.values())
                    .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    .toList();

    /// Monday to Sunday.
    static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values())
                    .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    .toList();

    /// The letters of an abbreviation.
    static final int ABBREVIATION = 3;

    private EnglishNames() {}
}
