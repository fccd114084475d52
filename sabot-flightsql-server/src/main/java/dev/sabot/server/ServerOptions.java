package dev.sabot.server;

import dev.sabot.server.session.Limits;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// What a server is started with.
///
/// @param host the name or address Flight SQL listens on
/// @param port of Flight SQL, 0 for any that is free
/// @param httpPort of health and metrics, 0 for any, -1 for none
/// @param tlsCertificate the chain in PEM, or null for no TLS
/// @param tlsKey its private key in PEM (PKCS #8)
/// @param passwordFile the users, or null for everybody
/// @param isInsecure whether others than this machine may be served without TLS and users
/// @param files the folders statements can name files in
/// @param maxCalls calls worked on at once
public record ServerOptions(
        String host,
        int port,
        int httpPort,
        @Nullable Path tlsCertificate,
        @Nullable Path tlsKey,
        @Nullable Path passwordFile,
        boolean isInsecure,
        List<Path> files,
        int maxCalls,
        Limits limits) {
    public static final int DEFAULT_PORT = 32_010;
    public static final int DEFAULT_HTTP_PORT = 32_080;
    public static final int DEFAULT_MAX_CALLS = 256;

    private static final String LOOPBACK = "127.0.0.1";

    /// Returns the options of a server of this machine for itself, on ports that are free.
    public static ServerOptions local() {
        return new ServerOptions(
                LOOPBACK,
                0,
                0,
                null,
                null,
                null,
                false,
                List.of(),
                DEFAULT_MAX_CALLS,
                Limits.DEFAULT);
    }
}
