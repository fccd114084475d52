package dev.sabot.connector.datagen;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;

import org.apache.arrow.memory.BufferAllocator;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A context of one query in tests, whose clock stands still.
record TestContext(BufferAllocator allocator, int batchRows, AtomicLong clock)
        implements ConnectorContext {
    TestContext(BufferAllocator allocator, int batchRows) {
        this(allocator, batchRows, new AtomicLong());
    }

    @Override
    public FileAccess files() {
        return new LocalFileAccess(List.of());
    }

    @Override
    public void checkCancelled() {}

    @Override
    public long nowMicros() {
        return clock.get();
    }

    @Override
    public DeadLetters deadLetters() {
        throw new AssertionError("generated rows are never dead letters");
    }

    @Override
    public ZoneId timeZone() {
        return ZoneOffset.UTC;
    }
}
