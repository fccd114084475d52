package dev.sabot.connector.kafka;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.Locale;

/// What becomes of records that cannot be decoded.
enum ErrorPolicy {
    DEAD_LETTER,
    FAIL,
    SKIP;

    /// Reads the option's value.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    static ErrorPolicy of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "dead-letter" -> DEAD_LETTER;
            case "fail" -> FAIL;
            case "skip" -> SKIP;
            default ->
                    throw new SabotException(
                            ErrorCode.INVALID_ARGUMENT,
                            "option 'on-error' is dead-letter, fail or skip, not '" + text + "'");
        };
    }
}
