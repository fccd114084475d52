package dev.sabot.server;

import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.engine.Engine;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.server.flightsql.CallScheduler;
import dev.sabot.server.flightsql.FlightSqlService;
import dev.sabot.server.metrics.ServerMetrics;
import dev.sabot.server.session.SessionRegistry;
import dev.sabot.server.session.Users;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;
import java.net.InetSocketAddress;
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

    private SabotServer(ServerOptions options) throws IOException {
        this.options = options;
        FileAccess files = new LocalFileAccess(options.files());
        this.engine = Engine.open(files);
        this.scheduler = new CallScheduler(options.maxCalls());
        this.sessions = new SessionRegistry(engine, options.limits(), EngineClock.SYSTEM);
        FlightSqlService service =
                new FlightSqlService(sessions, Users.NONE, scheduler, allocator, metrics);
        this.flight =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(options.host(), options.port()))
                        .executor(scheduler.events())
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MAX_HEADER_BYTES)
                        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                        .flowControlWindow(WINDOW_BYTES)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(MIN_CLIENT_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addTransportFilter(service.connections())
                        .addService(service.definition())
                        .build();
        flight.start();
        scheduler.repeat(sessions::sweep, SWEEP_MILLIS);
    }

    /// Starts a server; it listens when this returns.
    ///
    /// **Errors**: UNAVAILABLE when it cannot listen.
    public static SabotServer start(ServerOptions options) {
        try {
            return new SabotServer(options);
        } catch (IOException e) {
            throw new SabotException(
                    ErrorCode.UNAVAILABLE,
                    "cannot listen on "
                            + options.host()
                            + ":"
                            + options.port()
                            + ": "
                            + e.getMessage()
                            + "; choose another with --host and --port",
                    e);
        }
    }

    /// Returns the port of Flight SQL.
    public int port() {
        return flight.getPort();
    }

    public String host() {
        return options.host();
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
        flight.shutdown();
        await(DRAIN_SECONDS);
        sessions.close();
        scheduler.close();
        flight.shutdownNow();
        await(DRAIN_SECONDS);
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
