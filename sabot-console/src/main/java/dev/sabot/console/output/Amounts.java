package dev.sabot.console.output;

import java.util.Locale;

/// Writes counts and durations for people.
public final class Amounts {
    private static final double NANOS_PER_SECOND = 1e9;

    private Amounts() {}

    /// Returns a count with thousands separators.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// Returns a count with its noun, in the plural unless it is one.
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /// Returns a duration in seconds, and from a minute on also in hours, minutes and seconds.
    public static String duration(long nanos) {
        String seconds = String.format(Locale.ROOT, "%,.3f s", nanos / NANOS_PER_SECOND);
        long whole = nanos / 1_000_000_000L;
        return whole < 60 ? seconds : seconds + " (" + clock(whole) + ")";
    }

    /// Returns whole seconds as `41 s`, `3 min 07 s` or `2 h 03 min`.
    static String clock(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /// Returns a count in three significant digits with its unit, such as `1.23 M`.
    static String shortCount(long number) {
        if (number < 10_000) {
            return count(number);
        }
        double value = number;
        for (String unit : new String[] {"k", "M", "G"}) {
            value /= 1000;
            if (value < 999.5) {
                int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
                return String.format(Locale.ROOT, "%." + digits + "f %s", value, unit);
            }
        }
        return String.format(Locale.ROOT, "%,.0f T", value / 1000);
    }
}
