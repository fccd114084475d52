package dev.sabot.connector.kafka;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the brokers about topics and offsets; every question has an answer or an error within
/// seconds.
final class Cluster implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MAX_NAMES_SHOWN = 20;

    private final KafkaOptions options;
    private final ConnectorContext context;
    private final Admin admin;
    private final IsolationLevel isolation;

    /// **Errors**: INVALID_ARGUMENT when no address can be resolved.
    Cluster(KafkaOptions options, ConnectorContext context) {
        this.options = options;
        this.context = context;
        Properties consumer = ClientProperties.ofConsumer(options.given());
        this.isolation =
                "read_uncommitted".equals(consumer.getProperty("isolation.level"))
                        ? IsolationLevel.READ_UNCOMMITTED
                        : IsolationLevel.READ_COMMITTED;
        try {
            this.admin = Admin.create(ClientProperties.ofAdmin(options.given(), TIMEOUT_MILLIS));
        } catch (RuntimeException e) {
            throw KafkaErrors.of(e, "connecting", options.servers());
        }
    }

    private <T> T get(KafkaFuture<T> future, String what) {
        // a little longer than the client takes to give up
        int numWaits = (TIMEOUT_MILLIS + 2_000) / 50;
        try {
            for (int wait = 0; ; wait++) {
                context.checkCancelled();
                try {
                    return future.get(50, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (wait == numWaits) {
                        throw KafkaErrors.of(
                                new org.apache.kafka.common.errors.TimeoutException(
                                        "no answer in " + TIMEOUT_MILLIS + " ms", e),
                                what,
                                options.servers());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SabotException(ErrorCode.CANCELLED, what + " was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw KafkaErrors.of(cause == null ? e : cause, what, options.servers());
        }
    }

    /// Lists the partitions of a topic.
    ///
    /// **Errors**: UNKNOWN_OBJECT when there is no such topic, naming those there are.
    List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        try {
            get(
                            admin.describeTopics(List.of(topic)).allTopicNames(),
                            "asking for topic '" + topic + "'")
                    .values()
                    .forEach(described -> {
                        for (TopicPartitionInfo info : described.partitions()) {
                            partitions.add(new TopicPartition(topic, info.partition()));
                        }
                    });
        } catch (SabotException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new SabotException(
                        ErrorCode.UNKNOWN_OBJECT,
                        "there is no topic '"
                                + topic
                                + "' at "
                                + options.servers()
                                + "; create it, or mend the option 'topic'. There are: "
                                + topicNames(),
                        e);
            }
            throw e;
        }
        return partitions;
    }

    private String topicNames() {
        List<String> names =
                get(admin.listTopics().names(), "listing the topics").stream().sorted().toList();
        String shown = String.join(", ", names.stream().limit(MAX_NAMES_SHOWN).toList());
        if (names.size() > MAX_NAMES_SHOWN) {
            return shown + ", and " + (names.size() - MAX_NAMES_SHOWN) + " more";
        }
        return names.isEmpty() ? "none" : shown;
    }

    /// Returns the offset each partition has by a specification; for times past the last record,
    /// the end.
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<TopicPartition> none = new ArrayList<>();
        get(admin.listOffsets(specs, new ListOffsetsOptions(isolation)).all(), "asking for offsets")
                .forEach((partition, found) -> {
                    if (found.offset() < 0) {
                        none.add(partition);
                    } else {
                        offsets.put(partition, found.offset());
                    }
                });
        if (!none.isEmpty()) {
            offsets.putAll(offsets(none, OffsetSpec.latest()));
        }
        return offsets;
    }

    /// Returns the offsets a group has committed, of those partitions that it has any of.
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found =
                get(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        "asking for the offsets of group '" + group + "'");
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
