package dev.sabot.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers `/health` and `/metrics`. Neither tells anything of data, and neither needs a login.
///
/// **Threads**: safe.
public final class HttpEndpoint implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int BACKLOG = 16;

    private final HttpServer server;

    /// Starts to answer.
    ///
    /// @param isServing whether calls are taken; `/health` says 503 when not
    /// @param metrics makes the text of `/metrics`, in Prometheus's format
    public HttpEndpoint(
            InetSocketAddress address,
            Executor executor,
            BooleanSupplier isServing,
            Supplier<String> metrics)
            throws IOException {
        this.server = HttpServer.create(address, BACKLOG);
        server.setExecutor(executor);
        server.createContext("/", exchange -> answer(exchange, "/", NOT_FOUND, "not found\n"));
        server.createContext(
                "/health",
                exchange -> {
                    boolean isUp = isServing.getAsBoolean();
                    answer(
                            exchange,
                            "/health",
                            isUp ? OK : UNAVAILABLE,
                            isUp ? "ok\n" : "stopping\n");
                });
        server.createContext(
                "/metrics", exchange -> answer(exchange, "/metrics", OK, metrics.get()));
        server.start();
    }

    private static void answer(HttpExchange exchange, String path, int status, String text)
            throws IOException {
        try (exchange) {
            boolean isRead =
                    exchange.getRequestMethod().equals("GET")
                            || exchange.getRequestMethod().equals("HEAD");
            boolean isPath = path.equals("/") || exchange.getRequestURI().getPath().equals(path);
            int code = isPath ? status : NOT_FOUND;
            if (!isRead) {
                code = METHOD_NOT_ALLOWED;
            }
            byte[] body = (code == status ? text : "not found\n").getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(code, -1);
                return;
            }
            exchange.sendResponseHeaders(code, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /// Returns the port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
