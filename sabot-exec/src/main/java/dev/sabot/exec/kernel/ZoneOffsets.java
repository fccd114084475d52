package dev.sabot.exec.kernel;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// Moves microseconds between an instant and the local time of a zone, remembering the offset that
/// holds around the last value so that neighbouring rows cost two comparisons.
///
/// A local time that a change of offset skips moves forward by the gap; one that occurs twice means
/// the first.
///
/// **Threads**: one.
public final class ZoneOffsets {
    private static final long MICROS = 1_000_000L;
    private static final long DAY_SECONDS = 86_400L;
    private static final long MAX_SECONDS = Long.MAX_VALUE / MICROS;

    private final ZoneRules rules;
    private long fromSecond = 1;
    private long toSecond;
    private int offsetSeconds;

    public ZoneOffsets(ZoneId zone) {
        rules = zone.getRules();
        if (rules.isFixedOffset()) {
            offsetSeconds = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            fromSecond = Long.MIN_VALUE;
            toSecond = Long.MAX_VALUE;
        }
    }

    /// Returns the offset from UTC at an instant, in seconds.
    public int offsetSeconds(long instantMicros) {
        long second = Math.floorDiv(instantMicros, MICROS);
        if (second < fromSecond || second >= toSecond) {
            remember(second);
        }
        return offsetSeconds;
    }

    private void remember(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
        offsetSeconds = rules.getOffset(instant).getTotalSeconds();
        fromSecond = previous == null ? -MAX_SECONDS : previous.toEpochSecond();
        toSecond = next == null ? MAX_SECONDS + 1 : next.toEpochSecond();
    }

    /// Returns the local time at an instant, in microseconds since 1970-01-01 00:00:00 local.
    public long toLocal(long instantMicros) {
        return Math.addExact(instantMicros, offsetSeconds(instantMicros) * MICROS);
    }

    /// Returns the instant of a local time.
    public long toInstant(long localMicros) {
        long localSecond = Math.floorDiv(localMicros, MICROS);
        long second = localSecond - offsetSeconds;
        // A day from the next change no local time is skipped or doubled.
        boolean isSure =
                fromSecond == Long.MIN_VALUE
                        || second - DAY_SECONDS >= fromSecond && second + DAY_SECONDS < toSecond;
        if (!isSure) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
            ZoneOffsetTransition change = rules.getTransition(local);
            ZoneOffset offset = change == null ? rules.getOffset(local) : change.getOffsetBefore();
            remember(localSecond - offset.getTotalSeconds());
            return Math.subtractExact(localMicros, offset.getTotalSeconds() * MICROS);
        }
        return Math.subtractExact(localMicros, offsetSeconds * MICROS);
    }
}
