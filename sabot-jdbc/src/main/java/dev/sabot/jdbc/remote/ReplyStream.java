package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.SessionException;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers to one call. A few of them are fetched ahead of the reader; then the server has to
 * wait.
 *
 * <p><b>Threads:</b> one thread reads; {@link #cancel} may come from any.
 */
final class ReplyStream extends ClientCall.Listener<byte[]> implements AutoCloseable {
    private static final int MESSAGES_AHEAD = 2;

    private final ClientCall<byte[], byte[]> call;
    private final HeaderWatch headerWatch;
    private final long networkTimeoutMillis;
    private final long prefetchBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int requested;
    private boolean isCancelled;
    private @Nullable Status status;
    private Metadata trailers = new Metadata();

    /** Sees the headers of an answer. */
    interface HeaderWatch {
        void headers(Metadata headers);
    }

    /**
     * @param networkTimeoutMillis how long the reader waits for an answer, 0 = without limit
     * @param prefetchBytes how many bytes may wait when another answer is asked for
     */
    ReplyStream(
            ClientCall<byte[], byte[]> call,
            HeaderWatch headerWatch,
            long networkTimeoutMillis,
            long prefetchBytes) {
        this.call = call;
        this.headerWatch = headerWatch;
        this.networkTimeoutMillis = networkTimeoutMillis;
        this.prefetchBytes = prefetchBytes;
    }

    /** Starts the call and sends the requests. */
    void start(Metadata headers, Iterable<byte[]> requests) {
        call.start(this, headers);
        requested = MESSAGES_AHEAD;
        call.request(MESSAGES_AHEAD);
        for (byte[] request : requests) {
            call.sendMessage(request);
        }
        call.halfClose();
    }

    @Override
    public void onHeaders(Metadata headers) {
        headerWatch.headers(headers);
    }

    @Override
    public void onMessage(byte[] message) {
        lock.lock();
        try {
            requested--;
            waiting.add(message);
            waitingBytes += message.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onClose(Status end, Metadata endTrailers) {
        // Errors before any answer come with trailers alone.
        headerWatch.headers(endTrailers);
        lock.lock();
        try {
            status = end;
            trailers = endTrailers;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next answer; null after the last. */
    byte @Nullable [] next() throws SessionException {
        byte[] message;
        int toRequest = 0;
        lock.lock();
        try {
            await();
            message = waiting.poll();
            if (message == null) {
                return end();
            }
            waitingBytes -= message.length;
            while (requested + waiting.size() < MESSAGES_AHEAD
                    && (waiting.isEmpty() || waitingBytes < prefetchBytes)
                    && status == null) {
                requested++;
                toRequest++;
            }
        } finally {
            lock.unlock();
        }
        if (toRequest > 0) {
            call.request(toRequest);
        }
        return message;
    }

    private void await() throws SessionException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(networkTimeoutMillis);
        try {
            while (!isCancelled && waiting.isEmpty() && status == null) {
                if (networkTimeoutMillis == 0) {
                    changed.await();
                } else if (nanos <= 0) {
                    call.cancel("network timeout", null);
                    throw new SessionException(
                            "08006",
                            "UNAVAILABLE",
                            "the server did not answer within the network timeout of "
                                    + networkTimeoutMillis
                                    + " ms",
                            null);
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted", null);
            throw new SessionException(
                    "57014", "CANCELLED", "the thread that waited was interrupted", e);
        }
        if (isCancelled) {
            throw new SessionException("57014", "CANCELLED", "the statement was cancelled", null);
        }
    }

    private byte @Nullable [] end() throws SessionException {
        Status end = status;
        if (end == null || end.isOk()) {
            return null;
        }
        throw CallErrors.of(end, trailers);
    }

    /** Waits for the only answer and the end of the call. */
    byte[] single() throws SessionException {
        byte[] answer = next();
        if (answer == null) {
            throw dev.sabot.jdbc.wire.Malformed.message("an answer without content");
        }
        while (next() != null) {
            // What follows means nothing.
        }
        return answer;
    }

    /** Ends the call; a waiting reader gets 57014. */
    void cancel() {
        lock.lock();
        try {
            if (isCancelled || (status != null && waiting.isEmpty())) {
                return;
            }
            isCancelled = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        call.cancel("cancelled by the client", null);
    }

    @Override
    public void close() {
        cancel();
    }
}
