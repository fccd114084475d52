package dev.sabot.planner.physical;

import java.math.BigDecimal;

/// Writes spans of time as people read them.
final class Durations {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Durations() {}

    /// Returns a span in the largest unit that it is a multiple of.
    static String text(long micros) {
        if (micros % MICROS_PER_SECOND != 0) {
            return new BigDecimal(micros).movePointLeft(6).stripTrailingZeros().toPlainString()
                    + " s";
        }
        long seconds = micros / MICROS_PER_SECOND;
        if (seconds != 0 && seconds % SECONDS_PER_DAY == 0) {
            return seconds / SECONDS_PER_DAY + " d";
        }
        if (seconds != 0 && seconds % SECONDS_PER_HOUR == 0) {
            return seconds / SECONDS_PER_HOUR + " h";
        }
        return seconds != 0 && seconds % SECONDS_PER_MINUTE == 0
                ? seconds / SECONDS_PER_MINUTE + " min"
                : seconds + " s";
    }

    /// Returns what is added to a time: ` + 5 s`, ` - 1 min`, or nothing. The microsecond that
    /// tells "at" from "after" is left out.
    static String signed(long micros) {
        long shown = Math.floorMod(micros, 1_000L) == 1 ? micros - 1 : micros;
        if (shown == 0) {
            return "";
        }
        return shown < 0 ? " - " + text(-shown) : " + " + text(shown);
    }
}
