package dev.sabot.server.flightsql;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.engine.Query;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.server.wire.BatchEncoder;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// Makes frames of a good size of a query's batches: small ones are joined as long as they come at
/// once or soon, large ones are cut.
///
/// **Ownership**: takes the batches given over; the query stays its owner's.
///
/// **Threads**: one.
final class QueryFrames implements AutoCloseable {
    private static final long MIN_BYTES = 1L << 20;
    private static final long TARGET_BYTES = 4L << 20;
    private static final long MAX_BYTES = 8L << 20;
    private static final long MAX_DELAY_MILLIS = 10;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Query query;
    private final Schema schema;
    private final BufferAllocator allocator;
    private final int batchRows;
    private final Deque<Batch> waiting;

    /// Takes frames; may wait.
    interface Sink {
        void accept(FlightFrame frame, long numRows);
    }

    QueryFrames(Query query, BufferAllocator allocator, int batchRows, Collection<Batch> taken) {
        this.query = query;
        this.schema = query.schema();
        this.allocator = allocator;
        this.batchRows = batchRows;
        this.waiting = new ArrayDeque<>(taken);
    }

    /// Writes frames until the query ends.
    ///
    /// **Errors**: those of the query and of the sink.
    void writeAll(Sink sink) {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = writeSome(sink);
        }
    }

    private boolean writeSome(Sink sink) {
        List<Batch> group = new ArrayList<>();
        try {
            if (!collect(group)) {
                return false;
            }
            if (group.size() == 1) {
                write(group.getFirst(), sink);
            } else {
                try (Batch joined = join(group)) {
                    write(joined, sink);
                }
            }
            return true;
        } finally {
            group.forEach(query::release);
        }
    }

    /// Takes the next batch, waiting for it, and those that fit with it into one frame and come
    /// soon.
    private boolean collect(List<Batch> group) {
        Batch batch = waiting.isEmpty() ? query.next() : waiting.poll();
        long deadline = EngineClock.SYSTEM.monotonicNanos() + MAX_DELAY_MILLIS * NANOS_PER_MILLI;
        long bytes = 0;
        long rows = 0;
        while (batch != null) {
            group.add(batch);
            bytes += BatchEncoder.estimatedBytes(batch);
            rows += batch.numRows();
            if (bytes >= MIN_BYTES || rows >= batchRows) {
                break;
            }
            batch = soon(deadline);
        }
        return !group.isEmpty();
    }

    private @Nullable Batch soon(long deadlineNanos) {
        if (!waiting.isEmpty()) {
            return waiting.poll();
        }
        long nanos = deadlineNanos - EngineClock.SYSTEM.monotonicNanos();
        return query.poll(Math.clamp(nanos / NANOS_PER_MILLI, 0, MAX_DELAY_MILLIS));
    }

    private Batch join(List<Batch> group) {
        Column[] columns = new Column[schema.size()];
        int numRows = 0;
        for (Batch batch : group) {
            numRows += batch.numRows();
        }
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                List<Column> parts = new ArrayList<>(group.size());
                for (Batch batch : group) {
                    parts.add(batch.column(made));
                }
                columns[made] = Gather.concat(parts, allocator);
            }
            return Batch.of(numRows, columns);
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    private void write(Batch batch, Sink sink) {
        long bytes = Math.max(1, BatchEncoder.estimatedBytes(batch));
        int numRows = batch.numRows();
        long fitting = Math.max(1, numRows * TARGET_BYTES / bytes);
        int step = (int) Math.min(batchRows, fitting);
        if (step >= numRows) {
            writePart(batch, sink);
            return;
        }
        for (int from = 0; from < numRows; from += step) {
            writeRows(batch, from, Math.min(step, numRows - from), sink);
        }
    }

    private void writeRows(Batch batch, int from, int count, Sink sink) {
        try (Batch part = slice(batch, from, count)) {
            writePart(part, sink);
        }
    }

    private Batch slice(Batch batch, int from, int count) {
        Column[] columns = new Column[batch.numColumns()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] = batch.column(made).slice(from, count, allocator);
            }
            return Batch.of(count, columns);
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    /// Writes rows as one frame, or as two halves when some are far larger than the mean.
    private void writePart(Batch part, Sink sink) {
        int numRows = part.numRows();
        try (BatchEncoder encoder = new BatchEncoder(allocator)) {
            FlightFrame frame = encoder.encode(schema, part);
            if (frame.bodyBytes() <= MAX_BYTES || numRows == 1) {
                sink.accept(frame, numRows);
                return;
            }
        }
        int half = numRows / 2;
        writeRows(part, 0, half, sink);
        writeRows(part, half, numRows - half, sink);
    }

    /// Gives back what was not written.
    @Override
    public void close() {
        waiting.forEach(query::release);
        waiting.clear();
    }
}
