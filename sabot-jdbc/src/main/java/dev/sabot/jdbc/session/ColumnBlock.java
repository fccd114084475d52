package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Some rows of a result, by column. The holder may read the buffers until it calls {@link #close},
 * from any thread, and never after: their memory may belong to the engine.
 */
public final class ColumnBlock implements AutoCloseable {
    private final int rowCount;
    private final List<ColumnData> columns;
    private final AtomicReference<@Nullable Runnable> release;

    /**
     * @param release frees the memory behind the buffers; run once, by close
     * @throws IllegalArgumentException when a column has another number of rows
     */
    public ColumnBlock(int rowCount, List<ColumnData> columns, Runnable release) {
        for (ColumnData column : columns) {
            if (column.rowCount() != rowCount) {
                throw new IllegalArgumentException(
                        "a column of " + column.rowCount() + " rows in a block of " + rowCount);
            }
        }
        this.rowCount = rowCount;
        this.columns = List.copyOf(columns);
        this.release = new AtomicReference<>(release);
    }

    public int rowCount() {
        return rowCount;
    }

    public List<ColumnData> columns() {
        return columns;
    }

    public ColumnData column(int index) {
        return columns.get(index);
    }

    /** Frees the block. Closing twice does nothing. */
    @Override
    public void close() {
        Runnable action = release.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
