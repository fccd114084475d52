package dev.sabot.server.metrics;

import dev.sabot.error.ErrorCode;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the server does; everything only grows.
///
/// **Threads**: safe.
public final class ServerMetrics {
    private final LongAdder queries = new LongAdder();
    private final LongAdder updates = new LongAdder();
    private final LongAdder rowsSent = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder rowsReceived = new LongAdder();
    private final Map<ErrorCode, LongAdder> errors = new EnumMap<>(ErrorCode.class);

    /// Makes counters at 0.
    public ServerMetrics() {
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, new LongAdder());
        }
    }

    /// Counts a statement that gives rows.
    public void query() {
        queries.increment();
    }

    /// Counts a statement that gives a count.
    public void update() {
        updates.increment();
    }

    /// Counts a batch that went out.
    public void sent(long rows, long bytes) {
        rowsSent.add(rows);
        bytesSent.add(bytes);
    }

    /// Counts rows of parameters and tables that came in.
    public void received(long rows) {
        rowsReceived.add(rows);
    }

    /// Counts a call that failed.
    public void error(ErrorCode code) {
        LongAdder counter = errors.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    public long queries() {
        return queries.sum();
    }

    public long updates() {
        return updates.sum();
    }

    public long rowsSent() {
        return rowsSent.sum();
    }

    public long bytesSent() {
        return bytesSent.sum();
    }

    public long rowsReceived() {
        return rowsReceived.sum();
    }

    /// Returns the failed calls of a code.
    public long errors(ErrorCode code) {
        LongAdder counter = errors.get(code);
        return counter == null ? 0 : counter.sum();
    }

    /// Returns the failed calls whose fault was the server's.
    public long internalErrors() {
        long sum = 0;
        for (ErrorCode code : ErrorCode.values()) {
            if (code.errorClass() == ErrorCode.ErrorClass.INTERNAL) {
                sum += errors(code);
            }
        }
        return sum;
    }
}
