package dev.sabot.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Writes microseconds since 1970 as people read them.
final class TimeText {
    private TimeText() {}

    /// @param isInstant whether the text says that it is UTC
    static String of(long micros, boolean isInstant) {
        LocalDateTime time =
                LocalDateTime.ofInstant(
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
        return time.toString().replace('T', ' ') + (isInstant ? " UTC" : "");
    }
}
