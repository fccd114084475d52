package dev.sabot.jdbc.session;

/**
 * Names the options that a session understands in {@link Session#setOption} and in the properties
 * given to {@link SessionProvider#open}. A session answers 22023 to a name that it does not know
 * and 0A000 to one that it knows and cannot honour.
 */
public final class SessionOption {
    /** The catalog that unqualified names are looked up in. */
    public static final String CATALOG = "catalog";

    /** The schema that unqualified names are looked up in. */
    public static final String SCHEMA = "schema";

    /** The zone of zoned timestamps' text, an identifier of {@code java.time.ZoneId}. */
    public static final String TIMEZONE = "timezone";

    /** What the client calls itself; shown beside its queries. */
    public static final String APPLICATION_NAME = "applicationName";

    /** {@code true} refuses every statement that writes. */
    public static final String READ_ONLY = "readOnly";

    /** Only when opening: {@code true} keeps a shared in-memory database after its last close. */
    public static final String PIN = "pin";

    private SessionOption() {}
}
