package dev.sabot.engine.embedded;

import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.jdbc.session.SessionException;

/// Carries the engine's errors over to the driver.
final class EmbeddedErrors {
    private EmbeddedErrors() {}

    static SessionException translate(SabotException error) {
        SourcePosition position = error.position();
        String message = error.getMessage() == null ? "" : error.getMessage();
        return new SessionException(
                error.code().sqlState(),
                error.code().name(),
                message,
                position == null ? 0 : position.line(),
                position == null ? 0 : position.column(),
                error);
    }
}
