package dev.sabot.connector.memory;

import dev.sabot.batch.Batch;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads an unbounded table in memory from its start.
final class MemoryStreamSource implements Source {
    private final MemoryStream stream;
    private final List<Integer> columns;

    MemoryStreamSource(MemoryStream stream, List<Integer> columns) {
        this.stream = stream;
        this.columns = columns;
    }

    private record Feed(int number) implements Split {
        @Override
        public long estimatedRows() {
            return -1;
        }

        @Override
        public String describe() {
            return "split " + number;
        }
    }

    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        List<Split> splits = new ArrayList<>();
        for (int split = 0; split < stream.numSplits(); split++) {
            splits.add(new Feed(split));
        }
        return splits;
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        if (!(split instanceof Feed(int number))) {
            throw new IllegalArgumentException("not a split of this source: " + split);
        }
        return new Reader(number, context);
    }

    private final class Reader implements SplitReader {
        private final int split;
        private final ConnectorContext context;
        private MemoryStream.Place place = new MemoryStream.Place(0, 0);
        private long position;

        Reader(int split, ConnectorContext context) {
            this.split = split;
            this.context = context;
        }

        @Override
        public @Nullable Batch next() {
            context.checkCancelled();
            MemoryStream.Piece piece = stream.read(split, place, columns, context.batchRows());
            if (piece == null) {
                return null;
            }
            place = piece.next();
            position += piece.batch().numRows();
            return piece.batch();
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished(split, place);
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public CompletableFuture<@Nullable Void> whenReady() {
            return stream.whenReady(split, place);
        }

        @Override
        public boolean isCaughtUp() {
            return stream.isIdle(split, place);
        }

        @Override
        public long watermark() {
            return stream.watermark(split, place);
        }

        @Override
        public void close() {}
    }
}
