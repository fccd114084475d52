package dev.sabot.jdbc.session;

import java.util.Objects;

/** Something worth telling about a statement that succeeded. */
public final class SessionWarning {
    private final String sqlState;
    private final String message;

    /** @param sqlState five characters of class 01 */
    public SessionWarning(String sqlState, String message) {
        this.sqlState = Objects.requireNonNull(sqlState);
        this.message = Objects.requireNonNull(message);
    }

    public String sqlState() {
        return sqlState;
    }

    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return sqlState + ": " + message;
    }
}
