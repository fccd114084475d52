package dev.sabot.server.flightsql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.server.metrics.ServerMetrics;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import org.apache.arrow.memory.OutOfMemoryException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/// Carries errors to clients: a status, the message, and code, SQLSTATE and position as trailers.
///
/// **Threads**: safe.
final class CallErrors {
    private static final Logger LOGGER = System.getLogger(CallErrors.class.getName());
    private static final int MAX_MESSAGE_CHARACTERS = 2_000;

    private static final Metadata.Key<String> CODE = key("sabot-code");
    private static final Metadata.Key<String> SQL_STATE = key("sabot-sqlstate");
    private static final Metadata.Key<String> LINE = key("sabot-line");
    private static final Metadata.Key<String> COLUMN = key("sabot-column");
    private static final Metadata.Key<String> HINT = key("sabot-hint");
    private static final Metadata.Key<String> ROW = key("sabot-row");
    private static final Metadata.Key<String> ROW_COUNTS = key("sabot-row-counts");

    private final ServerMetrics metrics;
    private final AtomicLong lastBug = new AtomicLong();

    CallErrors(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /// Returns the error a client is to see, counted and, if it is a bug of ours, logged.
    StatusRuntimeException toStatus(Throwable error) {
        if (error instanceof RowFailure failure) {
            StatusRuntimeException status = toStatus(failure.reason());
            Metadata trailers = status.getTrailers();
            if (trailers != null) {
                trailers.put(ROW, Integer.toString(failure.row()));
                String counts = failure.countsText();
                if (counts.length() <= MAX_MESSAGE_CHARACTERS) {
                    trailers.put(ROW_COUNTS, counts);
                }
            }
            return status;
        }
        if (error instanceof StatusRuntimeException known) {
            return known;
        }
        SabotException seen = known(error);
        metrics.error(seen.code());
        String message = seen.getMessage() == null ? "" : seen.getMessage();
        if (seen.code().errorClass() == ErrorCode.ErrorClass.INTERNAL) {
            long bug = lastBug.incrementAndGet();
            LOGGER.log(Level.ERROR, "internal error " + bug + ": " + message, seen);
            message = "internal error " + bug + " (the server's log has more): " + message;
        }
        if (message.length() > MAX_MESSAGE_CHARACTERS) {
            message = message.substring(0, MAX_MESSAGE_CHARACTERS) + "…";
        }
        return status(seen.code())
                .withDescription(message)
                .withCause(seen)
                .asRuntimeException(trailers(seen));
    }

    private static SabotException known(Throwable error) {
        return switch (error) {
            case SabotException known -> known;
            case OutOfMemoryException memory ->
                    new SabotException(
                            ErrorCode.MEMORY_LIMIT,
                            "the memory for results and parameters is used up: "
                                    + memory.getMessage(),
                            memory);
            case StackOverflowError deep ->
                    new SabotException(
                            ErrorCode.STATEMENT_TOO_COMPLEX,
                            "the message is nested too deep",
                            deep);
            default -> new SabotException(ErrorCode.INTERNAL, "a bug: " + error, error);
        };
    }

    private static Metadata trailers(SabotException error) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, error.code().name());
        trailers.put(SQL_STATE, error.code().sqlState());
        trailers.put(HINT, error.code().remedy());
        SourcePosition position = error.position();
        if (position != null) {
            trailers.put(LINE, Integer.toString(position.line()));
            trailers.put(COLUMN, Integer.toString(position.column()));
        }
        return trailers;
    }

    private static Status status(ErrorCode code) {
        return switch (code) {
            case AUTH_FAILED, CONNECTION_CLOSED -> Status.UNAUTHENTICATED;
            case ACCESS_DENIED, OPTION_NOT_ALLOWED -> Status.PERMISSION_DENIED;
            case UNSUPPORTED, NEVER_ENDS, UNBOUNDED_STATE -> Status.UNIMPLEMENTED;
            case MEMORY_LIMIT, DISK_FULL, TOO_MANY -> Status.RESOURCE_EXHAUSTED;
            case CANCELLED -> Status.CANCELLED;
            case TIMEOUT -> Status.DEADLINE_EXCEEDED;
            case UNAVAILABLE, SHUTTING_DOWN, FILE_IO -> Status.UNAVAILABLE;
            case INTERNAL, CORRUPT_STATE -> Status.INTERNAL;
            case UNKNOWN_OBJECT -> Status.NOT_FOUND;
            case SYNTAX,
                    UNKNOWN_TABLE,
                    UNKNOWN_COLUMN,
                    AMBIGUOUS_COLUMN,
                    UNKNOWN_FUNCTION,
                    UNKNOWN_SCHEMA,
                    DUPLICATE_OBJECT,
                    DUPLICATE_TABLE,
                    DUPLICATE_COLUMN,
                    TYPE_MISMATCH,
                    GROUPING,
                    WINDOWING,
                    WRONG_PARAMETER,
                    INVALID_SETTING,
                    OVERFLOW,
                    DIVISION_BY_ZERO,
                    DATETIME_OVERFLOW,
                    INVALID_CAST,
                    INVALID_ARGUMENT,
                    INVALID_REGEX,
                    SUBQUERY_ROWS,
                    NULL_ROW_TIME,
                    NOT_NULL_VIOLATION,
                    UNIQUE_VIOLATION,
                    WRITE_CONFLICT,
                    STATEMENT_TOO_COMPLEX,
                    FILE_NOT_FOUND,
                    MALFORMED_FILE,
                    MALFORMED_MESSAGE ->
                    Status.INVALID_ARGUMENT;
        };
    }
}
