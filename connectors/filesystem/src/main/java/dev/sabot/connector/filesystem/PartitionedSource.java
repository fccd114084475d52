package dev.sabot.connector.filesystem;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// Reads files one by one and adds the columns of their paths. Files whose path cannot match are
/// not read at all.
final class PartitionedSource implements Source {
    private final PartitionedTable table;
    private final List<Source> sources = new ArrayList<>();

    /// By output column: an index into the columns read, or `-1 - index` of an extra column.
    private final int[] origins;

    PartitionedSource(PartitionedTable table, ScanRequest request) {
        this.table = table;
        this.origins = new int[request.columns().size()];
        List<Integer> columns = new ArrayList<>();
        for (int output = 0; output < origins.length; output++) {
            int origin = table.origins()[request.columns().get(output)];
            if (origin >= 0) {
                columns.add(origin);
                origins[output] = columns.size() - 1;
            } else {
                origins[output] = origin;
            }
        }
        ScanRequest inner = new ScanRequest(columns, request.limit());
        for (Table part : table.parts()) {
            sources.add(part.scan(inner));
        }
    }

    /// A split of one of the files.
    private record PartSplit(int part, Split inner) implements Split, Serializable {
        @Override
        public long estimatedRows() {
            return inner.estimatedRows();
        }

        @Override
        public String describe() {
            return inner.describe();
        }
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        List<Split> splits = new ArrayList<>();
        for (int part = 0; part < sources.size(); part++) {
            PathFilter inner = null;
            if (filter != null) {
                inner = new PathFilter(filter, origins, table.extra().values().get(part));
                if (!inner.mayMatch()) {
                    continue;
                }
            }
            for (Split split : sources.get(part).splits(inner, context)) {
                splits.add(new PartSplit(part, split));
            }
        }
        return splits;
    }

    @Override
    public boolean appliesFilter() {
        return sources.stream().allMatch(Source::appliesFilter);
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        PartSplit part = (PartSplit) split;
        List<@Nullable Object> values = table.extra().values().get(part.part());
        Column[] constants = constants(values, context.allocator());
        try {
            PathFilter inner =
                    filter == null ? null : new PathFilter(filter, origins, values, constants);
            SplitReader reader = sources.get(part.part()).open(part.inner(), inner, context);
            return new Reader(reader, inner, constants);
        } catch (RuntimeException e) {
            closeAll(constants);
            throw e;
        }
    }

    private Column[] constants(List<@Nullable Object> values, BufferAllocator allocator) {
        Column[] constants = new Column[values.size()];
        int made = 0;
        try {
            for (; made < constants.length; made++) {
                ColumnBuilder builder = new ColumnBuilder(table.extra().fields().get(made).type());
                builder.appendObject(values.get(made));
                constants[made] = builder.build(allocator);
            }
            return constants;
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                constants[index].close();
            }
            throw e;
        }
    }

    private static void closeAll(Column[] columns) {
        for (Column column : columns) {
            column.close();
        }
    }

    private final class Reader implements SplitReader {
        private final SplitReader inner;
        private final @Nullable PathFilter filter;
        private final Column[] constants;

        Reader(SplitReader inner, @Nullable PathFilter filter, Column[] constants) {
            this.inner = inner;
            this.filter = filter;
            this.constants = constants;
        }

        @Override
        public @Nullable Batch next() {
            while (true) {
                try (Batch read = inner.next()) {
                    if (read == null) {
                        return null;
                    }
                    Selection selection = read.selection();
                    if (filter != null && filter.isOfPathOnly()) {
                        Selection passing = filter.select(new Column[0], read.numRows());
                        if (passing != null && passing.count() == 0) {
                            continue;
                        }
                    }
                    Column[] columns = new Column[origins.length];
                    for (int output = 0; output < columns.length; output++) {
                        int origin = origins[output];
                        columns[output] =
                                origin >= 0
                                        ? read.column(origin).retain()
                                        : Column.constant(
                                                constants[-1 - origin].retain(), read.numRows());
                    }
                    return new Batch(read.numRows(), columns, selection, null);
                }
            }
        }

        @Override
        public boolean isFinished() {
            return inner.isFinished();
        }

        @Override
        public long position() {
            return inner.position();
        }

        @Override
        public void close() {
            try (SplitReader _ = inner) {
                closeAll(constants);
            }
        }
    }
}
