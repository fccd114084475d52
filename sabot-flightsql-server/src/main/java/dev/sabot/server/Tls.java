package dev.sabot.server;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sets up TLS by the JDK.
final class Tls {
    private Tls() {}

    /// Gives the server its certificate, if it has one.
    ///
    /// **Errors**: INVALID_SETTING when only one of the two files is given; FILE_NOT_FOUND;
    /// MALFORMED_FILE.
    static void configure(NettyServerBuilder builder, ServerOptions.Security security) {
        Path certificate = security.tlsCertificate();
        Path key = security.tlsKey();
        if (certificate == null && key == null) {
            return;
        }
        if (certificate == null || key == null) {
            throw new SabotException(
                    ErrorCode.INVALID_SETTING,
                    "--tls-cert and --tls-key belong together; give both");
        }
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream secret = Files.newInputStream(key)) {
            SslContextBuilder context = SslContextBuilder.forServer(chain, secret);
            builder.sslContext(GrpcSslContexts.configure(context, SslProvider.JDK).build());
        } catch (IllegalArgumentException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    certificate
                            + " or "
                            + key
                            + " is no PEM file of a certificate and its PKCS #8 key: "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new SabotException(
                    ErrorCode.FILE_NOT_FOUND, "cannot read the TLS files: " + e, e);
        }
    }
}
