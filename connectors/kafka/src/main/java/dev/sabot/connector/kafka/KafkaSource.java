package dev.sabot.connector.kafka;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads each partition as one split, whose positions are offsets.
record KafkaSource(KafkaTable table, ScanRequest request) implements Source {
    private static final long ALL_QUEUES_BYTES = 64L << 20;
    private static final long MIN_QUEUE_BYTES = 1L << 20;
    private static final long MAX_QUEUE_BYTES = 16L << 20;

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        KafkaOptions options = table.options();
        try (Cluster cluster = new Cluster(options, context)) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : options.topics()) {
                partitions.addAll(cluster.partitions(topic));
            }
            Map<TopicPartition, Long> starts = offsets(options.start(), partitions, cluster);
            Map<TopicPartition, Long> ends = offsets(options.end(), partitions, cluster);
            long queueBytes =
                    Math.clamp(
                            ALL_QUEUES_BYTES / Math.max(1, partitions.size()),
                            MIN_QUEUE_BYTES,
                            MAX_QUEUE_BYTES);
            List<Split> splits = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long start = starts.getOrDefault(partition, 0L);
                long end = ends.getOrDefault(partition, KafkaSplit.NO_END);
                if (start < end) {
                    splits.add(
                            new KafkaSplit(
                                    partition.topic(),
                                    partition.partition(),
                                    start,
                                    end,
                                    queueBytes));
                }
            }
            return splits;
        }
    }

    private Map<TopicPartition, Long> offsets(
            OffsetChoice choice, List<TopicPartition> partitions, Cluster cluster) {
        return switch (choice) {
            case OffsetChoice.Earliest() -> cluster.offsets(partitions, OffsetSpec.earliest());
            case OffsetChoice.Latest() -> cluster.offsets(partitions, OffsetSpec.latest());
            case OffsetChoice.Never() -> Map.of();
            case OffsetChoice.AtTime(long millis) ->
                    cluster.offsets(partitions, OffsetSpec.forTimestamp(millis));
            case OffsetChoice.Committed() -> committed(partitions, cluster);
            case OffsetChoice.Given(Map<Integer, Long> given) -> given(given, partitions, cluster);
        };
    }

    private Map<TopicPartition, Long> committed(List<TopicPartition> partitions, Cluster cluster) {
        KafkaOptions options = table.options();
        String group = String.valueOf(options.group());
        Map<TopicPartition, Long> offsets = new HashMap<>(cluster.committed(group));
        List<TopicPartition> missing =
                partitions.stream().filter(one -> !offsets.containsKey(one)).toList();
        if (missing.isEmpty()) {
            return offsets;
        }
        if (options.reset().equals("none")) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "group '"
                            + group
                            + "' has no offset of "
                            + missing
                            + "; say where to start with 'properties.auto.offset.reset' ="
                            + " 'earliest' or 'latest', or choose another 'scan.startup.mode'");
        }
        boolean isEarliest = options.reset().equals("earliest");
        offsets.putAll(
                cluster.offsets(missing, isEarliest ? OffsetSpec.earliest() : OffsetSpec.latest()));
        return offsets;
    }

    /// Partitions that are not named start at their oldest record and end where they end now.
    private Map<TopicPartition, Long> given(
            Map<Integer, Long> given, List<TopicPartition> partitions, Cluster cluster) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<TopicPartition> others = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Long offset = given.get(partition.partition());
            if (offset == null) {
                others.add(partition);
            } else {
                offsets.put(partition, offset);
            }
        }
        if (given.size() > offsets.size() && table.options().topics().size() == 1) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "specific offsets name partitions "
                            + given.keySet()
                            + ", but topic '"
                            + table.options().topics().getFirst()
                            + "' has "
                            + partitions.size());
        }
        boolean isStart =
                table.options().start() instanceof OffsetChoice.Given(var start) && start == given;
        offsets.putAll(
                cluster.offsets(others, isStart ? OffsetSpec.earliest() : OffsetSpec.latest()));
        return offsets;
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public Split resume(Split split, long position) {
        return ((KafkaSplit) split).from(position);
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        // of a bounded topic without predicate no more rows than asked for are decoded
        boolean mayStop = filter == null && table.boundedness() == Boundedness.BOUNDED;
        return new KafkaSplitReader(
                table, (KafkaSplit) split, request, mayStop ? request.limit() : -1, context);
    }
}
