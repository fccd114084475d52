package dev.sabot.connector.kafka;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.Arrays;
import java.util.List;

/// What records have beside key and value; the keys are Flink's.
enum Metadata {
    TOPIC("topic", DataType.VARCHAR, false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendString(record.topic());
        }
    },
    PARTITION("partition", DataType.INTEGER, false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendLong(record.partition());
        }
    },
    OFFSET("offset", DataType.BIGINT, false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendLong(record.offset());
        }
    },
    TIMESTAMP("timestamp", new DataType(TypeKind.TIMESTAMP_TZ, 3, 0, List.of()), false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendLong(record.timestamp() * 1_000);
        }
    },
    TIMESTAMP_TYPE("timestamp-type", DataType.VARCHAR, false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendString(record.timestampType().toString());
        }
    },
    LEADER_EPOCH("leader-epoch", DataType.INTEGER, true) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            to.appendObject(record.leaderEpoch().orElse(null));
        }
    },
    /// The last of headers of one name counts.
    HEADERS("headers", DataType.map(DataType.VARCHAR, DataType.VARBINARY), false) {
        @Override
        void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to) {
            java.util.Map<String, Object> headers = new java.util.LinkedHashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), header.value());
            }
            to.appendObject(headers);
        }
    };

    /// The columns of all.
    static final Schema SCHEMA = new Schema(Arrays.stream(values()).map(one -> one.field).toList());

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Field field;

    Metadata(String key, DataType type, boolean isNullable) {
        this.field = new Field(key, type, isNullable);
    }

    DataType type() {
        return field.type();
    }

    abstract void append(ConsumerRecord<byte[], byte[]> record, ColumnBuilder to);
}
