package dev.sabot.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Users and hashes of their passwords, read once from a file: per line
/// `name:pbkdf2-sha256:iterations:salt:hash`, salt and hash in Base64. Empty lines and those that
/// start with `#` do not count.
public final class PasswordFile implements Users {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 210_000;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int FIELDS = 5;
    private static final int BITS_PER_BYTE = 8;

    private final Map<String, Secret> secrets;
    private final Secret nobody = new Secret(ITERATIONS, new byte[SALT_BYTES], new byte[0]);

    private record Secret(int iterations, byte[] salt, byte[] hash) {}

    private PasswordFile(Map<String, Secret> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /// Reads a file.
    ///
    /// **Errors**: FILE_NOT_FOUND; MALFORMED_FILE.
    public static PasswordFile read(Path path) {
        Map<String, Secret> secrets = new HashMap<>();
        int lineNumber = 0;
        try {
            for (String line : Files.readAllLines(path, UTF_8)) {
                lineNumber++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] fields = line.strip().split(":", -1);
                    Secret secret = secret(fields);
                    if (secret == null) {
                        throw new SabotException(
                                ErrorCode.MALFORMED_FILE,
                                path
                                        + ", line "
                                        + lineNumber
                                        + ": no line of the form name:"
                                        + SCHEME
                                        + ":iterations:salt:hash; sabot server --hash-password"
                                        + " makes one");
                    }
                    secrets.put(fields[0], secret);
                }
            }
        } catch (IOException e) {
            throw new SabotException(
                    ErrorCode.FILE_NOT_FOUND,
                    "cannot read the password file " + path + ": " + e,
                    e);
        }
        if (secrets.isEmpty()) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE, "the password file " + path + " names no user");
        }
        return new PasswordFile(secrets);
    }

    private static @Nullable Secret secret(String[] fields) {
        if (fields.length != FIELDS || fields[0].isEmpty() || !fields[1].equals(SCHEME)) {
            return null;
        }
        try {
            int iterations = Integer.parseInt(fields[2]);
            byte[] salt = Base64.getDecoder().decode(fields[3]);
            byte[] hash = Base64.getDecoder().decode(fields[4]);
            boolean isSound =
                    iterations >= 1
                            && iterations <= MAX_ITERATIONS
                            && salt.length > 0
                            && hash.length == HASH_BYTES;
            return isSound ? new Secret(iterations, salt, hash) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Returns the line of a user.
    public static String line(String user, char[] password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT, "a user's name is not empty and has no colon");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                ":",
                user,
                SCHEME,
                Integer.toString(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(hash(password, salt, ITERATIONS)));
    }

    private static byte[] hash(char[] password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password, salt, iterations, BITS_PER_BYTE * HASH_BYTES);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks " + ALGORITHM, e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public boolean areRequired() {
        return true;
    }

    /// Takes as long for a name that does not exist as for a wrong password.
    @Override
    public boolean accepts(String user, String password) {
        Secret secret = secrets.getOrDefault(user, nobody);
        byte[] hash = hash(password.toCharArray(), secret.salt(), secret.iterations());
        return MessageDigest.isEqual(hash, secret.hash());
    }
}
