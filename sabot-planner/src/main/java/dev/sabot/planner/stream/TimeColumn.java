package dev.sabot.planner.stream;

import org.jspecify.annotations.Nullable;

/// A column that holds a time: the group's value plus a constant.
record TimeColumn(TimeGroup group, long shiftMicros) {
    /// Returns d where the column exceeds `W - d` in every row after watermark W, or null.
    @Nullable Long delayMicros() {
        Long delay = group.delayMicros();
        return delay == null ? null : delay - shiftMicros;
    }

    TimeColumn shifted(long micros) {
        return new TimeColumn(group, shiftMicros + micros);
    }
}
