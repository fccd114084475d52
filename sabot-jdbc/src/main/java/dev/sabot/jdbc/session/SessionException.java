package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Carries an error across the contract: SQLSTATE, the engine's name of the error, and where it is
 * known the place in the SQL text.
 */
public class SessionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String codeName;
    private final int line;
    private final int column;

    /**
     * @param sqlState five characters
     * @param codeName the engine's constant, for example {@code UNKNOWN_TABLE}
     * @param message cause and remedy, without code and position
     */
    public SessionException(
            String sqlState, String codeName, String message, @Nullable Throwable cause) {
        this(sqlState, codeName, message, 0, 0, cause);
    }

    /** @param line counted from 1, 0 = unknown; so is the column */
    public SessionException(
            String sqlState,
            String codeName,
            String message,
            int line,
            int column,
            @Nullable Throwable cause) {
        super(message, cause);
        this.sqlState = Objects.requireNonNull(sqlState);
        this.codeName = Objects.requireNonNull(codeName);
        this.line = line;
        this.column = column;
    }

    /** Returns the error of something that this session cannot do. */
    public static SessionException unsupported(String message) {
        return new SessionException("0A000", "UNSUPPORTED", message, null);
    }

    public final String sqlState() {
        return sqlState;
    }

    public final String codeName() {
        return codeName;
    }

    /** Returns the line in the SQL text counted from 1, or 0 when the error has no place. */
    public final int line() {
        return line;
    }

    /** Returns the column in its line counted from 1, or 0 when the error has no place. */
    public final int column() {
        return column;
    }
}
