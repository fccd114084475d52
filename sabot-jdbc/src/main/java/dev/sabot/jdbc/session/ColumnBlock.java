package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Some rows of a result, by column. The holder may read the buffers until it calls {@link #close},
 * from any thread, and never after: their memory may belong to the engine.
 */
public final class ColumnBlock implements AutoCloseable {
    private final int rowCount;
    private final boolean isOnHeap;
    private final List<ColumnData> columns;
    private final AtomicReference<@Nullable Runnable> release;

    /**
     * @param release frees the memory behind the buffers; run once, by close
     * @throws IllegalArgumentException when a column has another number of rows
     */
    public ColumnBlock(int rowCount, List<ColumnData> columns, Runnable release) {
        this(rowCount, columns, release, false);
    }

    private ColumnBlock(
            int rowCount, List<ColumnData> columns, Runnable release, boolean isOnHeap) {
        for (ColumnData column : columns) {
            if (column.rowCount() != rowCount) {
                throw new IllegalArgumentException(
                        "a column of " + column.rowCount() + " rows in a block of " + rowCount);
            }
        }
        this.rowCount = rowCount;
        this.isOnHeap = isOnHeap;
        this.columns = List.copyOf(columns);
        this.release = new AtomicReference<>(release);
    }

    /** Returns a block whose buffers are the JVM's own and outlive its close. */
    public static ColumnBlock onHeap(int rowCount, List<ColumnData> columns) {
        return new ColumnBlock(rowCount, columns, () -> {}, true);
    }

    /** Returns the first rows of a block on the heap, in the same buffers. */
    public ColumnBlock firstRows(int count) {
        if (!isOnHeap) {
            throw new IllegalStateException("the block's memory is another's");
        }
        return onHeap(
                count,
                columns.stream()
                        .map(column -> column.firstRows(count))
                        .collect(Collectors.toList()));
    }

    public int rowCount() {
        return rowCount;
    }

    /** Returns whether the buffers stay readable after {@link #close}. */
    public boolean isOnHeap() {
        return isOnHeap;
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
