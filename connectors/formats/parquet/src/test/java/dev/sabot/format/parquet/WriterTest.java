package dev.sabot.format.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes files and reads them back, with our reader and with DuckDB.
final class WriterTest {
    @TempDir private Path folder;
    private RootAllocator allocator = new RootAllocator();

    @BeforeEach
    void open() {
        allocator = new RootAllocator();
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    private Path write(Schema schema, Map<String, String> options, List<Batch> batches) {
        Path path = folder.resolve("written.parquet");
        TestContext context = new TestContext(allocator, 8_192);
        try (OutputFile file = context.files().create(path.toString(), true);
                FileWriter writer = new ParquetFormat().write(file, schema, options, context)) {
            batches.forEach(writer::write);
            writer.finish();
            file.commit();
        }
        return path;
    }

    private Table table(Path path) {
        TestContext context = new TestContext(allocator, 8_192);
        return new ParquetFormat()
                .open(context.files().list(path.toString()), Map.of(), null, context);
    }

    @ParameterizedTest
    @CsvSource({
        "snappy, 100000, 0.2, 5000",
        "zstd, 999, 0, 8192",
        "lz4, 1000, 0.9, 3",
        "gzip, 122880, 0.5, 8192",
        "none, 4096, 1, 1000"
    })
    void readsBackWhatItWrote(String codec, String groupRows, double nulls, int batchRows)
            throws SQLException {
        long seed = System.nanoTime();
        RandomRows random = new RandomRows(seed, nulls);
        List<Batch> batches = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int numRows : new int[] {1, 2_000, 0, 1_717}) {
            Batch batch = random.batch(numRows, allocator);
            Rows.add(batch, RandomRows.SCHEMA, expected);
            batches.add(batch);
        }
        Map<String, String> options = Map.of("COMPRESSION", codec, "row_group_size", groupRows);
        Path path = write(RandomRows.SCHEMA, options, batches);
        batches.forEach(Batch::close);
        Table table = table(path);
        assertEquals(RandomRows.SCHEMA, table.schema(), "seed " + seed);
        assertEquals(
                expected, Rows.all(table, new TestContext(allocator, batchRows)), "seed " + seed);
        try (DuckDb duck = new DuckDb()) {
            List<List<@Nullable Object>> seen =
                    duck.query(
                            "SELECT * REPLACE (epoch_us(\"time\") AS \"time\","
                                    + " epoch_us(\"timestamp\") AS \"timestamp\","
                                    + " epoch_us(\"instant\") AS \"instant\","
                                    + " lower(hex(bytes)) AS bytes)"
                                    + " FROM read_parquet('"
                                    + path
                                    + "')");
            assertEquals(DuckDb.canonical(expected), seen, "seed " + seed);
        }
    }

    @Test
    void writesCodedAndConstantColumns() {
        ColumnBuilder values = new ColumnBuilder(DataType.VARCHAR);
        values.appendString("a");
        values.appendString("b");
        ColumnBuilder one = new ColumnBuilder(DataType.BIGINT);
        one.appendLong(7);
        Schema schema = Schema.of(Field.of("s", DataType.VARCHAR), Field.of("n", DataType.BIGINT));
        Path path;
        try (ColumnWriter indexes = ColumnWriter.fixed(allocator, Layout.INT32, 5)) {
            for (int row = 0; row < 5; row++) {
                Memory.putInt(indexes.dataAddress() + 4L * row, row % 2);
            }
            indexes.setNull(2);
            Column coded = indexes.finishDictionary(values.build(allocator));
            Column constant = Column.constant(one.build(allocator), 5);
            try (Batch batch = Batch.of(5, coded, constant)) {
                path = write(schema, Map.of(), List.of(batch));
            }
        }
        List<List<@Nullable Object>> rows =
                Rows.all(table(path), new TestContext(allocator, 8_192));
        assertEquals("[[a, 7], [b, 7], [null, 7], [b, 7], [a, 7]]", rows.toString());
    }

