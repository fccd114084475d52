package dev.sabot.connector.kafka;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Sink;
import dev.sabot.error.SabotException;
import dev.sabot.format.RecordEncoder;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Writes rows to a topic, each at least once: an epoch is prepared when the brokers have
/// acknowledged all its rows. What was sent cannot be taken back.
final class KafkaSink implements Sink {
    private final KafkaTable table;
    private final String topic;
    private final AtomicReference<@Nullable SabotException> failure = new AtomicReference<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaSink(KafkaTable table) {
        this.table = table;
        this.topic = table.options().topics().getFirst();
    }

    @Override
    public Writer openWriter(ConnectorContext context) {
        return new TopicWriter(producer(context), context);
    }

    private synchronized KafkaProducer<byte[], byte[]> producer(ConnectorContext context) {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            // says at once, and well, what a producer would retry for a minute
            try (Cluster cluster = new Cluster(table.options(), context)) {
                cluster.partitions(topic);
            }
            try {
                open =
                        new KafkaProducer<>(
                                ClientProperties.ofProducer(table.options().given()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer());
            } catch (RuntimeException e) {
                throw error(e);
            }
            producer = open;
        }
        return open;
    }

    private SabotException error(Throwable error) {
        return KafkaErrors.of(error, "writing to topic '" + topic + "'", table.options().servers());
    }

    private void check() {
        SabotException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    private static int[] columns(Schema schema, KafkaOptions options, boolean ofKey) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            boolean isWanted =
                    ofKey ? options.keyFields().contains(column) : !options.isInKeyOnly(column);
            if (isWanted) {
                columns.add(column);
            }
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The encoder of keys or values, and the columns it takes.
    private record Part(RecordEncoder encoder, int[] columns) {
        /// Returns a batch of the columns; the caller owns it.
        Batch of(Batch batch) {
            Column[] chosen = new Column[columns.length];
            for (int index = 0; index < chosen.length; index++) {
                chosen[index] = batch.column(columns[index]).retain();
            }
            return Batch.of(batch.numRows(), chosen);
        }
    }

    private final class TopicWriter implements Writer {
        private final KafkaProducer<byte[], byte[]> target;
        private final ConnectorContext context;
        private final Part value;
        private final @Nullable Part key;

        TopicWriter(KafkaProducer<byte[], byte[]> target, ConnectorContext context) {
            this.target = target;
            this.context = context;
            KafkaOptions options = table.options();
            Schema schema = table.schema();
            int[] valueColumns = columns(schema, options, false);
            this.value =
                    new Part(
                            options.value().encoder(schema(valueColumns, 0), context),
                            valueColumns);
            FormatChoice keyFormat = options.key();
            int[] keyColumns = columns(schema, options, true);
            this.key =
                    keyFormat == null
                            ? null
                            : new Part(
                                    keyFormat.encoder(
                                            schema(keyColumns, options.keyPrefix().length()),
                                            context),
                                    keyColumns);
        }

        private Schema schema(int[] columns, int prefixLength) {
            List<Field> fields = new ArrayList<>();
            for (int column : columns) {
                Field field = table.schema().field(column);
                fields.add(field.withName(field.name().substring(prefixLength)));
            }
            return new Schema(fields);
        }

        @Override
        public void write(Batch batch) {
            context.checkCancelled();
            check();
            Part keyPart = key;
            try (batch;
                    Batch values = value.of(batch);
                    Batch keys = keyPart == null ? Batch.of(0) : keyPart.of(batch)) {
                for (int row = 0; row < batch.numRows(); row++) {
                    byte[] keyBytes = keyPart == null ? null : keyPart.encoder().encode(keys, row);
                    send(keyBytes, value.encoder().encode(values, row));
                }
            }
        }

        private void send(byte @Nullable [] keyBytes, byte[] bytes) {
            try {
                // the callback hears of failures, and prepare() waits for all
                var _ =
                        target.send(
                                new ProducerRecord<>(topic, keyBytes, bytes),
                                (_, error) -> {
                                    if (error != null) {
                                        failure.compareAndSet(null, KafkaSink.this.error(error));
                                    }
                                });
            } catch (RuntimeException e) {
                throw KafkaSink.this.error(e);
            }
        }

        @Override
        public void finish() {
            check();
        }

        @Override
        public void close() {}
    }

    @Override
    public void prepare(long epoch) {
        KafkaProducer<byte[], byte[]> open;
        synchronized (this) {
            open = producer;
        }
        if (open != null) {
            try {
                open.flush();
            } catch (InterruptException e) {
                throw error(e);
            }
        }
        check();
    }

    @Override
    public void commit(long epoch) {}

    @Override
    public void abort(long epoch) {}

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
