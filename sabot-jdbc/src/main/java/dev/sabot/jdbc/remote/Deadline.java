package dev.sabot.jdbc.remote;

import java.util.concurrent.TimeUnit;

/** The moment at which calls for one purpose must have ended. */
final class Deadline {
    static final Deadline NONE = new Deadline(false, 0);

    private final boolean isSet;
    private final long endNanos;

    private Deadline(boolean isSet, long endNanos) {
        this.isSet = isSet;
        this.endNanos = endNanos;
    }

    /** @param millis from now, 0 = no deadline */
    static Deadline after(long millis) {
        return millis == 0
                ? NONE
                : new Deadline(true, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    boolean isSet() {
        return isSet;
    }

    /** Returns the time left, never negative. */
    long remainingMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
    }
}
