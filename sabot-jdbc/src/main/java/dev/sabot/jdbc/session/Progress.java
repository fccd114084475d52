package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

/** How far an execution has come. */
public final class Progress {
    /** The fraction of an execution whose end cannot be foreseen, an unbounded query for one. */
    public static final double UNKNOWN = -1;

    private final double fraction;
    private final long rowsRead;
    private final long elapsedMillis;
    private final @Nullable Stream stream;

    /**
     * How far an execution over sources that never end has come.
     *
     * <p>Not of interest for others.
     */
    public static final class Stream {
        private final double rowsPerSecond;
        private final @Nullable Long watermarkMicros;
        private final long lagMillis;

        /**
         * @param rowsPerSecond rows read per second lately
         * @param watermarkMicros the event time reached, in microseconds since 1970, or null
         * @param lagMillis how far that is behind the clock; 0 without a watermark
         */
        public Stream(double rowsPerSecond, @Nullable Long watermarkMicros, long lagMillis) {
            this.rowsPerSecond = rowsPerSecond;
            this.watermarkMicros = watermarkMicros;
            this.lagMillis = lagMillis;
        }

        public double rowsPerSecond() {
            return rowsPerSecond;
        }

        public @Nullable Long watermarkMicros() {
            return watermarkMicros;
        }

        public long lagMillis() {
            return lagMillis;
        }
    }

    /**
     * @param fraction 0 to 1, or {@link #UNKNOWN}
     * @param rowsRead rows read from sources so far
     * @param elapsedMillis since the execution started
     */
    public Progress(double fraction, long rowsRead, long elapsedMillis) {
        this(fraction, rowsRead, elapsedMillis, null);
    }

    /**
     * @param fraction 0 to 1, or {@link #UNKNOWN}
     * @param rowsRead rows read from sources so far
     * @param elapsedMillis since the execution started
     * @param stream of an execution that never ends, else null
     */
    public Progress(double fraction, long rowsRead, long elapsedMillis, @Nullable Stream stream) {
        this.fraction = fraction;
        this.rowsRead = rowsRead;
        this.elapsedMillis = elapsedMillis;
        this.stream = stream;
    }

    /** Returns what is known of an execution that never ends, or null of one that does. */
    public @Nullable Stream stream() {
        return stream;
    }

    public boolean isFractionKnown() {
        return fraction >= 0;
    }

    /** Returns 0 to 1, or {@link #UNKNOWN}. */
    public double fraction() {
        return fraction;
    }

    public long rowsRead() {
        return rowsRead;
    }

    public long elapsedMillis() {
        return elapsedMillis;
    }

    @Override
    public String toString() {
        String done = isFractionKnown() ? Math.round(fraction * 100) + " %" : "unknown";
        return done + ", " + rowsRead + " rows, " + elapsedMillis + " ms";
    }
}
