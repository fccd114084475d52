package dev.sabot.connector.memory;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.StreamControl;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStore.TableDefinition;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An unbounded table in memory. What is inserted stays, in order; every query reads it from the
/// start and then waits for more.
///
/// Each commit goes to the next split in turn. A table that gets no rows is not idle by itself:
/// only [#setIdle()] says so, because nobody but the inserting application can know.
///
/// **Threads**: safe.
final class MemoryStream implements Table, StreamControl {
    private final TableDefinition definition;
    private final BufferAllocator allocator;
    private final List<Feed> feeds = new ArrayList<>();
    private int nextFeed;
    private long watermark = Long.MIN_VALUE;
    private boolean isIdle;
    private boolean isEnded;
    private CompletableFuture<@Nullable Void> changed = new CompletableFuture<>();

    /// The rows of one split, as batches of flat columns.
    private static final class Feed {
        private final List<Column[]> chunks = new ArrayList<>();

        /// Chunks that truncation removed before the first.
        private int removed;
    }

    MemoryStream(TableDefinition definition, int numSplits, BufferAllocator allocator) {
        this.definition = definition;
        this.allocator = allocator;
        for (int split = 0; split < numSplits; split++) {
            feeds.add(new Feed());
        }
    }

    @Override
    public Schema schema() {
        return definition.schema();
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        return TableStatistics.UNKNOWN;
    }

    TableDefinition definition() {
        return definition;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    int numSplits() {
        return feeds.size();
    }

    @Override
    public Source scan(ScanRequest request) {
        return new MemoryStreamSource(this, request.columns());
    }

    @Override
    public Sink write(WriteRequest request) {
        if (request.mode() != WriteRequest.Mode.INSERT) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "the rows of an unbounded table cannot be changed; only INSERT is possible");
        }
        return new MemoryStreamSink(this);
    }

    private interface Change {
        void run();
    }

    /// Changes the table and wakes those who wait.
    private void change(Change change) {
        CompletableFuture<@Nullable Void> wake;
        synchronized (this) {
            change.run();
            wake = changed;
            changed = new CompletableFuture<>();
        }
        wake.complete(null);
    }

    /// Appends chunks of one commit, taking them over.
    void append(List<Column[]> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        change(() -> {
            feeds.get(nextFeed).chunks.addAll(chunks);
            nextFeed = (nextFeed + 1) % feeds.size();
            isIdle = false;
        });
    }

    @Override
    public void setWatermark(long micros) {
        change(() -> watermark = Math.max(watermark, micros));
    }

    @Override
    public void setIdle() {
        change(() -> isIdle = true);
    }

    @Override
    public void end() {
        change(() -> isEnded = true);
    }

    /// Removes all rows; who reads goes on with those that follow.
    void truncate() {
        change(() -> {
            for (Feed feed : feeds) {
                feed.removed += feed.chunks.size();
                for (Column[] chunk : feed.chunks) {
                    closeAll(chunk);
                }
                feed.chunks.clear();
            }
        });
    }

    static void closeAll(Column[] columns) {
        for (Column column : columns) {
            column.close();
        }
    }

    /// Where a reader is: in a chunk, and before a row of it.
    record Place(int chunk, int row) {}

    /// A batch and the place behind it.
    record Piece(Batch batch, Place next) {}

    /// Returns up to `limit` rows from a place on, or null when there are none now.
    synchronized @Nullable Piece read(int split, Place from, List<Integer> columns, int limit) {
        Feed feed = feeds.get(split);
        int chunk = Math.max(from.chunk, feed.removed);
        int row = chunk == from.chunk ? from.row : 0;
        if (chunk - feed.removed >= feed.chunks.size()) {
            return null;
        }
        Column[] source = feed.chunks.get(chunk - feed.removed);
        int numRows = source[0].length();
        int count = Math.min(limit, numRows - row);
        Column[] made = new Column[columns.size()];
        int done = 0;
        try {
            for (; done < made.length; done++) {
                made[done] = source[columns.get(done)].slice(row, count, allocator);
            }
        } catch (RuntimeException e) {
            for (int index = 0; index < done; index++) {
                made[index].close();
            }
            throw e;
        }
        Place next =
                row + count == numRows ? new Place(chunk + 1, 0) : new Place(chunk, row + count);
        return new Piece(Batch.of(count, made), next);
    }

    private boolean hasMore(int split, Place from) {
        Feed feed = feeds.get(split);
        return Math.max(from.chunk, feed.removed) - feed.removed < feed.chunks.size();
    }

    synchronized boolean isFinished(int split, Place from) {
        return isEnded && !hasMore(split, from);
    }

    synchronized boolean isIdle(int split, Place from) {
        return isIdle && !hasMore(split, from);
    }

    /// Returns the watermark promised for what follows a place.
    synchronized long watermark(int split, Place from) {
        return hasMore(split, from) ? Long.MIN_VALUE : watermark;
    }

    /// Completes when there is more, or the table has changed otherwise.
    synchronized CompletableFuture<@Nullable Void> whenReady(int split, Place from) {
        return hasMore(split, from) || isEnded ? CompletableFuture.completedFuture(null) : changed;
    }
}
