package dev.sabot.jdbc.session;

/** Says which row of a batch failed and what the rows before it changed. */
public final class SessionBatchException extends SessionException {
    private static final long serialVersionUID = 1L;

    private final long[] updateCounts;

    /** @param updateCounts one count per row that succeeded; the next row is the failing one */
    public SessionBatchException(SessionException failure, long[] updateCounts) {
        super(
                failure.sqlState(),
                failure.codeName(),
                String.valueOf(failure.getMessage()),
                failure.line(),
                failure.column(),
                failure);
        this.updateCounts = updateCounts.clone();
    }

    public long[] updateCounts() {
        return updateCounts.clone();
    }
}
