/// Topics of Kafka as tables. Start with [dev.sabot.connector.kafka.KafkaTable]; a
/// [dev.sabot.connector.kafka.PartitionFetcher] reads one partition in a thread of its own, a
/// [dev.sabot.connector.kafka.KafkaSplitReader] makes rows of what it brings.
@NullMarked
package dev.sabot.connector.kafka;

import org.jspecify.annotations.NullMarked;
