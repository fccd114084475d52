package dev.sabot.engine.catalog;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// A table whose rows come while a statement reads it: the way of rows from a client into an
/// INSERT. It is read once, by one statement, and is in no list of tables.
///
/// **Threads**: one pushes, one reads.
public final class RowFeed implements Table, Source, AutoCloseable {
    /// Parts that wait; a part is about as large as a message of the client.
    private static final int MAX_WAITING = 2;

    private static final long CHECK_MILLIS = 20;

    private final ObjectName name;
    private final Schema schema;
    private final Runnable whenClosed;
    private final Queue<Part> waiting = new ArrayDeque<>();
    private CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private boolean isComplete;
    private boolean isOpened;
    private boolean isAbandoned;

    /// Some rows, made into batches when the statement asks for them, in its memory.
    public interface Part {
        int numRows();

        /// Returns rows `from` to `from + count`, owned by the caller.
        Batch rows(int from, int count, BufferAllocator allocator);
    }

    private record AllRows(long estimatedRows) implements Split {
        @Override
        public String describe() {
            return "rows of a client";
        }
    }

    RowFeed(ObjectName name, Schema schema, Runnable whenClosed) {
        this.name = name;
        this.schema = schema;
        this.whenClosed = whenClosed;
    }

    /// Returns the name statements read the rows by.
    public ObjectName name() {
        return name;
    }

    /// Adds rows, waiting while enough of them wait; says whether anybody reads them.
    ///
    /// @param hasEnded whether the statement that reads has ended
    public boolean push(Part part, BooleanSupplier hasEnded) throws InterruptedException {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            while (waiting.size() >= MAX_WAITING && !isAbandoned) {
                if (hasEnded.getAsBoolean()) {
                    return false;
                }
                wait(CHECK_MILLIS);
            }
            if (isAbandoned) {
                return false;
            }
            waiting.add(part);
            wake = ready;
        }
        wake.complete(null);
        return true;
    }

    /// Says that all rows were pushed.
    public void complete() {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            isComplete = true;
            wake = ready;
        }
        wake.complete(null);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(Batch.MAX_ROWS, List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        if (request.columns().equals(allColumns())) {
            return this;
        }
        throw new SabotException(
                ErrorCode.UNSUPPORTED, "the rows of a client are read with all their columns");
    }

    private List<Integer> allColumns() {
        return java.util.stream.IntStream.range(0, schema.size()).boxed().toList();
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        return List.of(new AllRows(Batch.MAX_ROWS));
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public synchronized SplitReader open(
            Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        if (isOpened) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "the rows of a client can be read once only");
        }
        isOpened = true;
        return new Reader(context);
    }

    /// Makes the table unknown and lets go of rows that nobody reads.
    @Override
    public void close() {
        abandon();
        whenClosed.run();
    }

    private synchronized void abandon() {
        isAbandoned = true;
        waiting.clear();
        notifyAll();
    }

    private final class Reader implements SplitReader {
        private final ConnectorContext context;
        private @Nullable Part part;
        private int nextRow;
        private long position;

        Reader(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Batch next() {
            context.checkCancelled();
            Part current = part;
            if (current == null) {
                current = take();
                nextRow = 0;
            }
            if (current == null) {
                return null;
            }
            int count = Math.min(context.batchRows(), current.numRows() - nextRow);
            Batch batch = current.rows(nextRow, count, context.allocator());
            nextRow += count;
            position += count;
            part = nextRow < current.numRows() ? current : null;
            return batch;
        }

        private @Nullable Part take() {
            synchronized (RowFeed.this) {
                Part next = waiting.poll();
                while (next != null && next.numRows() == 0) {
                    next = waiting.poll();
                }
                RowFeed.this.notifyAll();
                if (next == null && !isComplete && ready.isDone()) {
                    ready = new CompletableFuture<>();
                }
                return next;
            }
        }

        @Override
        public boolean isFinished() {
            synchronized (RowFeed.this) {
                return part == null && waiting.isEmpty() && isComplete;
            }
        }

        @Override
        public CompletableFuture<@Nullable Void> whenReady() {
            synchronized (RowFeed.this) {
                return part != null || !waiting.isEmpty() || isComplete
                        ? CompletableFuture.completedFuture(null)
                        : ready;
            }
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {
            abandon();
        }
    }
}
