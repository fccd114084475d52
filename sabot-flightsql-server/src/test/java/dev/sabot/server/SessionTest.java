package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.Limits;
import dev.sabot.server.session.PasswordFile;

import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelFlightInfoResult;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who is let in, and what a session is.
@SuppressWarnings("try") // the clients close with any exception
final class SessionTest {
    private static ServerOptions withUser(Path folder) throws Exception {
        Path file = folder.resolve("users");
        Files.writeString(file, PasswordFile.line("ada", "secret:1".toCharArray()) + "\n");
        return ServerOptions.local().with(new ServerOptions.Security(null, null, file));
    }

    private static String code(FlightRuntimeException error) {
        return String.valueOf(error.status().metadata().get("sabot-code"));
    }

    private static FlightRuntimeException failure(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FlightRuntimeException.class, call);
    }

    @Test
    void strangersAreRefused(@TempDir Path folder) throws Exception {
        try (Fixture fixture = Fixture.start(withUser(folder))) {
            FlightRuntimeException nobody = failure(() -> fixture.client().execute("SELECT 1"));
            assertEquals(FlightStatusCode.UNAUTHENTICATED, nobody.status().code());
            assertEquals("28000", nobody.status().metadata().get("sabot-sqlstate"));
            try (FlightClient client = fixture.newFlightClient()) {
                FlightRuntimeException wrong =
                        failure(() -> client.authenticateBasicToken("ada", "secret:2"));
                assertEquals(FlightStatusCode.UNAUTHENTICATED, wrong.status().code());
                failure(() -> client.authenticateBasicToken("eve", "secret:1"));
            }
        }
    }

    @Test
    void tokenOfLoginIsEnough(@TempDir Path folder) throws Exception {
        try (Fixture fixture = Fixture.start(withUser(folder));
                FlightClient client = fixture.newFlightClient()) {
            CredentialCallOption token =
                    client.authenticateBasicToken("ada", "secret:1").orElseThrow();
            FlightSqlClient sql = new FlightSqlClient(client);
            FlightInfo info = sql.execute("SELECT current_user", token);
            // The result belongs to the session of the token, not to whoever knows the ticket.
            failure(() -> fixture.rows(info));
            try (var stream = sql.getStream(info.getEndpoints().getFirst().getTicket(), token)) {
                assertTrue(stream.next());
                assertEquals("ada", stream.getRoot().getVector(0).getObject(0).toString());
            }
        }
    }

    @Test
    void sessionsKeepTheirOwnSettings() throws Exception {
        try (Fixture fixture = Fixture.start();
                FlightSqlClient other = fixture.newClient()) {
            fixture.client().executeUpdate("SET timezone = 'Asia/Tokyo'");
            assertEquals(List.of("[Asia/Tokyo]"), fixture.rows("SHOW timezone"));
            assertTrue(
                    !Fixture.rows(other, other.execute("SHOW timezone"))
                            .equals(List.of("[Asia/Tokyo]")));
            assertEquals(2, fixture.server().sessions().sessions().size());
        }
    }

    @Test
    void sessionOfConnectionEndsWithIt() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.rows("SELECT 1");
            try (FlightSqlClient other = fixture.newClient()) {
                other.execute("SELECT 1");
                assertEquals(2, fixture.server().sessions().sessions().size());
            }
            for (int attempt = 0; attempt < 500; attempt++) {
                if (fixture.server().sessions().sessions().size() == 1) {
                    return;
                }
                Thread.sleep(10);
            }
            assertEquals(1, fixture.server().sessions().sessions().size());
        }
    }

    @Test
    void sessionIsFoundByCookieOnAnotherConnection() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            ClientCookieMiddleware.Factory cookies = new ClientCookieMiddleware.Factory();
            Location location = Location.forGrpcInsecure("127.0.0.1", fixture.server().port());
            try (FlightClient first =
                    FlightClient.builder(fixture.allocator(), location)
                            .intercept(cookies)
                            .build()) {
                FlightSqlClient sql = new FlightSqlClient(first);
                sql.executeUpdate("SET batch_rows = 77");
                // A second call shows the server that the client keeps cookies.
                sql.executeUpdate("SET batch_rows = 78");
            }
            try (FlightClient second =
                    FlightClient.builder(fixture.allocator(), location)
                            .intercept(cookies)
                            .build()) {
                FlightSqlClient sql = new FlightSqlClient(second);
                assertEquals(List.of("[78]"), Fixture.rows(sql, sql.execute("SHOW batch_rows")));
            }
        }
    }

    @Test
    void optionsAreSetReadAndRefused() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightSqlClient client = fixture.client();
            FlightRuntimeException none =
                    failure(() -> client.getSessionOptions(new GetSessionOptionsRequest()));
            assertEquals(FlightStatusCode.UNAUTHENTICATED, none.status().code());
            client.executeUpdate("CREATE SCHEMA s");
            SetSessionOptionsResult result =
                    client.setSessionOptions(
                            new SetSessionOptionsRequest(
                                    new HashMap<>(
                                            Map.of(
                                                    "schema",
                                                    SessionOptionValueFactory
                                                            .makeSessionOptionValue("s"),
                                                    "statement_timeout",
                                                    SessionOptionValueFactory
                                                            .makeSessionOptionValue(5_000L),
                                                    "timezone",
                                                    SessionOptionValueFactory
                                                            .makeSessionOptionValue("Nowhere"),
                                                    "bogus",
                                                    SessionOptionValueFactory
                                                            .makeSessionOptionValue(1L)))));
            assertEquals(2, result.getErrors().size());
            assertEquals(
                    SetSessionOptionsResult.ErrorValue.INVALID_VALUE,
                    result.getErrors().get("timezone").value);
            assertEquals(
                    SetSessionOptionsResult.ErrorValue.INVALID_NAME,
                    result.getErrors().get("bogus").value);
            Map<String, String> options = new HashMap<>();
            client.getSessionOptions(new GetSessionOptionsRequest())
                    .getSessionOptions()
                    .forEach((name, value) -> options.put(name, value.toString()));
            assertTrue(options.get("schema").contains("s"), options.toString());
            assertTrue(options.get("statement_timeout").contains("5000"), options.toString());
            client.executeUpdate("CREATE TABLE t (x INT)");
            assertEquals(List.of("[0]"), fixture.rows("SELECT count(*) FROM s.t"));
            assertEquals(
                    CloseSessionResult.Status.CLOSED,
                    client.closeSession(new CloseSessionRequest()).getStatus());
            failure(() -> client.getSessionOptions(new GetSessionOptionsRequest()));
            assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
        }
    }

    @Test
    void statementsOfASessionAreLimited() throws Exception {
        Limits limits = new Limits(2, 3, 64L << 20, 60_000, 60_000);
        try (Fixture fixture = Fixture.start(ServerOptions.local().with(limits))) {
            for (int index = 0; index < 3; index++) {
                fixture.client().execute("SELECT 1");
            }
            FlightRuntimeException error = failure(() -> fixture.client().execute("SELECT 1"));
            assertEquals(FlightStatusCode.RESOURCE_EXHAUSTED, error.status().code());
            assertEquals("TOO_MANY", code(error));
        }
    }

    @Test
    void sessionsAndMemoryAreLimited() throws Exception {
        Limits limits = new Limits(2, 3, 64L << 20, 60_000, 60_000);
        try (Fixture fixture = Fixture.start(ServerOptions.local().with(limits));
                FlightSqlClient second = fixture.newClient();
                FlightSqlClient third = fixture.newClient()) {
            fixture.rows("SELECT 1");
            second.execute("SELECT 1");
            assertEquals("TOO_MANY", code(failure(() -> third.execute("SELECT 1"))));
            FlightRuntimeException raised =
                    failure(() -> fixture.client().executeUpdate("SET memory_limit = '1GB'"));
            assertEquals("INVALID_SETTING", code(raised));
        }
    }

    @Test
    void resultsNobodyFetchesExpire() throws Exception {
        Limits limits = new Limits(2, 3, Long.MAX_VALUE, 60_000, 100);
        try (Fixture fixture = Fixture.start(ServerOptions.local().with(limits))) {
            FlightInfo info = fixture.client().execute("SELECT 1");
            Thread.sleep(2_500);
            FlightRuntimeException error = failure(() -> fixture.rows(info));
            assertEquals(FlightStatusCode.NOT_FOUND, error.status().code());
        }
    }

    @Test
    void cancelledResultIsGone() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightInfo info = fixture.client().execute("SELECT 1");
            CancelFlightInfoResult result =
                    fixture.client().cancelFlightInfo(new CancelFlightInfoRequest(info));
            assertEquals(CancelStatus.CANCELLED, result.getStatus());
            failure(() -> fixture.rows(info));
            FlightRuntimeException again =
                    failure(() ->
                            fixture.client().cancelFlightInfo(new CancelFlightInfoRequest(info)));
            assertEquals(FlightStatusCode.NOT_FOUND, again.status().code());
        }
    }

    @Test
    void transactionsAreRefused() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightRuntimeException error = failure(() -> fixture.client().beginTransaction());
            assertEquals(FlightStatusCode.UNIMPLEMENTED, error.status().code());
            assertEquals("0A000", error.status().metadata().get("sabot-sqlstate"));
        }
    }

    @Test
    void filesAreClosedUnlessAFolderIsOpen(@TempDir Path folder) throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightRuntimeException error =
                    failure(() -> fixture.client().execute("SELECT * FROM '/etc/passwd'"));
            assertEquals("ACCESS_DENIED", code(error));
            assertEquals(FlightStatusCode.UNAUTHORIZED, error.status().code());
        }
    }

    @Test
    void activityIsShown() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            assertEquals(
                    List.of("[1, anonymous, 1]"),
                    fixture.rows(
                            "SELECT session_number, user_name, open_statements FROM"
                                    + " system.sessions"));
            assertEquals(
                    List.of("[anonymous, SELECT user_name, query FROM system.queries]"),
                    fixture.rows("SELECT user_name, query FROM system.queries"));
        }
    }

    @Test
    void openAddressNeedsProtection() {
        ServerOptions.Listen open = new ServerOptions.Listen("0.0.0.0", 0, "127.0.0.1", -1, false);
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () -> SabotServer.start(ServerOptions.local().with(open)));
        assertEquals(ErrorCode.OPTION_NOT_ALLOWED, error.code());
    }

    @Test
    void httpTellsHealthAndMetrics() throws Exception {
        try (Fixture fixture = Fixture.start();
                HttpClient http = HttpClient.newHttpClient()) {
            fixture.rows("SELECT 1");
            failure(() -> fixture.client().execute("SELECT nothing"));
            String base = "http://127.0.0.1:" + fixture.server().httpPort();
            assertEquals("ok\n", get(http, base + "/health").body());
            String metrics = get(http, base + "/metrics").body();
            assertTrue(metrics.contains("\nsabot_queries_total 1\n"), metrics);
            assertTrue(metrics.contains("\nsabot_rows_sent_total 1\n"), metrics);
            assertTrue(metrics.contains("sabot_errors_total{code=\"unknown_column\"} 1"), metrics);
            assertTrue(metrics.contains("\nsabot_errors_internal_total 0\n"), metrics);
            assertTrue(metrics.contains("\nsabot_sessions 1\n"), metrics);
            assertEquals(404, get(http, base + "/other").statusCode());
        }
    }

    private static HttpResponse<String> get(HttpClient http, String url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
