package dev.sabot.server.metadata;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.server.wire.BatchEncoder;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Rows of objects under an Arrow schema whose columns lie in memory as some SQL types do.
///
/// @param types one per column; unsigned integers as signed ones of their width
record RowsAnswer(Schema schema, List<DataType> types, List<List<@Nullable Object>> rows)
        implements MetadataTable {
    private static final int BATCH_ROWS = 1_024;

    @Override
    public void encode(BufferAllocator allocator, Consumer<FlightFrame> frames) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(Field.of("", type));
        }
        dev.sabot.type.Schema columns = new dev.sabot.type.Schema(fields);
        for (int from = 0; from < rows.size(); from += BATCH_ROWS) {
            List<List<@Nullable Object>> part =
                    rows.subList(from, Math.min(rows.size(), from + BATCH_ROWS));
            try (Batch batch = batch(part, allocator);
                    BatchEncoder encoder = new BatchEncoder(allocator)) {
                frames.accept(encoder.encode(columns, batch));
            }
        }
    }

    private Batch batch(List<List<@Nullable Object>> part, BufferAllocator allocator) {
        Column[] columns = new Column[types.size()];
        for (int index = 0; index < columns.length; index++) {
            ColumnBuilder builder = new ColumnBuilder(types.get(index));
            for (List<@Nullable Object> row : part) {
                builder.appendObject(row.get(index));
            }
            columns[index] = builder.build(allocator);
        }
        return Batch.of(part.size(), columns);
    }
}
