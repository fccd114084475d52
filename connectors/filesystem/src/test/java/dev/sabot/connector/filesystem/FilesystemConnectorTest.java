package dev.sabot.connector.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.connector.ScanFilter;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

final class FilesystemConnectorTest {
    private static final Schema SCHEMA =
            Schema.of(Field.of("n", DataType.BIGINT), Field.of("s", DataType.VARCHAR));

    @TempDir private Path folder;
    private RootAllocator allocator = new RootAllocator();
    private final FilesystemConnector connector = new FilesystemConnector();

    private record Context(BufferAllocator allocator, FileAccess files)
            implements ConnectorContext {
        @Override
        public int batchRows() {
            return 3;
        }

        @Override
        public void checkCancelled() {}

        @Override
        public long nowMicros() {
            return 1;
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

    @BeforeEach
    void open() {
        allocator = new RootAllocator();
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    private Context context() {
        return new Context(allocator, new LocalFileAccess(List.of(folder)));
    }

    private Table table(@Nullable Schema schema, String path, String... options) {
        Map<String, String> all = new TreeMap<>(Map.of("path", folder + "/" + path));
        for (int index = 0; index < options.length; index += 2) {
            all.put(options[index], options[index + 1]);
        }
        TableHandle handle = new TableHandle("filesystem", List.of(), all, schema);
        return connector.open(handle, context());
    }

    private Batch batch(long... values) {
        ColumnBuilder numbers = new ColumnBuilder(DataType.BIGINT);
        ColumnBuilder texts = new ColumnBuilder(DataType.VARCHAR);
        for (long value : values) {
            numbers.appendLong(value);
            texts.appendString("s" + value);
        }
        return Batch.of(values.length, numbers.build(allocator), texts.build(allocator));
    }

    private void write(Table table, Batch... batches) {
        try (Sink sink = table.write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA))) {
            for (Batch batch : batches) {
                try (Sink.Writer writer = sink.openWriter(context())) {
                    writer.write(batch);
                    writer.finish();
                }
            }
            sink.prepare(0);
            sink.commit(0);
        }
    }

    private List<String> rows(Table table, @Nullable ScanFilter filter, Integer... columns) {
        List<Integer> wanted =
                columns.length > 0
                        ? List.of(columns)
                        : IntStream.range(0, table.schema().size()).boxed().toList();
        List<String> rows = new ArrayList<>();
        Source source = table.scan(new ScanRequest(wanted, -1));
        for (Source.Split split : source.splits(filter, context())) {
            try (SplitReader reader = source.open(split, filter, context())) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        if (batch == null) {
                            continue;
                        }
                        int[] selected =
                                batch.selection() == null
                                        ? IntStream.range(0, batch.numRows()).toArray()
                                        : batch.selection().indexes(batch.numRows());
                        for (int index = 0; index < batch.selectedRows(); index++) {
                            StringBuilder row = new StringBuilder();
                            for (int column = 0; column < wanted.size(); column++) {
                                Column values = batch.column(column);
                                boolean isText =
                                        table.schema()
                                                .type(wanted.get(column))
                                                .equals(DataType.VARCHAR);
                                row.append(column == 0 ? "" : " ");
                                row.append(
                                        values.isNull(selected[index])
                                                ? "null"
                                                : isText
                                                        ? values.getString(selected[index])
                                                        : values.getLong(selected[index]));
                            }
                            rows.add(row.toString());
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertEquals(code, assertThrows(SabotException.class, action::run).code());
    }

    @Test
    void writesAndReadsOneFile() throws IOException {
        write(table(SCHEMA, "one.parquet", "compression", "zstd"), batch(1, 2), batch(3));
        Table table = table(null, "one.parquet");
        assertEquals(SCHEMA, table.schema());
        assertEquals(3, table.statistics().numRows());
        assertEquals(List.of("1 s1", "2 s2", "3 s3"), rows(table, null));
        try (Sink sink = table.write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA))) {
            assertCode(ErrorCode.DUPLICATE_OBJECT, () -> sink.openWriter(context()));
        }
        write(table(SCHEMA, "one.parquet", "overwrite", "true"), batch(9));
        assertEquals(List.of("9 s9"), rows(table(null, "one.parquet"), null));
    }

    @Test
    void writesFilesToAFolder() {
        assertEquals(List.of(), rows(table(SCHEMA, "many", "format", "parquet"), null));
        write(table(SCHEMA, "many", "format", "parquet"), batch(1), batch(2, 3));
        assertEquals(List.of("1", "2", "3"), rows(table(null, "many/*.parquet"), null, 0));
        assertEquals(List.of("s1", "s2", "s3"), rows(table(null, "many"), null, 1));
    }

    @Test
    void abortLeavesNothing() throws IOException {
        Table table = table(SCHEMA, "none.parquet");
        try (Sink sink = table.write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA));
                Sink.Writer writer = sink.openWriter(context())) {
            writer.write(batch(1));
            sink.prepare(0);
            sink.abort(0);
        }
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("a.xyz"), "?");
        assertCode(ErrorCode.INVALID_ARGUMENT, () -> table(null, "a.xyz"));
        assertCode(ErrorCode.INVALID_ARGUMENT, () -> table(null, "a.xyz", "format", "xyz"));
        assertCode(ErrorCode.MALFORMED_FILE, () -> table(null, "a.xyz", "format", "parquet"));
        assertCode(ErrorCode.FILE_NOT_FOUND, () -> table(null, "b.parquet"));
        write(table(SCHEMA, "c.parquet"), batch(1));
        assertCode(ErrorCode.OPTION_NOT_ALLOWED, () -> table(null, "c.parquet", "class", "x"));
        assertCode(ErrorCode.INVALID_ARGUMENT, () -> table(null, "c.parquet", "filename", "maybe"));
        assertCode(
                ErrorCode.UNSUPPORTED,
                () ->
                        table(null, "c.parquet")
                                .write(new WriteRequest(WriteRequest.Mode.DELETE, SCHEMA)));
    }

    /// Keeps the rows whose output column 0 has a value.
    private record Keep(long wanted, List<Domain> domains) implements ScanFilter {
        @Override
        public List<Integer> columns() {
            return List.of(0);
        }

        @Override
        public @Nullable Selection select(Column[] lent, int numRows) {
            long[] words = new long[Bitmap.words(numRows)];
            for (int row = 0; row < numRows; row++) {
                if (!lent[0].isNull(row) && lent[0].getLong(row) == wanted) {
                    Bitmap.set(words, row);
                }
            }
            return Selection.Bits.of(words, numRows);
        }
    }

    @Test
    void givesColumnsOfThePath() {
        write(table(SCHEMA, "t/year=2024/name=a b/p.parquet"), batch(1, 2));
        write(table(SCHEMA, "t/year=2025/name=c/p.parquet"), batch(3));
        write(table(SCHEMA, "t/year=__HIVE_DEFAULT_PARTITION__/name=d/p.parquet"), batch(4));
        Table table =
                table(null, "t/**/*.parquet", "hive_partitioning", "true", "filename", "true");
        assertEquals(
                List.of("n", "s", "year", "name", "filename"),
                table.schema().fields().stream().map(Field::name).toList());
        assertEquals(DataType.BIGINT, table.schema().type(2));
        assertEquals(
                List.of("2024 1 a b", "2024 2 a b", "2025 3 c", "null 4 d"),
                rows(table, null, 2, 0, 3));
        assertTrue(rows(table, null, 4).get(0).endsWith("/t/year=2024/name=a b/p.parquet"));
        assertEquals(4, rows(table, null, 2).size());
        assertEquals(List.of("2025 3"), rows(table, new Keep(2025, List.of()), 2, 0));
        assertEquals(List.of("2 a b"), rows(table, new Keep(2, List.of()), 0, 3));
        ScanFilter.Domain domain = new ScanFilter.Domain(0, 2025L, null, null);
        Source source = table.scan(new ScanRequest(List.of(2, 0), -1));
        assertEquals(1, source.splits(new Keep(2025, List.of(domain)), context()).size());
        Table several =
                connector.open(
                        new TableHandle(
                                "filesystem",
                                List.of(),
                                Map.of(
                                        "path",
                                        folder
                                                + "/t/year=2025/name=c/p.parquet\n"
                                                + folder
                                                + "/t/year=2024/**/*.parquet"),
                                null),
                        context());
        assertEquals(List.of("3", "1", "2"), rows(several, null, 0));
    }
}
