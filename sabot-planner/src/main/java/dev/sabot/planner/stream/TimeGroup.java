package dev.sabot.planner.stream;

import org.jspecify.annotations.Nullable;

/// Columns that differ by constants, such as start and end of one window, and how far they lie
/// behind the watermark: after watermark W the value all of them derive from exceeds `W - delay` in
/// every row to come. Compared by identity.
final class TimeGroup {
    /// Whether the value is the end of a window.
    private final boolean isWindow;

    /// Null when nothing is known.
    private final @Nullable Long delayMicros;

    TimeGroup(boolean isWindow, @Nullable Long delayMicros) {
        this.isWindow = isWindow;
        this.delayMicros = delayMicros;
    }

    boolean isWindow() {
        return isWindow;
    }

    @Nullable Long delayMicros() {
        return delayMicros;
    }

    TimeGroup withDelay(@Nullable Long delay) {
        return new TimeGroup(isWindow, delay);
    }
}
