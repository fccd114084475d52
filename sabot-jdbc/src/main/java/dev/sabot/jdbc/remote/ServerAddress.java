package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;

/** A host and a port. */
final class ServerAddress {
    static final int DEFAULT_PORT = 32010;
    private static final int MAX_PORT = 65_535;

    private final String host;
    private final int port;

    private ServerAddress(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}.
     *
     * @throws SessionException 22023
     */
    static ServerAddress parse(String text) throws SessionException {
        int bracket = text.startsWith("[") ? text.indexOf(']') : 0;
        int colon = bracket < 0 ? -1 : text.indexOf(':', bracket);
        String host = colon < 0 ? text : text.substring(0, colon);
        if (bracket > 0) {
            host = text.substring(1, bracket);
        }
        int port = DEFAULT_PORT;
        try {
            if (colon >= 0) {
                port = Integer.parseInt(text.substring(colon + 1));
            }
        } catch (NumberFormatException e) {
            port = -1;
        }
        if (host.isBlank() || bracket < 0 || port < 1 || port > MAX_PORT) {
            throw new SessionException(
                    "22023",
                    "INVALID_SETTING",
                    "'" + text + "' is no address of a server: use host or host:port",
                    null);
        }
        return new ServerAddress(host, port);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
