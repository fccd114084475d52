package dev.sabot.connector.kafka;

import dev.sabot.connector.Source.Split;

import org.apache.kafka.common.TopicPartition;

import java.io.Serializable;

/// The records of one partition from an offset to another.
///
/// @param end the offset after the last record, or NO_END
/// @param queueBytes the most bytes of records that may wait to be decoded
record KafkaSplit(String topic, int partition, long start, long end, long queueBytes)
        implements Split, Serializable {
    static final long NO_END = Long.MAX_VALUE;

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    KafkaSplit from(long offset) {
        return new KafkaSplit(topic, partition, offset, end, queueBytes);
    }

    @Override
    public long estimatedRows() {
        return end == NO_END ? -1 : Math.max(0, end - start);
    }

    @Override
    public String describe() {
        return topic + "-" + partition;
    }
}
