package dev.sabot.connector.kafka;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;

import org.apache.arrow.memory.BufferAllocator;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A context of one query in tests, which collects its dead letters as text.
record TestContext(BufferAllocator allocator, int batchRows, List<String> letters)
        implements ConnectorContext {
    TestContext(BufferAllocator allocator, int batchRows) {
        this(allocator, batchRows, new CopyOnWriteArrayList<>());
    }

    @Override
    public FileAccess files() {
        return new LocalFileAccess(List.of());
    }

    @Override
    public void checkCancelled() {}

    @Override
    public long nowMicros() {
        return 0;
    }

    @Override
    public DeadLetters deadLetters() {
        return new DeadLetters() {
            @Override
            public void add(
                    String table, String split, long position, String reason, byte[] record) {
                letters.add(
                        String.join(
                                " | ",
                                table,
                                split,
                                Long.toString(position),
                                reason,
                                new String(record, StandardCharsets.UTF_8)));
            }

            @Override
            public void skip(String table, String split) {
                letters.add("skipped | " + table + " | " + split);
            }
        };
    }

    @Override
    public ZoneId timeZone() {
        return ZoneOffset.UTC;
    }
}
