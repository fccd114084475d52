package dev.sabot.jdbc;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/** Reads what the driver's exceptions carry beyond JDBC. */
public final class SabotErrors {
    private SabotErrors() {}

    /**
     * Returns where and under which name the engine reported an error, or null when it does not
     * come from the engine.
     */
    public static @Nullable SqlPosition position(SQLException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SessionException) {
                return new Position((SessionException) cause);
            }
        }
        return null;
    }

    private static final class Position implements SqlPosition {
        private final SessionException error;

        Position(SessionException error) {
            this.error = error;
        }

        @Override
        public int line() {
            return error.line();
        }

        @Override
        public int column() {
            return error.column();
        }

        @Override
        public String codeName() {
            return error.codeName();
        }

        @Override
        public String detail() {
            return String.valueOf(error.getMessage());
        }
    }
}
