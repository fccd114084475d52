package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

/// Tells that results can no longer be written: the reader of the pipe has gone, or a disk is full.
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Tells whether the reader of the results has gone, so that nothing needs to be said.
    boolean isReaderGone() {
        return getCause() == null;
    }
}
