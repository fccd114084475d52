package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionOption;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a connection's properties say about reaching and using a server. */
final class RemoteOptions {
    private static final int DEFAULT_CONNECT_SECONDS = 30;
    private static final int DEFAULT_PREFETCH_BYTES = 16 << 20;
    private static final int MILLIS_PER_SECOND = 1000;

    private final Properties properties;

    RemoteOptions(Properties properties) throws SessionException {
        this.properties = properties;
        refuse("compression", "lz4", "the server sends results uncompressed");
        refuse("endpoints", "parallel", "the server gives a result in one part");
        if (properties.getProperty("token") != null && properties.getProperty("user") != null) {
            throw invalid("give either a token or user and password, not both");
        }
        if (properties.getProperty("password") != null && properties.getProperty("user") == null) {
            throw invalid("a password without user");
        }
    }

    private void refuse(String name, String value, String why) throws SessionException {
        if (value.equals(properties.getProperty(name))) {
            throw SessionException.unsupported(
                    name + "=" + value + " is not possible: " + why + "; leave it out");
        }
    }

    private static SessionException invalid(String message) {
        return new SessionException("22023", "INVALID_SETTING", message, null);
    }

    String tls() {
        return properties.getProperty("tls", "false");
    }

    boolean isEncrypted() {
        return !tls().equals("false");
    }

    /** Returns the header that logs in, or null when there are no credentials. */
    @Nullable String authorization() {
        String token = properties.getProperty("token");
        if (token != null) {
            return "Bearer " + token;
        }
        String user = properties.getProperty("user");
        if (user == null) {
            return null;
        }
        String both = user + ":" + properties.getProperty("password", "");
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns how long to wait for a connection, 0 = without limit. */
    long connectTimeoutMillis() {
        return MILLIS_PER_SECOND
                * Long.parseLong(
                        properties.getProperty(
                                "connectTimeout", String.valueOf(DEFAULT_CONNECT_SECONDS)));
    }

    /** Returns how many bytes of a result may wait for the reader. */
    long prefetchBytes() {
        return Long.parseLong(
                properties.getProperty("prefetchBytes", String.valueOf(DEFAULT_PREFETCH_BYTES)));
    }

    /** Returns the options to open the session with. */
    Map<String, String> sessionOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name :
                new String[] {
                    SessionOption.CATALOG,
                    SessionOption.SCHEMA,
                    SessionOption.TIMEZONE,
                    SessionOption.APPLICATION_NAME
                }) {
            String value = properties.getProperty(name);
            if (value != null) {
                options.put(name, value);
            }
        }
        return options;
    }
}
