package dev.sabot.connector.memory;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Sink;

import java.util.ArrayList;
import java.util.List;

/// Collects rows and appends those of an epoch to an unbounded table at once.
final class MemoryStreamSink implements Sink {
    private final MemoryStream stream;
    private final UniqueKeys keys;
    private final List<Column[]> collected = new ArrayList<>();

    MemoryStreamSink(MemoryStream stream) {
        this.stream = stream;
        this.keys = new UniqueKeys(stream.definition());
    }

    @Override
    public Writer openWriter(ConnectorContext context) {
        return new Writer() {
            @Override
            public void write(Batch batch) {
                try (batch) {
                    if (batch.numRows() > 0) {
                        take(batch);
                    }
                }
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    private synchronized void take(Batch batch) {
        Column[] columns = ColumnCopy.flat(batch.columns(), stream.allocator());
        collected.add(columns);
        keys.checkNotNull(columns);
    }

    @Override
    public void prepare(long epoch) {}

    @Override
    public void commit(long epoch) {
        List<Column[]> chunks;
        synchronized (this) {
            chunks = List.copyOf(collected);
            collected.clear();
        }
        stream.append(chunks);
    }

    @Override
    public void abort(long epoch) {
        close();
    }

    @Override
    public synchronized void close() {
        collected.forEach(MemoryStream::closeAll);
        collected.clear();
    }
}
