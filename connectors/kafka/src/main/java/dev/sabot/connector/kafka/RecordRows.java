package dev.sabot.connector.kafka;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanRequest;
import dev.sabot.format.RecordDecoder;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Makes the rows a scan asks for of records: columns of the value, of the key and of metadata.
final class RecordRows implements AutoCloseable {
    /// Where a column comes from.
    private enum Part {
        VALUE,
        KEY,
        METADATA
    }

    /// @param index the column within its part
    private record Origin(Part part, int index) {}

    private final List<Origin> origins = new ArrayList<>();
    private final RecordDecoder value;
    private final @Nullable RecordDecoder key;
    private final boolean needsKey;
    private final List<Metadata> metadata = new ArrayList<>();
    private final List<ColumnBuilder> builders = new ArrayList<>();
    private final ConnectorContext context;

    RecordRows(KafkaTable table, ScanRequest request, ConnectorContext context) {
        this.context = context;
        KafkaOptions options = table.options();
        Schema schema = table.schema();
        List<Field> valueFields = new ArrayList<>();
        List<Field> keyFields = new ArrayList<>();
        for (int column : request.columns()) {
            if (column >= schema.size()) {
                Metadata one = Metadata.values()[column - schema.size()];
                origins.add(new Origin(Part.METADATA, metadata.size()));
                metadata.add(one);
                builders.add(new ColumnBuilder(one.type()));
            } else if (options.isInKeyOnly(column)) {
                origins.add(new Origin(Part.KEY, keyFields.size()));
                Field field = schema.field(column);
                keyFields.add(field.withName(field.name().substring(options.keyPrefix().length())));
            } else {
                origins.add(new Origin(Part.VALUE, valueFields.size()));
                valueFields.add(schema.field(column));
            }
        }
        this.value = options.value().decoder(new Schema(valueFields), context);
        FormatChoice keyFormat = options.key();
        this.key =
                keyFormat == null || keyFields.isEmpty()
                        ? null
                        : keyFormat.decoder(new Schema(keyFields), context);
        this.needsKey = keyFields.stream().anyMatch(field -> !field.isNullable());
    }

    /// Appends the row of a record, or returns why there is none.
    @Nullable String add(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = record.value();
        if (bytes == null) {
            return "the record has no value";
        }
        String reason = value.decode(bytes, 0, bytes.length);
        if (reason != null) {
            return reason;
        }
        if (key != null) {
            String problem = addKey(key, record.key());
            if (problem != null) {
                value.undo();
                return "key: " + problem;
            }
        }
        for (int index = 0; index < metadata.size(); index++) {
            metadata.get(index).append(record, builders.get(index));
        }
        return null;
    }

    private @Nullable String addKey(RecordDecoder decoder, byte @Nullable [] bytes) {
        if (bytes != null) {
            return decoder.decode(bytes, 0, bytes.length);
        }
        if (needsKey) {
            return "there is none, and a column of it is NOT NULL";
        }
        decoder.appendNulls();
        return null;
    }

    int numRows() {
        return value.numRows();
    }

    /// Makes a batch of the rows appended; the caller owns it.
    Batch finish() {
        int numRows = value.numRows();
        Column[] columns = new Column[origins.size()];
        int made = 0;
        try (Batch values = value.finish();
                Batch keys = key == null ? Batch.of(numRows) : key.finish()) {
            for (; made < columns.length; made++) {
                Origin origin = origins.get(made);
                columns[made] =
                        switch (origin.part()) {
                            case VALUE -> values.column(origin.index()).retain();
                            case KEY -> keys.column(origin.index()).retain();
                            case METADATA ->
                                    builders.get(origin.index()).build(context.allocator());
                        };
            }
            return Batch.of(numRows, columns);
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        value.close();
        if (key != null) {
            key.close();
        }
    }
}
