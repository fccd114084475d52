package dev.sabot.server.session;

import com.google.protobuf.ByteString;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes names that nobody can guess: 128 random bits.
final class Handles {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Handles() {}

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// Returns a new handle.
    static ByteString handle() {
        return ByteString.copyFrom(random());
    }

    /// Returns a new name of characters that headers and cookies can carry.
    static String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }
}
