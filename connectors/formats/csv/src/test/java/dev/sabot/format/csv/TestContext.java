package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;

import org.apache.arrow.memory.BufferAllocator;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/// A context of one query in tests.
record TestContext(BufferAllocator allocator, int batchRows, FileAccess files)
        implements ConnectorContext {
    TestContext(BufferAllocator allocator, int batchRows) {
        this(allocator, batchRows, new LocalFileAccess(List.of()));
    }

    @Override
    public void checkCancelled() {}

    @Override
    public long nowMicros() {
        return 0;
    }

    @Override
    public DeadLetters deadLetters() {
        throw new AssertionError("files have no dead letters");
    }

    @Override
    public ZoneId timeZone() {
        return ZoneOffset.UTC;
    }
}
