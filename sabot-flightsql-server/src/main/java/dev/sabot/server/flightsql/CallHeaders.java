package dev.sabot.server.flightsql;

import dev.sabot.batch.Batch;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.Caller;

import io.grpc.Metadata;

/// The caller of one call and what the headers of the call ask for.
record CallHeaders(Caller caller, Metadata headers) {
    private static final Metadata.Key<String> CAPABILITIES = key("sabot-capabilities");
    private static final Metadata.Key<String> TIMEOUT = key("sabot-timeout-millis");
    private static final Metadata.Key<String> BATCH_ROWS = key("sabot-batch-rows");
    private static final String INLINE_RESULTS = "inline-results";

    /// Many rows of few bytes still make a batch that readers hold in their caches.
    private static final int MAX_BATCH_ROWS = 16 * Batch.MAX_ROWS;

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    boolean wantsInlineResults() {
        Iterable<String> values = headers.getAll(CAPABILITIES);
        if (values != null) {
            for (String value : values) {
                for (String name : value.split(",", -1)) {
                    if (name.strip().equals(INLINE_RESULTS)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Returns the statement's timeout, or 0 for the session's.
    long timeoutMillis() {
        return number(TIMEOUT, 0, Integer.MAX_VALUE);
    }

    /// Returns the most rows in a batch of the result.
    int batchRows() {
        return (int) number(BATCH_ROWS, MAX_BATCH_ROWS, MAX_BATCH_ROWS);
    }

    private long number(Metadata.Key<String> key, long otherwise, long max) {
        String value = headers.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number > 0) {
                return Math.min(number, max);
            }
        } catch (NumberFormatException _) {
            // Reported below.
        }
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "the header '" + key.name() + "' is no positive number: '" + value + "'");
    }
}
