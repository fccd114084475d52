package dev.sabot.console.output;

import dev.sabot.jdbc.SabotErrors;
import dev.sabot.jdbc.SqlPosition;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// What is known of an SQL error.
///
/// @param sqlState five characters, or null when the driver gives none
/// @param codeName the engine's name of the error, or null when the driver gives none
/// @param line in the statement from 1, or 0 when the error has no place
/// @param column in the line from 1, or 0 when the error has no place
/// @param message cause and remedy
public record ErrorDetails(
        @Nullable String sqlState,
        @Nullable String codeName,
        int line,
        int column,
        String message) {
    private static final String CANCELLED = "57014";

    /// Reads the details of a driver's exception.
    public static ErrorDetails of(SQLException exception) {
        @Nullable SqlPosition position = SabotErrors.position(exception);
        if (position != null) {
            return new ErrorDetails(
                    exception.getSQLState(),
                    position.codeName(),
                    position.line(),
                    position.column(),
                    position.detail());
        }
        @Nullable String message = exception.getMessage();
        String text = message == null ? exception.getClass().getSimpleName() : message;
        return new ErrorDetails(exception.getSQLState(), null, 0, 0, text);
    }

    public boolean hasPlace() {
        return line > 0 && column > 0;
    }

    /// Tells whether the statement was cancelled or ran into its timeout.
    public boolean isCancellation() {
        return CANCELLED.equals(sqlState);
    }
}
