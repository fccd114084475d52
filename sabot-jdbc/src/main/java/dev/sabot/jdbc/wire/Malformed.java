package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

/** Makes the error of bytes that are not what the protocol says. */
public final class Malformed {
    private Malformed() {}

    public static SessionException message(String what) {
        return message(what, null);
    }

    public static SessionException message(String what, @Nullable Throwable cause) {
        return new SessionException(
                "08P01",
                "MALFORMED_MESSAGE",
                "the server's answer cannot be read: "
                        + what
                        + "; driver and server may be of different versions",
                cause);
    }
}
