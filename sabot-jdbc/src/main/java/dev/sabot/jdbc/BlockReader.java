package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.value.HeapCopier;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/**
 * Reads the blocks of a result, from an execution or from one block made by the driver.
 *
 * <p><b>Threads:</b> one thread reads; {@link #close} may come from another.
 */
final class BlockReader {
    /** Rows on the heap; a column may be longer than the rows that count. */
    static final class Rows {
        private final int rowCount;
        private final List<ColumnData> columns;

        Rows(int rowCount, List<ColumnData> columns) {
            this.rowCount = rowCount;
            this.columns = columns;
        }

        int rowCount() {
            return rowCount;
        }

        List<ColumnData> columns() {
            return columns;
        }
    }

    private final @Nullable Execution execution;
    private final HeapCopier copier = new HeapCopier();
    private @Nullable ColumnBlock only;
    private long rowsLeft;

    private BlockReader(@Nullable Execution execution, @Nullable ColumnBlock only, long maxRows) {
        this.execution = execution;
        this.only = only;
        this.rowsLeft = maxRows == 0 ? Long.MAX_VALUE : maxRows;
    }

    /** @param maxRows after how many rows the result ends, 0 = never */
    static BlockReader of(Execution execution, long maxRows) {
        return new BlockReader(execution, null, maxRows);
    }

    static BlockReader of(ColumnBlock block) {
        return new BlockReader(null, block, 0);
    }

    /** Returns the next rows, at least one, or null after the last. */
    @Nullable Rows read() throws SQLException {
        while (rowsLeft > 0) {
            try (ColumnBlock block = readBlock()) {
                if (block == null) {
                    return null;
                }
                if (block.rowCount() > 0) {
                    int count = (int) Math.min(block.rowCount(), rowsLeft);
                    rowsLeft -= count;
                    return new Rows(count, copier.copy(block));
                }
            }
        }
        return null;
    }

    /** Returns the next block as it came, which the caller closes, or null after the last. */
    @Nullable ColumnBlock readBlock() throws SQLException {
        Execution running = execution;
        if (running == null) {
            ColumnBlock block = only;
            only = null;
            return block;
        }
        try {
            return running.next();
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    /** Ends a waiting read and frees the execution. */
    void close() throws SQLException {
        Execution running = execution;
        if (running == null) {
            return;
        }
        try {
            running.cancel();
            running.close();
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }
}
