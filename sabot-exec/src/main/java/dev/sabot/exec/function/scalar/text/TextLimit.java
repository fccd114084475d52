package dev.sabot.exec.function.scalar.text;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

/// Bounds the texts that grow by a factor an argument names.
final class TextLimit {
    /// The most bytes such a text may have.
    static final long MAX_BYTES = 64L << 20;

    private TextLimit() {}

    /// Throws MEMORY_LIMIT past the limit.
    static void check(long numBytes, String what) {
        if (numBytes > MAX_BYTES || numBytes < 0) {
            throw new SabotException(
                    ErrorCode.MEMORY_LIMIT,
                    what + " would make a text of more than 64 MiB; ask for a shorter one");
        }
    }
}