    @Test
    void keepsStatistics() {
        Schema schema =
                Schema.of(
                        Field.of("n", DataType.INTEGER),
                        Field.of("s", DataType.VARCHAR),
                        Field.of("d", DataType.DOUBLE));
        ColumnBuilder numbers = new ColumnBuilder(DataType.INTEGER);
        ColumnBuilder texts = new ColumnBuilder(DataType.VARCHAR);
        ColumnBuilder doubles = new ColumnBuilder(DataType.DOUBLE);
        for (int row = 0; row < 100; row++) {
            numbers.appendObject(row % 4 == 0 ? null : (Object) (long) (row % 10));
            texts.appendString("t" + row);
            doubles.appendDouble(row == 50 ? Double.NaN : row);
        }
        Path path;
        try (Batch batch =
                Batch.of(
                        100,
                        numbers.build(allocator),
                        texts.build(allocator),
                        doubles.build(allocator))) {
            path = write(schema, Map.of("row_group_size", "40"), List.of(batch));
        }
        TableStatistics statistics = table(path).statistics();
        assertEquals(100, statistics.numRows());
        assertEquals(0L, statistics.column(0).min());
        assertEquals(9L, statistics.column(0).max());
        assertEquals(0.25, statistics.column(0).nullFraction());
        assertEquals(10, statistics.column(0).distinctCount());
        assertEquals("t0", statistics.column(1).min());
        assertEquals("t99", statistics.column(1).max());
        assertEquals(null, statistics.column(2).min());
    }

    @Test
    void refusesWhatItCannotHold() {
        Schema schema = Schema.of(Field.of("i", DataType.INTERVAL_DAY));
        SabotException error =
                assertThrows(SabotException.class, () -> write(schema, Map.of(), List.of()));
        assertEquals(ErrorCode.UNSUPPORTED, error.code());
        Schema plain = Schema.of(Field.of("i", DataType.INTEGER));
        error =
                assertThrows(
                        SabotException.class,
                        () -> write(plain, Map.of("compression", "brotli"), List.of()));
        assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
        error =
                assertThrows(
                        SabotException.class, () -> write(plain, Map.of("level", "9"), List.of()));
        assertEquals(ErrorCode.OPTION_NOT_ALLOWED, error.code());
        assertEquals(0, folder.toFile().list().length, "nothing is left behind");
    }

    @Test
    void writesNoRows() throws Exception {
        Path path = write(RandomRows.SCHEMA, Map.of(), List.of());
        assertEquals(RandomRows.SCHEMA, table(path).schema());
        assertEquals(0, Rows.all(table(path), new TestContext(allocator, 8_192)).size());
        Files.delete(path);
    }

    /// A row group of several parts is read in splits; those start at pages inside it.
    @Test
    void cutsLargeRowGroups() {
        Schema schema =
                Schema.of(
                        new Field("n", DataType.BIGINT, false),
                        Field.of("few", DataType.VARCHAR),
                        Field.of("text", DataType.VARCHAR));
        List<Batch> batches = new ArrayList<>();
        int numRows = 300_000;
        for (int first = 0; first < numRows; first += 7_500) {
            ColumnBuilder numbers = new ColumnBuilder(DataType.BIGINT);
            ColumnBuilder few = new ColumnBuilder(DataType.VARCHAR);
            ColumnBuilder texts = new ColumnBuilder(DataType.VARCHAR);
            for (long row = first; row < first + 7_500; row++) {
                numbers.appendLong(row);
                few.appendObject(row % 9 == 0 ? null : "few" + row % 5);
                texts.appendObject(row % 7 == 0 ? null : "text" + row);
            }
            batches.add(
                    Batch.of(
                            7_500,
                            numbers.build(allocator),
                            few.build(allocator),
                            texts.build(allocator)));
        }
        Path path = write(schema, Map.of("row_group_size", "1000000"), batches);
        batches.forEach(Batch::close);
        Table table = table(path);
        TestContext context = new TestContext(allocator, 8_192);
        ScanRequest all = new ScanRequest(List.of(0, 1, 2), -1);
        assertEquals(3, table.scan(all).splits(null, context).size());
        List<List<@Nullable Object>> rows = Rows.all(table, context);
        assertEquals(numRows, rows.size());
        for (int row = 0; row < numRows; row++) {
            assertEquals((long) row, rows.get(row).get(0));
            assertEquals(row % 9 == 0 ? null : "few" + row % 5, rows.get(row).get(1));
            assertEquals(row % 7 == 0 ? null : "text" + row, rows.get(row).get(2));
        }
    }
}
