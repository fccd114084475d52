package dev.sabot.jdbc.session;

/** How far an execution has come. */
public final class Progress {
    /** The fraction of an execution whose end cannot be foreseen, an unbounded query for one. */
    public static final double UNKNOWN = -1;

    private final double fraction;
    private final long rowsRead;
    private final long elapsedMillis;

    /**
     * @param fraction 0 to 1, or {@link #UNKNOWN}
     * @param rowsRead rows read from sources so far
     * @param elapsedMillis since the execution started
     */
    public Progress(double fraction, long rowsRead, long elapsedMillis) {
        this.fraction = fraction;
        this.rowsRead = rowsRead;
        this.elapsedMillis = elapsedMillis;
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
