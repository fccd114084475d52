package dev.sabot.format.parquet;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.SplitReader;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.parquet.chunk.ChunkSource;
import dev.sabot.format.parquet.chunk.ColumnReader;
import dev.sabot.format.parquet.file.ChunkInfo;
import dev.sabot.format.parquet.file.SchemaNode;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/// Reads one row group. The columns of the predicate are decoded first; the others only for batches
/// in which a row passes.
final class ParquetSplitReader implements SplitReader {
    /// Batches shrink so that no column of one is expected to exceed this.
    private static final long MAX_COLUMN_BYTES = 32 << 20;

    private final RowGroupScan scan;
    private final @Nullable ScanFilter filter;
    private final ConnectorContext context;
    private final List<Integer> filterColumns;
    private final int batchRows;
    private final @Nullable ColumnReader[] readers;
    private @Nullable InputFile file;
    private long rowsLeft;
    private long rowsRead;

    ParquetSplitReader(RowGroupScan scan, @Nullable ScanFilter filter, ConnectorContext context) {
        this.scan = scan;
        this.filter = filter;
        this.context = context;
        this.filterColumns = filter == null ? List.of() : filter.columns();
        this.readers = new ColumnReader[scan.columns().length];
        this.batchRows = batchRows(scan, context.batchRows());
        long rows = scan.split().numRows();
        this.rowsLeft = scan.limit() < 0 ? rows : Math.min(rows, scan.limit());
        if (filter != null
                && !new RowGroupPruner(scan.columns(), scan.footer())
                        .mayMatch(scan.rowGroup(), filter)) {
            rowsLeft = 0;
        }
    }

    private static int batchRows(RowGroupScan scan, int wanted) {
        long rows = Math.max(1, scan.rowGroup().numRows());
        long best = wanted;
        for (SchemaNode column : scan.columns()) {
            if (column == null) {
                continue;
            }
            ChunkInfo chunk = scan.rowGroup().chunk(column.firstLeaf());
            long numBytes = Math.max(chunk.inflatedBytes(), 4 * chunk.numValues()) / rows;
            best = Math.min(best, MAX_COLUMN_BYTES / Math.max(1, numBytes));
        }
        return (int) Math.max(1, best);
    }

    @Override
    public @Nullable Batch next() {
        while (rowsLeft > 0) {
            context.checkCancelled();
            int numRows = (int) Math.min(batchRows, rowsLeft);
            Batch batch = readBatch(numRows);
            rowsLeft -= numRows;
            rowsRead += numRows;
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    private @Nullable Batch readBatch(int numRows) {
        @Nullable Column[] columns = new Column[readers.length];
        try {
            Selection selection = null;
            if (filter != null && !filterColumns.isEmpty()) {
                selection = select(filter, columns, numRows);
                if (selection != null && selection.count() == 0) {
                    skip(columns, numRows);
                    closeAll(columns);
                    return null;
                }
            }
            Column[] complete = new Column[columns.length];
            for (int index = 0; index < columns.length; index++) {
                Column column = columns[index];
                if (column == null) {
                    column = read(index, numRows);
                    columns[index] = column;
                }
                complete[index] = column;
            }
            boolean isAll = selection == null || selection.count() == numRows;
            return new Batch(numRows, complete, isAll ? null : selection, null);
        } catch (RuntimeException | StackOverflowError e) {
            closeAll(columns);
            throw e;
        }
    }

    private @Nullable Selection select(
            ScanFilter predicate, @Nullable Column[] columns, int numRows) {
        Column[] lent = new Column[filterColumns.size()];
        for (int index = 0; index < lent.length; index++) {
            int output = filterColumns.get(index);
            Column column = read(output, numRows);
            columns[output] = column;
            lent[index] = column;
        }
        return predicate.select(lent, numRows);
    }

    private void skip(@Nullable Column[] columns, int numRows) {
        for (int index = 0; index < columns.length; index++) {
            if (columns[index] == null) {
                reader(index).skip(numRows);
            }
        }
    }

    private static void closeAll(@Nullable Column[] columns) {
        for (Column column : columns) {
            if (column != null) {
                column.close();
            }
        }
    }

    private Column read(int output, int numRows) {
        return guard(output, () -> reader(output).read(numRows));
    }

    private ColumnReader reader(int output) {
        ColumnReader reader = readers[output];
        if (reader == null) {
            SchemaNode column = scan.columns()[output];
            reader =
                    column == null
                            ? new NullReader(scan.types().get(output), context.allocator())
                            : guard(output, () -> ColumnReader.of(column, source()));
            readers[output] = reader;
            long passed = scan.split().firstRow() + rowsRead;
            while (passed > 0) {
                int part = (int) Math.min(passed, Integer.MAX_VALUE);
                reader.skip(part);
                passed -= part;
            }
        }
        return reader;
    }

    private ChunkSource source() {
        InputFile open = file;
        if (open == null) {
            open = context.files().open(scan.split().path());
            file = open;
            if (open.info().size() != scan.split().size()
                    || open.info().modifiedMillis() != scan.split().modifiedMillis()) {
                throw new SabotException(
                        ErrorCode.FILE_IO,
                        scan.split().path() + " changed while it was read; run the query again");
            }
        }
        return new ChunkSource(open, scan.rowGroup(), context.allocator());
    }

    /// Runs a step of decoding and turns whatever bad bytes lead to into MALFORMED_FILE.
    private <T> T guard(int output, Supplier<T> step) {
        try {
            return step.get();
        } catch (SabotException e) {
            if (e.code() != ErrorCode.UNSUPPORTED) {
                throw e;
            }
            throw new SabotException(e.code(), place(output) + ": " + e.getMessage(), e);
        } catch (OutOfMemoryException e) {
            throw new SabotException(
                    ErrorCode.MEMORY_LIMIT,
                    "no memory left to read " + place(output) + ": " + e.getMessage(),
                    e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE, place(output) + ": " + e.getMessage(), e);
        }
    }

    private String place(int output) {
        SchemaNode column = scan.columns()[output];
        return scan.split().path()
                + ", row group "
                + scan.split().rowGroup()
                + ", column "
                + (column == null ? String.valueOf(output) : column.name());
    }

    @Override
    public boolean isFinished() {
        return rowsLeft == 0;
    }

    @Override
    public long position() {
        return scan.split().firstRow() + rowsRead;
    }

    @Override
    public void close() {
        for (int index = 0; index < readers.length; index++) {
            ColumnReader reader = readers[index];
            if (reader != null) {
                reader.close();
                readers[index] = null;
            }
        }
        if (file != null) {
            file.close();
            file = null;
        }
        rowsLeft = 0;
    }
}
