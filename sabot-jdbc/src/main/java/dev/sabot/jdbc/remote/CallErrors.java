package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;

import io.grpc.Metadata;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

/** Turns the way in which a call failed into the session's error. */
final class CallErrors {
    static final Metadata.Key<String> ROW = key("sabot-row");
    static final Metadata.Key<String> ROW_COUNTS = key("sabot-row-counts");

    private static final Metadata.Key<String> CODE = key("sabot-code");
    private static final Metadata.Key<String> SQL_STATE = key("sabot-sqlstate");
    private static final Metadata.Key<String> LINE = key("sabot-line");
    private static final Metadata.Key<String> COLUMN = key("sabot-column");
    private static final int SQL_STATE_LENGTH = 5;

    private CallErrors() {}

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** An error of a call, with what came at its end. */
    static final class CallException extends SessionException {
        private static final long serialVersionUID = 1L;

        private final transient Status status;
        private final transient Metadata trailers;

        private CallException(
                String sqlState, String code, String message, Status status, Metadata trailers) {
            super(
                    sqlState,
                    code,
                    message,
                    number(trailers, LINE),
                    number(trailers, COLUMN),
                    status.getCause());
            this.status = status;
            this.trailers = trailers;
        }

        Status status() {
            return status;
        }

        @Nullable String trailer(Metadata.Key<String> key) {
            return trailers.get(key);
        }

        /** Returns whether the server itself says so, and not what lies between. */
        boolean isFromServer() {
            return trailers.containsKey(CODE);
        }
    }

    private static int number(Metadata trailers, Metadata.Key<String> key) {
        String text = trailers.get(key);
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static CallException of(Status status, Metadata trailers) {
        String code = trailers.get(CODE);
        String sqlState = trailers.get(SQL_STATE);
        String message = status.getDescription();
        if (code != null && sqlState != null && sqlState.length() == SQL_STATE_LENGTH) {
            return new CallException(
                    sqlState, code, message == null ? "" : message, status, trailers);
        }
        return new CallException(
                sqlState(status),
                code(status),
                text(status, message == null ? status.getCode().name() : message),
                status,
                trailers);
    }

    private static String text(Status status, String message) {
        switch (status.getCode()) {
            case UNAVAILABLE:
                return "the connection to the server is lost: "
                        + withCause(message, status.getCause());
            case DEADLINE_EXCEEDED:
                return "the server did not answer in time: " + message;
            case CANCELLED:
                return "the statement was cancelled";
            default:
                return withCause(message, status.getCause());
        }
    }

    private static String withCause(String message, @Nullable Throwable cause) {
        String reason = cause == null ? null : cause.getMessage();
        return reason == null || message.contains(reason) ? message : message + ": " + reason;
    }

    private static String sqlState(Status status) {
        switch (status.getCode()) {
            case UNAUTHENTICATED:
                return "28000";
            case PERMISSION_DENIED:
                return "42501";
            case UNAVAILABLE:
                return "08006";
            case DEADLINE_EXCEEDED:
            case CANCELLED:
                return "57014";
            case RESOURCE_EXHAUSTED:
                return "53200";
            case INVALID_ARGUMENT:
            case NOT_FOUND:
            case ALREADY_EXISTS:
            case FAILED_PRECONDITION:
            case OUT_OF_RANGE:
                return "42000";
            case UNIMPLEMENTED:
                return "0A000";
            default:
                return "XX000";
        }
    }

    private static String code(Status status) {
        switch (status.getCode()) {
            case UNAUTHENTICATED:
                return "AUTH_FAILED";
            case PERMISSION_DENIED:
                return "ACCESS_DENIED";
            case UNAVAILABLE:
                return "UNAVAILABLE";
            case DEADLINE_EXCEEDED:
                return "TIMEOUT";
            case CANCELLED:
                return "CANCELLED";
            case RESOURCE_EXHAUSTED:
                return "MEMORY_LIMIT";
            case UNIMPLEMENTED:
                return "UNSUPPORTED";
            case INVALID_ARGUMENT:
            case NOT_FOUND:
            case ALREADY_EXISTS:
            case FAILED_PRECONDITION:
            case OUT_OF_RANGE:
                return "INVALID_ARGUMENT";
            default:
                return "INTERNAL";
        }
    }
}
