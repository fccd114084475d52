package dev.sabot.jdbc.url;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Every property of a connection, under the same name in the URL and in {@link Properties}. */
public enum ConnectionProperty {
    USER("user", "The user to log in as; servers only", Form.TEXT),
    PASSWORD("password", "The user's password; servers only", Form.TEXT),
    TOKEN("token", "A bearer token instead of user and password; servers only", Form.TEXT),
    TLS("tls", "Whether to encrypt; insecure = without checking the server", Form.TLS),
    CATALOG("catalog", "The catalog to look unqualified names up in", Form.TEXT),
    SCHEMA("schema", "The schema to look unqualified names up in", Form.TEXT),
    TIMEZONE("timezone", "The zone of zoned timestamps' text, Europe/Berlin for one", Form.ZONE),
    FETCH_ROWS("fetchRows", "Rows per block of a result, 0 = the engine's choice", Form.COUNT),
    PREFETCH_BYTES("prefetchBytes", "Bytes to fetch ahead of the reader; servers only", Form.COUNT),
    CONNECT_TIMEOUT("connectTimeout", "Seconds to wait for a connection, 0 = no limit", Form.COUNT),
    QUERY_TIMEOUT("queryTimeout", "Seconds a statement may take, 0 = no limit", Form.COUNT),
    COMPRESSION("compression", "Compression of results; servers only", Form.COMPRESSION),
    ENDPOINTS("endpoints", "parallel = read results from several workers", Form.ENDPOINTS),
    APPLICATION_NAME("applicationName", "What the client calls itself", Form.TEXT),
    PIN("pin", "true keeps jdbc:sabot:mem:NAME after its last close", Form.BOOLEAN);

    private enum Form {
        TEXT,
        COUNT,
        ZONE,
        BOOLEAN("true false"),
        TLS("true false insecure"),
        COMPRESSION("none lz4"),
        ENDPOINTS("single parallel");

        private final String choices;

        Form() {
            this("");
        }

        Form(String choices) {
            this.choices = choices;
        }

        /** Returns the only values there are, or an empty list where any will do. */
        List<String> choices() {
            return choices.isEmpty() ? List.of() : List.of(choices.split(" "));
        }
    }

    private final String key;
    private final String description;
    private final Form form;

    ConnectionProperty(String key, String description, Form form) {
        this.key = key;
        this.description = description;
        this.form = form;
    }

    public String key() {
        return key;
    }

    /** Returns the property of a name, else throws 22023 with the nearest one. */
    public static ConnectionProperty named(String key) throws SQLException {
        ConnectionProperty nearest = USER;
        int smallest = Integer.MAX_VALUE;
        String wanted = key.toLowerCase(Locale.ROOT);
        for (ConnectionProperty property : values()) {
            if (property.key.equals(key)) {
                return property;
            }
            int distance = distance(property.key.toLowerCase(Locale.ROOT), wanted);
            if (distance < smallest) {
                smallest = distance;
                nearest = property;
            }
        }
        throw SqlErrors.of(
                "22023",
                "unknown connection property '" + key + "'; the nearest is '" + nearest.key + "'");
    }

    /** Throws 22023 unless the property can have the value. */
    public void check(String value) throws SQLException {
        if (!form.choices().isEmpty() && !form.choices().contains(value)) {
            throw invalid(value, "one of " + String.join(", ", form.choices()), null);
        }
        try {
            if (form == Form.ZONE) {
                ZoneId.of(value);
            } else if (form == Form.COUNT && Integer.parseInt(value) < 0) {
                throw invalid(value, "a whole number from 0", null);
            }
        } catch (NumberFormatException e) {
            throw invalid(value, "a whole number from 0", e);
        } catch (DateTimeException e) {
            throw invalid(value, "a time zone such as UTC or Europe/Berlin", e);
        }
    }

    private SQLException invalid(String value, String wanted, @Nullable Throwable cause) {
        return SqlErrors.of(
                "22023",
                "connection property '" + key + "' is '" + value + "', it must be " + wanted,
                cause);
    }

    /** Returns the number of a count that has been checked, 0 if it is not given. */
    public int count(Properties properties) {
        return Integer.parseInt(properties.getProperty(key, "0"));
    }

    public DriverPropertyInfo info(@Nullable String value) {
        DriverPropertyInfo info = new DriverPropertyInfo(key, value);
        info.description = description;
        info.required = false;
        if (!form.choices().isEmpty()) {
            info.choices = form.choices().toArray(new String[0]);
        }
        return info;
    }

    // Levenshtein's distance, one row at a time.
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
