package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;

import io.grpc.okhttp.OkHttpChannelBuilder;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Sets a channel's encryption, and finds out whether a wrong one is why it failed. */
final class TlsSettings {
    private static final int PROBE_MILLIS = 2_000;
    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;

    private TlsSettings() {}

    /**
     * @param tls {@code true}, {@code false}, or {@code insecure}: encrypted, whoever the server is
     */
    static void apply(OkHttpChannelBuilder builder, String tls) throws SessionException {
        switch (tls) {
            case "false":
                builder.usePlaintext();
                break;
            case "insecure":
                builder.useTransportSecurity();
                builder.sslSocketFactory(trustingEveryone());
                builder.hostnameVerifier((host, session) -> true);
                break;
            default:
                builder.useTransportSecurity();
                break;
        }
    }

    private static SSLSocketFactory trustingEveryone() throws SessionException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEveryone()}, new SecureRandom());
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new SessionException(
                    "08001", "UNAVAILABLE", "this JVM cannot do TLS: " + e.getMessage(), e);
        }
    }

    // Extended, because the JVM adds checks of its own to the plain kind.
    private static final class TrustEveryone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Returns whether a server answers the greeting of TLS in kind. */
    static boolean speaksTls(ServerAddress address) {
        // A greeting too short to be one: a server of TLS answers with an alert, others do not.
        byte[] greeting = {TLS_HANDSHAKE, 3, 1, 0, 4, 1, 0, 0, 0};
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(greeting);
            socket.getOutputStream().flush();
            int first = socket.getInputStream().read();
            return first == TLS_ALERT || first == TLS_HANDSHAKE;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
