package dev.sabot.connector.memory;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Reads one version of a table, some chunks per split.
final class MemorySource implements Source {
    private static final int SPLIT_ROWS = 65_536;

    private final TableVersion version;
    private final List<Integer> columns;
    private final int rowIdColumn;

    MemorySource(TableVersion version, List<Integer> columns, int rowIdColumn) {
        this.version = version;
        this.columns = columns;
        this.rowIdColumn = rowIdColumn;
    }

    /// Parts from one index until another.
    private record Parts(int from, int to, long estimatedRows) implements Split {
        @Override
        public String describe() {
            return "chunks " + from + " to " + (to - 1);
        }
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        List<Split> splits = new ArrayList<>();
        List<TableVersion.Part> parts = version.parts();
        int from = 0;
        long rows = 0;
        for (int index = 0; index < parts.size(); index++) {
            if (!canMatch(parts.get(index).chunk(), filter)) {
                addSplit(splits, from, index, rows);
                from = index + 1;
                rows = 0;
                continue;
            }
            rows += parts.get(index).liveRows();
            if (rows >= SPLIT_ROWS) {
                addSplit(splits, from, index + 1, rows);
                from = index + 1;
                rows = 0;
            }
        }
        addSplit(splits, from, parts.size(), rows);
        return splits;
    }

    private static void addSplit(List<Split> splits, int from, int to, long rows) {
        if (from < to) {
            splits.add(new Parts(from, to, rows));
        }
    }

    private boolean canMatch(Chunk chunk, @Nullable ScanFilter filter) {
        if (filter == null) {
            return true;
        }
        for (ScanFilter.Domain domain : filter.domains()) {
            int column = columns.get(domain.column());
            if (column == rowIdColumn) {
                continue;
            }
            ColumnRange range = chunk.range(column);
            if (range.isKnown()
                    && (isAbove(range.min(), domain.max()) || isBelow(range.max(), domain.min()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAbove(long value, @Nullable Object bound) {
        return switch (bound) {
            case Long max -> value > max;
            case BigInteger max -> BigInteger.valueOf(value).compareTo(max) > 0;
            case null, default -> false;
        };
    }

    private static boolean isBelow(long value, @Nullable Object bound) {
        return switch (bound) {
            case Long min -> value < min;
            case BigInteger min -> BigInteger.valueOf(value).compareTo(min) < 0;
            case null, default -> false;
        };
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        if (!(split instanceof Parts parts)) {
            throw new IllegalArgumentException("not a split of this source: " + split);
        }
        return new Reader(parts, context);
    }

    private final class Reader implements SplitReader {
        private final Parts split;
        private final ConnectorContext context;
        private int part;
        private int row;
        private long position;

        Reader(Parts split, ConnectorContext context) {
            this.split = split;
            this.context = context;
            this.part = split.from();
        }

        @Override
        public @Nullable Batch next() {
            context.checkCancelled();
            if (part >= split.to()) {
                return null;
            }
            TableVersion.Part at = version.parts().get(part);
            int from = row;
            int count = Math.min(context.batchRows(), at.chunk().numRows() - from);
            Column[] made = new Column[columns.size()];
            int filled = 0;
            try {
                for (; filled < made.length; filled++) {
                    made[filled] = column(at.chunk(), columns.get(filled), from, count);
                }
            } catch (RuntimeException e) {
                for (int index = 0; index < filled; index++) {
                    made[index].close();
                }
                throw e;
            }
            row += count;
            position += count;
            if (row == at.chunk().numRows()) {
                part++;
                row = 0;
            }
            return new Batch(count, made, live(at, from, count), null);
        }

        private Column column(Chunk chunk, int column, int from, int count) {
            if (column != rowIdColumn) {
                return chunk.column(column).slice(from, count, context.allocator());
            }
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT64, count)) {
                long first = chunk.firstRowId() + from;
                for (int index = 0; index < count; index++) {
                    Memory.putLong(writer.dataAddress() + 8L * index, first + index);
                }
                return writer.finish();
            }
        }

        private static @Nullable Selection live(TableVersion.Part at, int from, int count) {
            long[] deleted = at.deleted();
            if (deleted == null) {
                return null;
            }
            long[] live = new long[Bitmap.words(count)];
            int numLive = 0;
            for (int index = 0; index < count; index++) {
                if (!Bitmap.get(deleted, from + index)) {
                    Bitmap.set(live, index);
                    numLive++;
                }
            }
            return numLive == count ? null : new Selection.Bits(live, numLive);
        }

        @Override
        public boolean isFinished() {
            return part >= split.to();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {}
    }
}
