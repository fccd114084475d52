package dev.sabot.connector.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A folder that files come to while it is read.
final class MonitoredTableTest {
    private static final Schema SCHEMA = Schema.of(Field.of("n", DataType.BIGINT));

    @TempDir private Path folder;
    private final RootAllocator allocator = new RootAllocator();
    private final AtomicLong clock = new AtomicLong(1_000_000);

    private record Context(BufferAllocator allocator, FileAccess files, AtomicLong clock)
            implements ConnectorContext {
        @Override
        public int batchRows() {
            return 3;
        }

        @Override
        public void checkCancelled() {}

        @Override
        public long nowMicros() {
            return clock.get();
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

    @AfterEach
    void close() {
        allocator.close();
    }

    private Context context() {
        return new Context(allocator, new LocalFileAccess(List.of(folder)), clock);
    }

    private Table table(Path path, String... options) {
        Map<String, String> all =
                new TreeMap<>(Map.of("path", path.toString(), "format", "parquet"));
        for (int index = 0; index < options.length; index += 2) {
            all.put(options[index], options[index + 1]);
        }
        return new FilesystemConnector()
                .open(new TableHandle("filesystem", List.of(), all, SCHEMA), context());
    }

    private void write(String name, long modifiedSeconds, long... values) throws IOException {
        ColumnBuilder numbers = new ColumnBuilder(DataType.BIGINT);
        for (long value : values) {
            numbers.appendLong(value);
        }
        Path path = folder.resolve(name);
        try (Sink sink = table(path).write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA))) {
            try (Sink.Writer writer = sink.openWriter(context())) {
                writer.write(Batch.of(values.length, numbers.build(allocator)));
                writer.finish();
            }
            sink.prepare(0);
            sink.commit(0);
        }
        Files.setLastModifiedTime(path, FileTime.from(modifiedSeconds, TimeUnit.SECONDS));
    }

    private static List<Long> rows(SplitReader reader) {
        List<Long> rows = new ArrayList<>();
        Batch batch;
        while ((batch = reader.next()) != null) {
            try (Batch open = batch) {
                for (int row = 0; row < open.numRows(); row++) {
                    rows.add(open.column(0).getLong(row));
                }
            }
        }
        return rows;
    }

    @Test
    void newFilesAreReadOnceTheOldestFirst() throws Exception {
        Table table = table(folder, "source.monitor-interval", "10 s");
        assertEquals(Boundedness.UNBOUNDED, table.boundedness());
        Source source = table.scan(new ScanRequest(List.of(0), 1));
        Source.Split split = source.splits(null, context()).getFirst();
        long middle;
        try (SplitReader reader = source.open(split, null, context())) {
            assertFalse(reader.isCaughtUp());
            assertEquals(List.of(), rows(reader));
            assertTrue(reader.isCaughtUp());
            write("b.parquet", 100, 1, 2, 3, 4, 5);
            write("a.parquet", 200, 6);
            assertEquals(List.of(), rows(reader), "it is not time to look yet");
            clock.addAndGet(10_000_000);
            reader.whenReady().get(1, TimeUnit.SECONDS);
            try (Batch batch = reader.next()) {
                assertEquals(3, batch == null ? 0 : batch.numRows());
            }
            assertFalse(reader.isCaughtUp());
            middle = reader.position();
            assertEquals(List.of(4L, 5L, 6L), rows(reader));
            assertTrue(reader.isCaughtUp());
            write("c.parquet", 150, 7, 8);
            clock.addAndGet(10_000_000);
            assertEquals(List.of(7L, 8L), rows(reader));
            assertFalse(reader.isFinished());
        }
        Files.setLastModifiedTime(
                folder.resolve("c.parquet"), FileTime.from(300, TimeUnit.SECONDS));
        try (SplitReader reader = source.open(source.resume(split, middle), null, context())) {
            assertEquals(List.of(4L, 5L, 6L, 7L, 8L), rows(reader));
            assertEquals(MonitoredTable.position(3, 0), reader.position());
        }
        SplitReader closed = source.open(split, null, context());
        closed.close();
        assertTrue(closed.isFinished());
        assertNull(closed.next());
        Source.Split later = source.resume(split, MonitoredTable.position(4, 0));
        try (SplitReader reader = source.open(later, null, context())) {
            SabotException error = assertThrows(SabotException.class, reader::next);
            assertEquals(ErrorCode.FILE_NOT_FOUND, error.code());
        }
    }

    @Test
    void wrongIntervalsAreRefused() {
        for (String wrong : List.of("", "10", "x", "-1s")) {
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () -> table(folder, "source.monitor-interval", wrong));
            assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
        }
    }
}
