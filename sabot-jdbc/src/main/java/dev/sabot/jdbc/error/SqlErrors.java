package dev.sabot.jdbc.error;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;

/** Makes the driver's exceptions: the class follows from the SQLSTATE, as JDBC prescribes. */
public final class SqlErrors {
    private SqlErrors() {}

    public static SQLException of(SessionException error) {
        StringBuilder message =
                new StringBuilder(String.valueOf(error.getMessage()))
                        .append(" [")
                        .append(error.codeName());
        if (error.line() > 0) {
            message.append(" at line ").append(error.line());
            message.append(", column ").append(error.column());
        }
        message.append(']');
        boolean isTimeout = error.codeName().equals("TIMEOUT");
        return create(error.sqlState(), message.toString(), isTimeout, error);
    }

    public static SQLException of(String sqlState, String message) {
        return create(sqlState, message, false, null);
    }

    public static SQLException of(String sqlState, String message, @Nullable Throwable cause) {
        return create(sqlState, message, false, cause);
    }

    public static SQLFeatureNotSupportedException unsupported(String message) {
        return new SQLFeatureNotSupportedException(message, "0A000");
    }

    public static SQLException closed(String what) {
        return of(what.equals("connection") ? "08003" : "HY010", "the " + what + " is closed");
    }

    /** Says that an argument of a JDBC call is unusable. */
    public static SQLException badArgument(String message) {
        return of("HY024", message);
    }

    private static SQLException create(
            String sqlState, String message, boolean isTimeout, @Nullable Throwable cause) {
        switch (sqlState.substring(0, Math.min(2, sqlState.length()))) {
            case "08":
                return connection(sqlState, message, cause);
            case "0A":
                return new SQLFeatureNotSupportedException(message, sqlState, cause);
            case "22":
                return new SQLDataException(message, sqlState, cause);
            case "23":
                return new SQLIntegrityConstraintViolationException(message, sqlState, cause);
            case "28":
                return new SQLInvalidAuthorizationSpecException(message, sqlState, cause);
            case "3F":
            case "42":
                return new SQLSyntaxErrorException(message, sqlState, cause);
            case "40":
                return new SQLTransactionRollbackException(message, sqlState, cause);
            case "53":
                return new SQLTransientException(message, sqlState, cause);
            case "54":
            case "58":
                return new SQLNonTransientException(message, sqlState, cause);
            default:
                return isTimeout
                        ? new SQLTimeoutException(message, sqlState, cause)
                        : new SQLException(message, sqlState, cause);
        }
    }

    private static SQLException connection(
            String sqlState, String message, @Nullable Throwable cause) {
        switch (sqlState) {
            case "08001":
            case "08003":
            case "08004":
                return new SQLNonTransientConnectionException(message, sqlState, cause);
            default:
                return new SQLTransientConnectionException(message, sqlState, cause);
        }
    }
}
