package dev.sabot.engine.catalog;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A table over rows already at hand: the form of all system tables.
final class RowsTable implements Table, Source {
    private final Schema schema;
    private final List<List<@Nullable Object>> rows;
    private final List<Integer> columns;

    private record AllRows(long estimatedRows) implements Split {
        @Override
        public String describe() {
            return "all rows";
        }
    }

    RowsTable(Schema schema, List<List<@Nullable Object>> rows) {
        this(schema, rows, java.util.stream.IntStream.range(0, schema.size()).boxed().toList());
    }

    private RowsTable(Schema schema, List<List<@Nullable Object>> rows, List<Integer> columns) {
        this.schema = schema;
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(rows.size(), List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new RowsTable(schema, rows, request.columns());
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        return List.of(new AllRows(rows.size()));
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        return new Reader(context);
    }

    private final class Reader implements SplitReader {
        private final ConnectorContext context;
        private int position;

        Reader(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Batch next() {
            context.checkCancelled();
            int count = Math.min(context.batchRows(), rows.size() - position);
            if (count == 0) {
                return null;
            }
            Column[] made = new Column[columns.size()];
            for (int index = 0; index < made.length; index++) {
                int column = columns.get(index);
                ColumnBuilder builder = new ColumnBuilder(schema.type(column));
                for (List<@Nullable Object> row : rows.subList(position, position + count)) {
                    builder.appendObject(row.get(column));
                }
                made[index] = builder.build(context.allocator());
            }
            position += count;
            return Batch.of(count, made);
        }

        @Override
        public boolean isFinished() {
            return position == rows.size();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {}
    }
}
