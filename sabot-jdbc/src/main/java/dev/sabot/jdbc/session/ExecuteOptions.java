package dev.sabot.jdbc.session;

import java.util.Objects;

/** Says how one execution shall run; immutable. */
public final class ExecuteOptions {
    private final long maxRows;
    private final long timeoutMillis;
    private final int fetchRows;
    private final CancelSignal cancelSignal;

    private ExecuteOptions(
            long maxRows, long timeoutMillis, int fetchRows, CancelSignal cancelSignal) {
        this.maxRows = maxRows;
        this.timeoutMillis = timeoutMillis;
        this.fetchRows = fetchRows;
        this.cancelSignal = cancelSignal;
    }

    /** Returns options without limits and with a signal of their own. */
    public static ExecuteOptions unlimited() {
        return new ExecuteOptions(0, 0, 0, new CancelSignal());
    }

    public ExecuteOptions withMaxRows(long rows) {
        return new ExecuteOptions(requireNotNegative(rows), timeoutMillis, fetchRows, cancelSignal);
    }

    public ExecuteOptions withTimeoutMillis(long millis) {
        return new ExecuteOptions(maxRows, requireNotNegative(millis), fetchRows, cancelSignal);
    }

    public ExecuteOptions withFetchRows(int rows) {
        return new ExecuteOptions(
                maxRows, timeoutMillis, (int) requireNotNegative(rows), cancelSignal);
    }

    public ExecuteOptions withCancelSignal(CancelSignal signal) {
        return new ExecuteOptions(
                maxRows, timeoutMillis, fetchRows, Objects.requireNonNull(signal));
    }

    /** Returns after how many rows the result ends, 0 = never. */
    public long maxRows() {
        return maxRows;
    }

    /**
     * Returns the time allowed for the whole execution, 0 = unlimited: planning, waiting and
     * fetching until the last block. The session enforces it and answers 57014.
     */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** Returns how many rows a block should have, 0 = as the session likes. */
    public int fetchRows() {
        return fetchRows;
    }

    /**
     * Returns the signal that ends this execution from another thread, from its planning to its
     * last block. The session answers 57014 when it has been given.
     */
    public CancelSignal cancelSignal() {
        return cancelSignal;
    }

    private static long requireNotNegative(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative limit: " + value);
        }
        return value;
    }
}
