package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.wire.Commands;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a server: makes calls with the headers that name user and session, and keeps
 * what the server says about both.
 *
 * <p><b>Threads:</b> safe.
 */
final class ServerChannel implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final int FLOW_CONTROL_BYTES = 8 << 20;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int KEEP_ALIVE_SECONDS = 120;
    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 20;

    private static final Metadata.Key<String> AUTHORIZATION = CallErrors.key("authorization");
    private static final Metadata.Key<String> COOKIE = CallErrors.key("cookie");
    private static final Metadata.Key<String> SET_COOKIE = CallErrors.key("set-cookie");

    private final ManagedChannel channel;
    private final ServerAddress address;
    private final long prefetchBytes;
    private final Map<String, String> cookies = new TreeMap<>();
    private @Nullable String authorization;
    private volatile int networkTimeoutMillis;

    ServerChannel(ServerAddress address, RemoteOptions options) throws SessionException {
        this.address = address;
        this.authorization = options.authorization();
        this.prefetchBytes = options.prefetchBytes();
        OkHttpChannelBuilder builder =
                OkHttpChannelBuilder.forAddress(address.host(), address.port())
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .maxInboundMetadataSize(MAX_HEADER_BYTES)
                        .flowControlWindow(FLOW_CONTROL_BYTES)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .disableRetry()
                        // Listeners only put answers in a queue.
                        .directExecutor()
                        .userAgent("sabot-jdbc");
        TlsSettings.apply(builder, options.tls());
        this.channel = builder.build();
    }

    ServerAddress address() {
        return address;
    }

    /** Sets how long a reader waits for an answer, 0 = without limit. */
    void setNetworkTimeoutMillis(int millis) {
        networkTimeoutMillis = millis;
    }

    /** Starts a call. */
    ReplyStream start(
            MethodDescriptor<byte[], byte[]> method,
            Iterable<byte[]> requests,
            Metadata headers,
            Deadline deadline) {
        CallOptions options = CallOptions.DEFAULT;
        if (deadline.isSet()) {
            options = options.withDeadlineAfter(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        }
        synchronized (this) {
            if (authorization != null) {
                headers.put(AUTHORIZATION, authorization);
            }
            if (!cookies.isEmpty()) {
                headers.put(COOKIE, String.join("; ", cookies.values()));
            }
        }
        ReplyStream stream =
                new ReplyStream(
                        channel.newCall(method, options),
                        this::keep,
                        networkTimeoutMillis,
                        prefetchBytes);
        stream.start(headers, requests);
        return stream;
    }

    /** Runs an action and returns the body of its result; nothing = an empty body. */
    byte[] action(byte[] action, Deadline deadline) throws SessionException {
        try (ReplyStream stream =
                start(ByteMarshaller.DO_ACTION, List.of(action), new Metadata(), deadline)) {
            byte[] body = new byte[0];
            for (byte[] answer = stream.next(); answer != null; answer = stream.next()) {
                body = Commands.result(answer);
            }
            return body;
        }
    }

    /** Runs an action whose answer nobody waits for. */
    void actionWithoutAnswer(byte[] action, Deadline deadline) {
        start(ByteMarshaller.DO_ACTION, List.of(action), new Metadata(), deadline);
    }

    private synchronized void keep(Metadata headers) {
        String given = headers.get(AUTHORIZATION);
        if (given != null && given.startsWith("Bearer ")) {
            authorization = given;
        }
        Iterable<String> setCookies = headers.getAll(SET_COOKIE);
        if (setCookies == null) {
            return;
        }
        for (String cookie : setCookies) {
            int semicolon = cookie.indexOf(';');
            String pair = (semicolon < 0 ? cookie : cookie.substring(0, semicolon)).strip();
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(pair.substring(0, equals), pair);
            }
        }
    }

    /** Breaks the connection off; every call on it ends. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
