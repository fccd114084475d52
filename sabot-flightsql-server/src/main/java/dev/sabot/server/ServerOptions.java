package dev.sabot.server;

import dev.sabot.server.session.Limits;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// What a server is started with.
///
/// @param files the folders statements can name files in
/// @param maxCalls calls worked on at once
public record ServerOptions(
        Listen listen, Security security, List<Path> files, int maxCalls, Limits limits) {
    static final int DEFAULT_PORT = 32_010;
    static final int DEFAULT_HTTP_PORT = 32_080;
    static final int DEFAULT_MAX_CALLS = 256;

    private static final String LOOPBACK = "127.0.0.1";

    public ServerOptions {
        files = List.copyOf(files);
    }

    /// Where to listen.
    ///
    /// @param port of Flight SQL, 0 for any that is free
    /// @param httpPort of health and metrics, 0 for any that is free, -1 for none
    /// @param isInsecure whether others than this machine may be served without TLS and users
    public record Listen(
            String host, int port, String httpHost, int httpPort, boolean isInsecure) {}

    /// Who is let in, and how it is proved that this is the server.
    ///
    /// @param tlsCertificate the chain in PEM, or null for no TLS
    /// @param tlsKey its private key in PEM (PKCS #8)
    /// @param passwordFile the users, or null for everybody
    public record Security(
            @Nullable Path tlsCertificate, @Nullable Path tlsKey, @Nullable Path passwordFile) {
        /// Lets everybody in, without TLS.
        public static final Security NONE = new Security(null, null, null);

        public boolean hasTls() {
            return tlsCertificate != null;
        }
    }

    /// Returns the options of a server of this machine for itself, on ports that are free.
    public static ServerOptions local() {
        return new ServerOptions(
                new Listen(LOOPBACK, 0, LOOPBACK, 0, false),
                Security.NONE,
                List.of(),
                DEFAULT_MAX_CALLS,
                Limits.DEFAULT);
    }

    /// Returns the same options with other security.
    public ServerOptions with(Security other) {
        return new ServerOptions(listen, other, files, maxCalls, limits);
    }

    /// Returns the same options with other limits.
    public ServerOptions with(Limits other) {
        return new ServerOptions(listen, security, files, maxCalls, other);
    }

    /// Returns the same options, listening elsewhere.
    public ServerOptions with(Listen other) {
        return new ServerOptions(other, security, files, maxCalls, limits);
    }
}
