package dev.sabot.exec.function.scalar;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// Makes the errors of arguments that a function cannot take.
public final class ArgumentErrors {
    private static final int MAX_SHOWN_CHARACTERS = 60;

    private ArgumentErrors() {}

    /// Returns INVALID_ARGUMENT.
    public static SabotException invalid(String detail) {
        return new SabotException(ErrorCode.INVALID_ARGUMENT, detail);
    }

    /// Returns INVALID_ARGUMENT with its cause.
    public static SabotException invalid(String detail, @Nullable Throwable cause) {
        return new SabotException(ErrorCode.INVALID_ARGUMENT, detail, cause);
    }

    /// Returns OVERFLOW.
    public static SabotException overflow(String what, DataType type) {
        return new SabotException(
                ErrorCode.OVERFLOW,
                what + " is outside the range of " + type + "; cast to a wider type first");
    }

    /// Returns DATETIME_OVERFLOW.
    public static SabotException dateOverflow(String what, DataType type) {
        return new SabotException(
                ErrorCode.DATETIME_OVERFLOW, what + " is outside the range of " + type);
    }

    /// Returns a text in quotes as a message shows it, shortened.
    public static String quote(String text) {
        boolean isLong = text.length() > MAX_SHOWN_CHARACTERS;
        return "'" + (isLong ? text.substring(0, MAX_SHOWN_CHARACTERS) + "…" : text) + "'";
    }
}
