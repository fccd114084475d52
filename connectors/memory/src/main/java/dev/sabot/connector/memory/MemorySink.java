package dev.sabot.connector.memory;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Sink;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the rows of one statement and makes them a new version of the table.
///
/// Rows to delete were chosen in the statement's snapshot; a row that another commit has deleted
/// since is a WRITE_CONFLICT, so that no update is lost.
final class MemorySink implements Sink {
    /// Chunks shorter than this are joined with the rows that follow them.
    private static final int SMALL_CHUNK_ROWS = Batch.MAX_ROWS;

    private final MemoryTable table;
    private final WriteRequest.Mode mode;
    private final List<Column[]> inserted = new ArrayList<>();
    private long[] deletedIds = new long[16];
    private int numDeleted;
    private long committedEpoch = -1;

    MemorySink(MemoryTable table, WriteRequest.Mode mode) {
        this.table = table;
        this.mode = mode;
    }

    @Override
    public Writer openWriter(ConnectorContext context) {
        return new MemoryWriter();
    }

    private final class MemoryWriter implements Writer {
        @Override
        public void write(Batch batch) {
            try (batch) {
                synchronized (MemorySink.this) {
                    take(batch);
                }
            }
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    private void take(Batch batch) {
        int firstValue = 0;
        if (mode != WriteRequest.Mode.INSERT) {
            Column ids = batch.column(0);
            for (int row = 0; row < batch.numRows(); row++) {
                if (numDeleted == deletedIds.length) {
                    deletedIds = Arrays.copyOf(deletedIds, 2 * numDeleted);
                }
                deletedIds[numDeleted++] = ids.getLong(row);
            }
            firstValue = 1;
        }
        if (mode == WriteRequest.Mode.DELETE || batch.numRows() == 0) {
            return;
        }
        List<Column> values = batch.columns().subList(firstValue, batch.numColumns());
        Column[] copy = ColumnCopy.flat(values, table.allocator());
        inserted.add(copy);
        table.keys().checkNotNull(copy);
    }

    private static void closeAll(Column[] columns, int count) {
        for (int index = 0; index < count; index++) {
            columns[index].close();
        }
    }

    @Override
    public void prepare(long epoch) {}

    @Override
    public void commit(long epoch) {
        if (epoch <= committedEpoch) {
            return;
        }
        boolean isCommitted = false;
        synchronized (table) {
            List<TableVersion.Part> parts = table.version().retainedParts();
            try {
                UniqueKeys.Change keys = table.keys().new Change();
                delete(parts, keys);
                for (Column[] columns : inserted) {
                    append(parts, columns, keys);
                }
                table.publish(new TableVersion(parts));
                keys.apply();
                isCommitted = true;
                committedEpoch = epoch;
            } finally {
                if (!isCommitted) {
                    parts.forEach(part -> part.chunk().release());
                }
            }
        }
        // the table has references of its own; the next epoch starts empty
        numDeleted = 0;
        close();
    }

    private void delete(List<TableVersion.Part> parts, UniqueKeys.Change keys) {
        TableVersion base = table.version();
        long[] ids = Arrays.copyOf(deletedIds, numDeleted);
        Arrays.sort(ids);
        for (int index = 0; index < ids.length; index++) {
            if (index > 0 && ids[index] == ids[index - 1]) {
                continue;
            }
            int at = base.partOf(ids[index]);
            if (at < 0) {
                throw conflict();
            }
            TableVersion.Part part = parts.get(at);
            Chunk chunk = part.chunk();
            int row = (int) (ids[index] - chunk.firstRowId());
            long[] old = part.deleted();
            boolean isFresh = old == base.parts().get(at).deleted();
            long[] deleted = old;
            if (deleted == null) {
                deleted = new long[Bitmap.words(chunk.numRows())];
            } else if (isFresh) {
                deleted = deleted.clone();
            }
            if (Bitmap.get(deleted, row)) {
                throw conflict();
            }
            Bitmap.set(deleted, row);
            parts.set(at, new TableVersion.Part(chunk, deleted, part.numDeleted() + 1));
            if (!table.keys().isEmpty()) {
                keys.remove(chunk, row);
            }
        }
    }

    private SabotException conflict() {
        return new SabotException(
                ErrorCode.WRITE_CONFLICT,
                "another statement changed the same rows of '"
                        + table.definition().name().getLast()
                        + "'; run the statement again");
    }

    /// Appends copied columns as a chunk, joined with the last chunk when that is small.
    private void append(List<TableVersion.Part> parts, Column[] columns, UniqueKeys.Change keys) {
        int numRows = columns[0].length();
        long firstRowId = table.claimRowIds(numRows);
        Chunk chunk = new Chunk(firstRowId, numRows, retained(columns));
        boolean isAdded = false;
        try {
            for (int row = 0; !table.keys().isEmpty() && row < numRows; row++) {
                keys.add(chunk, row);
            }
            TableVersion.Part last = parts.isEmpty() ? null : parts.getLast();
            if (last != null
                    && last.deleted() == null
                    && last.chunk().firstRowId() + last.chunk().numRows() == firstRowId
                    && last.chunk().numRows() + numRows <= SMALL_CHUNK_ROWS) {
                Chunk joined = join(last.chunk(), chunk);
                last.chunk().release();
                parts.set(parts.size() - 1, new TableVersion.Part(joined, null, 0));
            } else {
                parts.add(new TableVersion.Part(chunk, null, 0));
                isAdded = true;
            }
        } finally {
            if (!isAdded) {
                chunk.release();
            }
        }
    }

    private static Column[] retained(Column[] columns) {
        Column[] copy = columns.clone();
        for (Column column : copy) {
            column.retain();
        }
        return copy;
    }

    private Chunk join(Chunk first, Chunk second) {
        Column[] columns = new Column[table.schema().size()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] =
                        Gather.concat(
                                List.of(first.column(made), second.column(made)),
                                table.allocator());
            }
        } catch (RuntimeException e) {
            closeAll(columns, made);
            throw e;
        }
        return new Chunk(first.firstRowId(), first.numRows() + second.numRows(), columns);
    }

    @Override
    public void abort(long epoch) {
        close();
    }

    @Override
    public void close() {
        synchronized (this) {
            inserted.forEach(columns -> closeAll(columns, columns.length));
            inserted.clear();
        }
    }
}
