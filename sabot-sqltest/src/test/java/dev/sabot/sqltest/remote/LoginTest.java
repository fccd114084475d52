package dev.sabot.sqltest.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.SabotDataSource;
import dev.sabot.server.SabotServer;
import dev.sabot.server.ServerOptions;
import dev.sabot.server.session.PasswordFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// Users and TLS of a server, seen from the driver.
class LoginTest {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private static SabotServer start(ServerOptions.Security security) {
        return SabotServer.start(ServerOptions.local().with(security));
    }

    private static Path users(Path folder) throws Exception {
        Path file = folder.resolve("users");
        Files.writeString(file, PasswordFile.line("ada", "secret:1&".toCharArray()) + "\n");
        return file;
    }

    private static SQLException refused(String url) {
        return assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
    }

    @Test
    void usersHaveToLogIn(@TempDir Path folder) throws Exception {
        try (SabotServer server = start(new ServerOptions.Security(null, null, users(folder)))) {
            String url = "jdbc:sabot://localhost:" + server.port();
            try (Connection connection = DriverManager.getConnection(url, "ada", "secret:1&")) {
                assertEquals("ada", connection.getMetaData().getUserName());
                assertFalse(connection.getMetaData().getURL().contains("secret"));
            }
            try (Connection connection =
                    DriverManager.getConnection(url + "?user=ada&password=secret:1%26")) {
                assertTrue(connection.isValid(5));
            }
            SabotDataSource source = new SabotDataSource();
            source.setUrl(url);
            try (Connection connection = source.getConnection("ada", "secret:1&")) {
                assertTrue(connection.isValid(5));
            }
            for (String options :
                    new String[] {"", "?user=ada", "?user=ada&password=x", "?token=x"}) {
                SQLException error = refused(url + options);
                assertEquals("28000", error.getSQLState(), options);
                assertEquals(SQLInvalidAuthorizationSpecException.class, error.getClass());
                assertFalse(error.getMessage().contains("password=x"));
            }
        }
    }

    @Test
    void tlsIsSpokenOrItsAbsenceNamed(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        makeCertificate(folder, store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", keys.getKey("server", STORE_PASSWORD).getEncoded()));
        try (SabotServer server = start(new ServerOptions.Security(certificate, key, null))) {
            String place = "localhost:" + server.port();
            for (String url :
                    new String[] {
                        "jdbc:sabot://" + place + "/?tls=insecure",
                        "jdbc:sabot+tls://" + place + "?tls=insecure"
                    }) {
                try (Connection connection = DriverManager.getConnection(url)) {
                    assertEquals(2, Doors.rows(connection, "SELECT 1").size());
                }
            }
            SQLException untrusted = refused("jdbc:sabot+tls://" + place);
            assertEquals("08001", untrusted.getSQLState());
            assertTrue(untrusted.getMessage().contains("trust"), untrusted.getMessage());
            SQLException plain = refused("jdbc:sabot://" + place);
            assertEquals("08001", plain.getSQLState());
            assertTrue(plain.getMessage().contains("use tls=true"), plain.getMessage());
        }
    }

    private static void makeCertificate(Path folder, Path store) throws Exception {
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
                                "san=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(STORE_PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.txt").toFile())
                        .start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue());
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN "
                + type
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + type
                + "-----\n";
    }
}
