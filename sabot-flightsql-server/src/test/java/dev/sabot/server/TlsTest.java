package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/// TLS by the JDK.
@SuppressWarnings("try") // the clients close with any exception
final class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    /// Makes a certificate for this machine, signed by itself.
    private static ServerOptions.Security security(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
        return new ServerOptions.Security(certificate, key, null);
    }

    @Test
    void callsAreEncrypted(@TempDir Path folder) throws Exception {
        ServerOptions.Security security = security(folder);
        try (Fixture fixture = Fixture.start(ServerOptions.local().with(security));
                InputStream trusted = Files.newInputStream(security.tlsCertificate());
                FlightSqlClient client =
                        new FlightSqlClient(
                                FlightClient.builder(
                                                fixture.allocator(),
                                                Location.forGrpcTls(
                                                        "localhost", fixture.server().port()))
                                        .trustedCertificates(trusted)
                                        .build())) {
            assertEquals(List.of("[1]"), Fixture.rows(client, client.execute("SELECT 1")));
            assertThrows(FlightRuntimeException.class, () -> fixture.client().execute("SELECT 1"));
        }
    }

    @Test
    void halfOfTlsIsRefused(@TempDir Path folder) throws Exception {
        ServerOptions.Security security = security(folder);
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () ->
                                SabotServer.start(
                                        ServerOptions.local()
                                                .with(
                                                        new ServerOptions.Security(
                                                                security.tlsCertificate(),
                                                                null,
                                                                null))));
        assertEquals(ErrorCode.INVALID_SETTING, error.code());
    }

    @Test
    void filesOfOtherContentAreRefused(@TempDir Path folder) throws Exception {
        Path text = folder.resolve("text");
        Files.writeString(text, "no certificate");
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () ->
                                SabotServer.start(
                                        ServerOptions.local()
                                                .with(
                                                        new ServerOptions.Security(
                                                                text, text, null))));
        assertEquals(ErrorCode.MALFORMED_FILE, error.code());
        assertTrue(error.getMessage().contains("PEM"), error.getMessage());
    }
}
