package dev.sabot.jdbc.session;

import java.util.List;
import java.util.Objects;

/**
 * Says where a session runs, as read from a JDBC URL. Options of the URL are not part of it; they
 * arrive as properties.
 */
public final class SessionTarget {
    /** The families of targets. */
    public enum Kind {
        /** {@code jdbc:sabot:}: an in-memory database of this connection alone. */
        PRIVATE_MEMORY,
        /** {@code jdbc:sabot:mem:NAME}: an in-memory database shared by name in this JVM. */
        SHARED_MEMORY,
        /** {@code jdbc:sabot:/path}: a database kept in a directory. */
        DIRECTORY,
        /** {@code jdbc:sabot://host:port}: a server. */
        REMOTE
    }

    private final Kind kind;
    private final String name;
    private final List<String> hosts;

    private SessionTarget(Kind kind, String name, List<String> hosts) {
        this.kind = kind;
        this.name = name;
        this.hosts = List.copyOf(hosts);
    }

    /** Returns the target of a database that only one connection sees. */
    public static SessionTarget privateMemory() {
        return new SessionTarget(Kind.PRIVATE_MEMORY, "", List.of());
    }

    /** Returns the target of an in-memory database that connections of this JVM share by name. */
    public static SessionTarget sharedMemory(String name) {
        return new SessionTarget(Kind.SHARED_MEMORY, Objects.requireNonNull(name), List.of());
    }

    /** Returns the target of a database in a directory. */
    public static SessionTarget directory(String path) {
        return new SessionTarget(Kind.DIRECTORY, Objects.requireNonNull(path), List.of());
    }

    /**
     * Returns the target of a server; each address is a name, or a name and a port parted by a
     * colon.
     */
    public static SessionTarget remote(List<String> hosts) {
        return new SessionTarget(Kind.REMOTE, "", hosts);
    }

    /** Returns the family of this target. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name of a shared database or the path of a directory, else the empty string. */
    public String name() {
        return name;
    }

    /** Returns the server's addresses in the order to try them; empty unless remote. */
    public List<String> hosts() {
        return hosts;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SessionTarget)) {
            return false;
        }
        SessionTarget that = (SessionTarget) other;
        return kind == that.kind && name.equals(that.name) && hosts.equals(that.hosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name, hosts);
    }

    /** Returns the URL of this target without any option. */
    @Override
    public String toString() {
        switch (kind) {
            case PRIVATE_MEMORY:
                return "jdbc:sabot:";
            case SHARED_MEMORY:
                return "jdbc:sabot:mem:" + name;
            case DIRECTORY:
                return "jdbc:sabot:" + name;
            case REMOTE:
                return "jdbc:sabot://" + String.join(",", hosts);
        }
        throw new AssertionError(kind);
    }
}
