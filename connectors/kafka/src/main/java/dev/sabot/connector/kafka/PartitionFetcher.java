package dev.sabot.connector.kafka;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Fetches the records of one partition in a thread of its own, ahead of their use up to a number
/// of bytes. While no broker answers it keeps trying.
///
/// **Threads**: [#take], [#whenReady] and [#close] by any thread.
final class PartitionFetcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int RECORD_OVERHEAD_BYTES = 128;

    private final KafkaSplit split;
    private final Properties properties;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long queuedBytes;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable SabotException failure;
    private CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

    /// The offset of the next record to be fetched.
    private long position;

    /// Whether, at the last look, nothing was left to be fetched and the broker answered.
    private boolean isCaughtUp;

    private boolean isClosed;

    /// Records that came together.
    ///
    /// @param next the offset after the last, past what is no record too
    record Chunk(List<ConsumerRecord<byte[], byte[]>> records, long next, long bytes) {}

    PartitionFetcher(KafkaSplit split, Properties properties) {
        this.split = split;
        this.properties = properties;
        this.position = split.start();
    }

    void start() {
        Thread.ofPlatform().daemon().name("kafka-" + split.describe()).start(this::run);
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> opened =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            synchronized (this) {
                consumer = opened;
            }
            try {
                opened.assign(Set.of(split.topicPartition()));
                opened.seek(split.topicPartition(), split.start());
                while (awaitSpace() && fetch(opened)) {}
            } finally {
                synchronized (this) {
                    consumer = null;
                }
                opened.close(CloseOptions.timeout(Duration.ZERO));
            }
        } catch (WakeupException _) {
            // the reader was closed
        } catch (RuntimeException e) {
            fail(KafkaErrors.of(e, "reading " + split.describe(), servers()));
        }
    }

    private String servers() {
        return String.valueOf(properties.getProperty("bootstrap.servers"));
    }

    /// Waits while the queue is full; returns false once the reader is closed.
    private synchronized boolean awaitSpace() {
        try {
            while (!isClosed && queuedBytes >= split.queueBytes()) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !isClosed;
    }

    /// Fetches what there is; returns false at the end of the split.
    private boolean fetch(KafkaConsumer<byte[], byte[]> from) {
        TopicPartition partition = split.topicPartition();
        ConsumerRecords<byte[], byte[]> fetched;
        try {
            fetched = from.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw outOfRange(from, e);
        }
        List<ConsumerRecord<byte[], byte[]>> records = fetched.records(partition);
        long next = from.position(partition);
        if (next > split.end()) {
            records = records.stream().filter(one -> one.offset() < split.end()).toList();
        }
        boolean mayBeCaughtUp = records.isEmpty() && endsBefore(from, partition, next);
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> one : records) {
            bytes +=
                    RECORD_OVERHEAD_BYTES
                            + Math.max(0, one.serializedKeySize())
                            + Math.max(0, one.serializedValueSize());
        }
        offer(new Chunk(records, next, bytes), mayBeCaughtUp);
        return next < split.end();
    }

    /// Asks the broker whether a position is the end.
    private boolean endsBefore(
            KafkaConsumer<byte[], byte[]> from, TopicPartition partition, long next) {
        try {
            Long end = from.endOffsets(Set.of(partition), LOOK).get(partition);
            return end != null && next >= end;
        } catch (TimeoutException _) {
            return false;
        }
    }

    private SabotException outOfRange(
            KafkaConsumer<byte[], byte[]> from, OffsetOutOfRangeException error) {
        TopicPartition partition = split.topicPartition();
        String kept = "unknown";
        try {
            kept =
                    from.beginningOffsets(Set.of(partition), LOOK).get(partition)
                            + " to "
                            + from.endOffsets(Set.of(partition), LOOK).get(partition);
        } catch (TimeoutException _) {
            // the message says so
        }
        return new SabotException(
                ErrorCode.UNAVAILABLE,
                split.describe()
                        + " has no offset "
                        + error.offsetOutOfRangePartitions().get(partition)
                        + " any more or yet; it keeps "
                        + kept
                        + ". Records may be lost to the query: start it anew with another"
                        + " 'scan.startup.mode', or keep the topic's records longer",
                error);
    }

    private void offer(Chunk chunk, boolean mayBeCaughtUp) {
        CompletableFuture<@Nullable Void> done = null;
        synchronized (this) {
            boolean wasCaughtUp = isCaughtUp;
            isCaughtUp = mayBeCaughtUp;
            if (!chunk.records().isEmpty() || chunk.next() > position) {
                chunks.add(chunk);
                queuedBytes += chunk.bytes();
            }
            position = chunk.next();
            if (!chunks.isEmpty() || position >= split.end() || isCaughtUp != wasCaughtUp) {
                done = ready;
            }
        }
        if (done != null) {
            done.complete(null);
        }
    }

    private void fail(SabotException error) {
        CompletableFuture<@Nullable Void> done;
        synchronized (this) {
            failure = error;
            isCaughtUp = false;
            done = ready;
        }
        done.complete(null);
    }

    /// Takes what came first, or returns null when nothing is at hand.
    ///
    /// **Errors**: what ended the fetching, after all that came before.
    synchronized @Nullable Chunk take() {
        Chunk chunk = chunks.poll();
        if (chunk == null) {
            if (failure != null) {
                throw failure;
            }
            return null;
        }
        queuedBytes -= chunk.bytes();
        notifyAll();
        return chunk;
    }

    /// Says whether [#take] has something.
    synchronized boolean hasChunk() {
        return !chunks.isEmpty();
    }

    /// Says whether all up to the end of the split was taken.
    synchronized boolean isFinished() {
        return chunks.isEmpty() && position >= split.end();
    }

    /// Says whether all that the broker had at the last look was taken, and it answered.
    synchronized boolean isCaughtUp() {
        return chunks.isEmpty() && isCaughtUp;
    }

    /// Completes when something changed that [#take] or the questions tell of.
    synchronized CompletableFuture<@Nullable Void> whenReady() {
        if (!chunks.isEmpty() || failure != null || position >= split.end() || isClosed) {
            return CompletableFuture.completedFuture(null);
        }
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        return ready;
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> done;
        synchronized (this) {
            isClosed = true;
            chunks.clear();
            queuedBytes = 0;
            KafkaConsumer<byte[], byte[]> open = consumer;
            if (open != null) {
                open.wakeup();
            }
            notifyAll();
            done = ready;
        }
        done.complete(null);
    }
}
