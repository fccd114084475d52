package dev.sabot.jdbc.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.wire.ProtoWriter;

import io.grpc.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A session against servers that are slow, wrong, gone, or of another kind. */
@Timeout(60)
class RemoteSessionTest {
    private static final byte[] TICKET = {1, 2, 3};
    private static final byte[] ROWS = new byte[0];

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url());
    }

    private static byte[] inline(byte[]... batches) {
        ProtoWriter info = new ProtoWriter().varint(4, 1);
        for (byte[] batch : batches) {
            info.bytes(5, batch);
        }
        return info.toByteArray();
    }

    private static SQLException failure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return assertThrows(
                    SQLException.class,
                    () -> {
                        try (ResultSet rows = statement.executeQuery("SELECT n")) {
                            while (rows.next()) {
                                rows.getInt(1);
                            }
                        }
                    });
        }
    }

    @Test
    void aSmallResultTakesOneCallAndALargeOneTwo() throws SQLException {
        server.on(
                "GetFlightInfo",
                call -> {
                    call.send(
                            ScriptedServer.info(
                                    new byte[0], inline(ScriptedServer.batch(1, null, 3))));
                    call.end();
                });
        server.on(
                "DoGet",
                call -> {
                    call.send(ScriptedServer.batch(4));
                    call.send(ScriptedServer.batch());
                    call.send(ScriptedServer.batch(5, 6));
                    call.end();
                });
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.getSchema();
            int before = server.calls().size();
            assertEquals("1 0 3 ", read(statement));
            assertEquals(before + 1, server.calls().size());
            server.on(
                    "GetFlightInfo",
                    call -> {
                        call.send(ScriptedServer.info(TICKET, ROWS));
                        call.end();
                    });
            assertEquals("4 5 6 ", read(statement));
            assertEquals(before + 3, server.calls().size(), server.calls().toString());
            statement.setMaxRows(2);
            assertEquals("4 5 ", read(statement));
        }
    }

    private static String read(Statement statement) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("SELECT n")) {
            while (rows.next()) {
                text.append(rows.getInt(1)).append(' ');
            }
        }
        return text.toString();
    }

    @Test
    void rowsOfALiveQueryComeBeforeItsNextOnesExist() throws SQLException {
        CountDownLatch wasRead = new CountDownLatch(1);
        CountDownLatch wasCancelled = new CountDownLatch(1);
        server.on(
                "GetFlightInfo",
                call -> {
                    call.send(ScriptedServer.info(TICKET, ROWS));
                    call.end();
                });
        server.on(
                "DoGet",
                call -> {
                    call.send(ScriptedServer.batch(1));
                    wasRead.await();
                    call.send(ScriptedServer.batch(2));
                    while (!call.isCancelled()) {
                        Thread.sleep(1);
                    }
                    wasCancelled.countDown();
                });
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n")) {
            assertTrue(rows.next());
            wasRead.countDown();
            assertTrue(rows.next());
            Thread canceller =
                    new Thread(() -> {
                        try {
                            Thread.sleep(50);
                            statement.cancel();
                        } catch (InterruptedException | SQLException e) {
                            throw new AssertionError(e);
                        }
                    });
            Instant start = Instant.now();
            canceller.start();
            SQLException error = assertThrows(SQLException.class, rows::next);
            assertEquals("57014", error.getSQLState());
            Duration waited = Duration.between(start, Instant.now());
            assertTrue(waited.compareTo(Duration.ofSeconds(2)) < 0, "waited " + waited);
            assertTrue(wasCancelled.await(5, TimeUnit.SECONDS));
            assertTrue(server.calls().contains("DoAction"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void answersThatAreNoneAreRefused() throws SQLException {
        try (Connection connection = connect()) {
            server.on(
                    "GetFlightInfo",
                    call -> {
                        call.send(new byte[] {(byte) 0xff, 0x01});
                        call.end();
                    });
            assertEquals("08P01", failure(connection).getSQLState());
            server.on(
                    "GetFlightInfo",
                    call -> {
                        call.send(
                                ScriptedServer.info(
                                        new byte[0], inline(new byte[] {0x12, 3, 1, 2, 3})));
                        call.end();
                    });
            assertEquals("08P01", failure(connection).getSQLState());
            server.on(
                    "GetFlightInfo",
                    call -> {
                        call.send(new byte[17 << 20]);
                        call.end();
                    });
            assertEquals("53200", failure(connection).getSQLState());
        }
    }

    @Test
    void aLostConnectionIs08006AndTheSessionGoesOnAfterIt() throws SQLException, IOException {
        server.on("GetFlightInfo", call -> call.fail(Status.UNAVAILABLE.withDescription("gone")));
        try (Connection connection = connect()) {
            assertTrue(connection.isValid(5));
            assertEquals("08006", failure(connection).getSQLState());
            server.close();
            assertFalse(connection.isValid(1));
            assertEquals("08006", failure(connection).getSQLState());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws SQLException {
        CountDownLatch never = new CountDownLatch(1);
        server.on("GetFlightInfo", call -> never.await());
        try (Connection connection = connect()) {
            connection.setNetworkTimeout(null, 200);
            assertEquals("08006", failure(connection).getSQLState());
            connection.setNetworkTimeout(null, 0);
            try (Statement statement = connection.createStatement()) {
                Thread canceller =
                        new Thread(() -> {
                            try {
                                Thread.sleep(50);
                                statement.cancel();
                            } catch (InterruptedException | SQLException e) {
                                throw new AssertionError(e);
                            }
                        });
                canceller.start();
                SQLException error =
                        assertThrows(SQLException.class, () -> statement.executeQuery("SELECT n"));
                assertEquals("57014", error.getSQLState());
            }
            server.on("DoAction", call -> never.await());
            assertFalse(connection.isValid(1));
        } finally {
            never.countDown();
        }
    }

    @Test
    void anUnreachableServerIs08001WithItsCause() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            SQLException error = refused("127.0.0.1:" + port + "/?connectTimeout=1");
            assertEquals("08001", error.getSQLState());
            assertTrue(error.getMessage().contains("no answer within"), error.getMessage());
        }
        SQLException nobody = refused("127.0.0.1:" + port);
        assertEquals("08001", nobody.getSQLState());
        assertTrue(nobody.getMessage().contains("Connection refused"), nobody.getMessage());
        SQLException unknown = refused("no-such-host.invalid");
        assertEquals("08001", unknown.getSQLState());
        assertTrue(unknown.getMessage().contains("no host"), unknown.getMessage());
    }

    private static SQLException refused(String rest) {
        return assertThrows(
                SQLException.class, () -> DriverManager.getConnection("jdbc:sabot://" + rest));
    }

    @Test
    void theFirstServerThatAnswersIsTaken() throws SQLException, IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String url = "jdbc:sabot://127.0.0.1:" + closed + ",127.0.0.1:" + server.port();
        try (Connection connection = DriverManager.getConnection(url)) {
            assertTrue(connection.isValid(5));
        }
    }

    @Test
    void aWrongTlsNamesItself() throws Exception {
        SQLException plain = refused("127.0.0.1:" + server.port() + "/?tls=true");
        assertEquals("08001", plain.getSQLState());
        assertTrue(plain.getMessage().contains("tls=false"), plain.getMessage());
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerWithAlerts(socket));
            answers.setDaemon(true);
            answers.start();
            SQLException tls = refused("127.0.0.1:" + socket.getLocalPort());
            assertEquals("08001", tls.getSQLState());
            assertTrue(tls.getMessage().contains("use tls=true"), tls.getMessage());
        }
    }

    // As a server of TLS does that did not get a greeting it knows.
    private static void answerWithAlerts(ServerSocket socket) {
        byte[] alert = {21, 3, 3, 0, 2, 2, 50};
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(alert);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void aTimeoutEndsWaitingAndSaysSo() throws SQLException {
        CountDownLatch never = new CountDownLatch(1);
        server.on("GetFlightInfo", call -> never.await());
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException error =
                    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT n"));
            assertEquals("57014", error.getSQLState());
            assertEquals(java.sql.SQLTimeoutException.class, error.getClass());
        } finally {
            never.countDown();
        }
    }

    @Test
    void abortEndsWhatRuns() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.on("GetFlightInfo", call -> never.await());
        Connection connection = connect();
        Thread aborter =
                new Thread(() -> {
                    try {
                        Thread.sleep(50);
                        connection.abort(Runnable::run);
                    } catch (InterruptedException | SQLException e) {
                        throw new AssertionError(e);
                    }
                });
        aborter.start();
        SQLException error = failure(connection);
        assertEquals("57014", error.getSQLState());
        assertTrue(connection.isClosed());
        aborter.join();
        never.countDown();
        assertEquals(1, Collections.frequency(server.calls(), "GetFlightInfo"));
    }
}
