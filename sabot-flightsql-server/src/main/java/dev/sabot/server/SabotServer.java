package dev.sabot.server;

import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.engine.Engine;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.server.flightsql.CallScheduler;
import dev.sabot.server.flightsql.FlightSqlService;
import dev.sabot.server.http.HttpEndpoint;
import dev.sabot.server.metrics.PrometheusText;
import dev.sabot.server.metrics.ServerMetrics;
import dev.sabot.server.session.PasswordFile;
import dev.sabot.server.session.SessionRegistry;
import dev.sabot.server.session.Users;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/// An engine with its doors: Flight SQL, health and metrics.
public final class SabotServer implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int WINDOW_BYTES = 4 << 20;
    private static final int MAX_CALLS_PER_CONNECTION = 128;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long KEEP_ALIVE_SECONDS = 60;
    private static final long MIN_CLIENT_KEEP_ALIVE_SECONDS = 10;
    private static final long DRAIN_SECONDS = 5;

    private final ServerOptions options;
    private final Engine engine;
    private final BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE);
    private final ServerMetrics metrics = new ServerMetrics();
    private final CallScheduler scheduler;
    private final SessionRegistry sessions;
    private final Server flight;
    private @Nullable HttpEndpoint http;
    private volatile boolean isStopping;

    private SabotServer(ServerOptions options, Users users) {
        this.options = options;
        this.engine =
                Engine.open(
                        options.files().isEmpty()
                                ? new NoFileAccess()
                                : new LocalFileAccess(options.files()));
        this.scheduler = new CallScheduler(options.maxCalls());
        this.sessions = new SessionRegistry(engine, options.limits(), EngineClock.SYSTEM);
        ActivityTables.register(engine, sessions);
        FlightSqlService service =
                new FlightSqlService(sessions, users, scheduler, allocator, metrics);
        ServerOptions.Listen listen = options.listen();
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
                        .executor(scheduler.events())
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MAX_HEADER_BYTES)
                        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                        .flowControlWindow(WINDOW_BYTES)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(MIN_CLIENT_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addTransportFilter(service.connections())
                        .addService(service.definition());
        Tls.configure(builder, options.security());
        this.flight = builder.build();
    }

    /// Starts a server; it takes calls when this returns.
    ///
    /// **Errors**: UNAVAILABLE when it cannot listen; OPTION_NOT_ALLOWED when it would be open to
    /// others without protection; those of reading its files.
    public static SabotServer start(ServerOptions options) {
        checkProtection(options);
        Users users =
                options.security().passwordFile() == null
                        ? Users.NONE
                        : PasswordFile.read(options.security().passwordFile());
        SabotServer server = new SabotServer(options, users);
        boolean isStarted = false;
        try {
            server.listen();
            isStarted = true;
            return server;
        } finally {
            if (!isStarted) {
                server.close();
            }
        }
    }

    private static void checkProtection(ServerOptions options) {
        ServerOptions.Listen listen = options.listen();
        ServerOptions.Security security = options.security();
        boolean isOpen = !isLoopback(listen.host());
        if (isOpen
                && !listen.isInsecure()
                && (!security.hasTls() || security.passwordFile() == null)) {
            throw new SabotException(
                    ErrorCode.OPTION_NOT_ALLOWED,
                    listen.host()
                            + " can be reached from other machines: give --tls-cert, --tls-key and"
                            + " --password-file, or --insecure to be open to all of them");
        }
        boolean isHttpOpen = listen.httpPort() >= 0 && !isLoopback(listen.httpHost());
        if (isHttpOpen && !listen.isInsecure()) {
            throw new SabotException(
                    ErrorCode.OPTION_NOT_ALLOWED,
                    listen.httpHost()
                            + " can be reached from other machines, and the HTTP port has neither"
                            + " TLS nor login: leave --http-host out, or give --insecure");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new SabotException(
                    ErrorCode.UNAVAILABLE, "the address to listen on is unknown: " + host, e);
        }
    }

    private void listen() {
        ServerOptions.Listen listen = options.listen();
        try {
            flight.start();
        } catch (IOException e) {
            throw cannotListen(listen.host(), listen.port(), "--port", e);
        }
        if (listen.httpPort() >= 0) {
            try {
                http =
                        new HttpEndpoint(
                                new InetSocketAddress(listen.httpHost(), listen.httpPort()),
                                scheduler.events(),
                                () -> !isStopping,
                                this::metricsText);
            } catch (IOException e) {
                throw cannotListen(listen.httpHost(), listen.httpPort(), "--http-port", e);
            }
        }
        scheduler.repeat(sessions::sweep, SWEEP_MILLIS);
    }

    private static SabotException cannotListen(
            String host, int port, String option, IOException cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return new SabotException(
                ErrorCode.UNAVAILABLE,
                "cannot listen on "
                        + host
                        + ":"
                        + port
                        + ": "
                        + root.getMessage()
                        + "; choose another port with "
                        + option,
                cause);
    }

    private String metricsText() {
        int running = 0;
        for (var session : sessions.sessions()) {
            running += session.running().size();
        }
        return PrometheusText.of(
                metrics,
                new PrometheusText.Gauges(sessions.sessions().size(), running, allocatedBytes()));
    }

    public ServerOptions options() {
        return options;
    }

    /// Returns the port of Flight SQL.
    public int port() {
        return flight.getPort();
    }

    /// Returns the port of health and metrics, -1 when there is none.
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    public ServerMetrics metrics() {
        return metrics;
    }

    /// Lends the engine.
    public Engine engine() {
        return engine;
    }

    public SessionRegistry sessions() {
        return sessions;
    }

    /// Returns the bytes of off-heap memory in use, by the engine and for messages.
    public long allocatedBytes() {
        return engine.allocatedBytes() + allocator.getAllocatedMemory();
    }

    /// Takes no more calls, lets those that run end for a while, then cancels them.
    @Override
    public void close() {
        synchronized (this) {
            if (isStopping) {
                return;
            }
            isStopping = true;
        }
        flight.shutdown();
        await(DRAIN_SECONDS);
        sessions.close();
        scheduler.stopCalls();
        flight.shutdownNow();
        await(DRAIN_SECONDS);
        if (http != null) {
            http.close();
        }
        scheduler.close();
        engine.close();
        allocator.close();
    }

    private void await(long seconds) {
        try {
            boolean isDone = flight.awaitTermination(seconds, TimeUnit.SECONDS);
            assert isDone || !flight.isTerminated();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
