package dev.sabot.jdbc.url;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.SessionTarget;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads JDBC URLs of Sabot.
 *
 * <pre>
 * jdbc:sabot:            private in-memory
 * jdbc:sabot:mem:NAME    in-memory, shared in the JVM
 * jdbc:sabot:/path       a directory
 * jdbc:sabot://host[:port][,host2]/[catalog[/schema]]   a server; jdbc:sabot+tls:// encrypts
 * </pre>
 *
 * each with {@code ?name=value&name=value}, percent-encoded.
 */
public final class ConnectionUrl {
    private static final String PREFIX = "jdbc:sabot:";
    private static final String TLS_PREFIX = "jdbc:sabot+tls://";
    private static final String MEMORY = "mem:";

    private final SessionTarget target;
    private final Properties properties;

    private ConnectionUrl(SessionTarget target, Properties properties) {
        this.target = target;
        this.properties = properties;
    }

    public static boolean isSabot(@Nullable String url) {
        return url != null && (url.startsWith(PREFIX) || url.startsWith(TLS_PREFIX));
    }

    /**
     * Reads a URL together with properties, which it leaves untouched. Where both name a property,
     * the URL wins.
     *
     * @throws SQLException 22023 for an unknown property or an unusable value
     */
    public static ConnectionUrl parse(String url, @Nullable Properties given) throws SQLException {
        Properties merged = new Properties();
        if (given != null) {
            for (String key : given.stringPropertyNames()) {
                put(merged, key, given.getProperty(key));
            }
        }
        String rest;
        if (url.startsWith(TLS_PREFIX)) {
            put(merged, ConnectionProperty.TLS.key(), "true");
            rest = url.substring(TLS_PREFIX.length() - 2);
        } else {
            rest = url.substring(PREFIX.length());
        }
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        SessionTarget target = target(place, merged);
        if (question >= 0) {
            readOptions(rest.substring(question + 1), merged);
        }
        return new ConnectionUrl(target, merged);
    }

    private static SessionTarget target(String place, Properties merged) throws SQLException {
        if (place.isEmpty()) {
            return SessionTarget.privateMemory();
        }
        if (place.startsWith("//")) {
            return remote(place.substring(2), merged);
        }
        if (place.startsWith(MEMORY)) {
            String name = decode(place.substring(MEMORY.length()));
            if (name.isBlank()) {
                throw SqlErrors.of(
                        "22023",
                        "jdbc:sabot:mem: needs a name: use jdbc:sabot:mem:NAME, or jdbc:sabot:"
                                + " for a private database");
            }
            return SessionTarget.sharedMemory(name);
        }
        return SessionTarget.directory(decode(place));
    }

    private static SessionTarget remote(String place, Properties merged) throws SQLException {
        String[] parts = place.split("/", -1);
        List<String> hosts = new ArrayList<>();
        for (String host : parts[0].split(",", -1)) {
            if (host.isBlank()) {
                throw SqlErrors.of("22023", "no host in the URL: use jdbc:sabot://host:port");
            }
            hosts.add(host);
        }
        if (parts.length > 3) {
            throw SqlErrors.of(
                    "22023", "after the host come at most a catalog and a schema: " + place);
        }
        if (parts.length > 1 && !parts[1].isEmpty()) {
            put(merged, ConnectionProperty.CATALOG.key(), decode(parts[1]));
        }
        if (parts.length > 2 && !parts[2].isEmpty()) {
            put(merged, ConnectionProperty.SCHEMA.key(), decode(parts[2]));
        }
        return SessionTarget.remote(hosts);
    }

    private static void readOptions(String text, Properties merged) throws SQLException {
        for (String option : text.split("&")) {
            if (option.isEmpty()) {
                continue;
            }
            int equals = option.indexOf('=');
            if (equals < 0) {
                throw SqlErrors.of(
                        "22023", "option '" + option + "' of the URL has no value: name=value");
            }
            put(merged, decode(option.substring(0, equals)), decode(option.substring(equals + 1)));
        }
    }

    private static void put(Properties merged, String key, String value) throws SQLException {
        ConnectionProperty.named(key).check(value);
        merged.setProperty(key, value);
    }

    private static String decode(String text) throws SQLException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SqlErrors.of("22023", "malformed %-sequence in the URL: " + text, e);
        }
    }

    public SessionTarget target() {
        return target;
    }

    /** Returns the properties of URL and caller together. */
    public Properties properties() {
        return properties;
    }

    /** Returns the URL without options, which may hold secrets. */
    @Override
    public String toString() {
        return target.toString();
    }
}
