package dev.sabot.error;

import org.jspecify.annotations.Nullable;

/// Carries every error that leaves a module: a code, where it is known the place in the SQL text,
/// and a detail that names cause and remedy.
///
/// The message is the detail alone; doors add code and position in their own form.
public final class SabotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;
    private final @Nullable SourcePosition position;

    public SabotException(ErrorCode code, String detail) {
        this(code, null, detail, null);
    }

    public SabotException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, null, detail, cause);
    }

    public SabotException(ErrorCode code, @Nullable SourcePosition position, String detail) {
        this(code, position, detail, null);
    }

    public SabotException(
            ErrorCode code,
            @Nullable SourcePosition position,
            String detail,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.detail = detail;
        this.position = position;
    }

    public ErrorCode code() {
        return code;
    }

    /// Returns the place in the statement's text, or null when the error has none.
    public @Nullable SourcePosition position() {
        return position;
    }

    /// Returns the same error with a place, unless it has one already.
    public SabotException withPosition(@Nullable SourcePosition place) {
        if (position != null || place == null) {
            return this;
        }
        return new SabotException(code, place, detail, this);
    }
}
