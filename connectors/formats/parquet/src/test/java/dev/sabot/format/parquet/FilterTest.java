package dev.sabot.format.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;

import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Prunes by statistics and skips by predicate; rows must be those of a full scan that pass.
final class FilterTest {
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

    private Table table(Path path) {
        TestContext context = new TestContext(allocator, 8_192);
        return new ParquetFormat()
                .open(context.files().list(path.toString()), Map.of(), null, context);
    }

    /// Keeps rows whose column 0, a BIGINT, is in a set.
    private record InSet(Set<Long> wanted, List<Domain> domains) implements ScanFilter {
        @Override
        public List<Integer> columns() {
            return List.of(0);
        }

        @Override
        public @Nullable Selection select(Column[] lent, int numRows) {
            long[] words = new long[Bitmap.words(numRows)];
            for (int row = 0; row < numRows; row++) {
                if (!lent[0].isNull(row) && wanted.contains(lent[0].getLong(row))) {
                    Bitmap.set(words, row);
                }
            }
            return Selection.Bits.of(words, numRows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void skipsRowsOfEveryEncoding(String version) throws SQLException {
        Path path = folder.resolve("skip.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute(
                    "COPY (SELECT i, i % 10 AS few, hash(i)::VARCHAR AS text,"
                            + " CASE WHEN i % 3 <> 0 THEN 'some' || i % 5 END AS coded,"
                            + " (i / 3)::DOUBLE AS d, i % 2 = 0 AS b, [i, i + 1] AS list,"
                            + " CASE WHEN i % 4 <> 0 THEN i * 7 END AS sparse"
                            + " FROM (SELECT range AS i FROM range(50000))) TO '"
                            + path
                            + "' (FORMAT parquet, ROW_GROUP_SIZE 20480, PARQUET_VERSION "
                            + version
                            + ")");
        }
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        java.util.HashSet<Long> wanted = new java.util.HashSet<>();
        for (int part = 0; part < 30; part++) {
            long from = random.nextLong(50_000);
            for (long value = from; value < from + random.nextInt(200); value++) {
                wanted.add(value);
            }
        }
        Table table = table(path);
        List<Integer> columns = List.of(0, 1, 2, 3, 4, 5, 6, 7);
        ScanRequest request = new ScanRequest(columns, -1);
        for (int batchRows : new int[] {100, 1_000, 8_192}) {
            TestContext context = new TestContext(allocator, batchRows);
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (List<@Nullable Object> row : Rows.scan(table, request, null, context)) {
                if (row.get(0) instanceof Long value && wanted.contains(value)) {
                    expected.add(row);
                }
            }
            ScanFilter filter = new InSet(wanted, List.of());
            assertEquals(expected, Rows.scan(table, request, filter, context), "seed " + seed);
        }
    }

    private static final class Domains implements ScanFilter {
        private final List<Domain> domains;

        Domains(Domain... domains) {
            this.domains = List.of(domains);
        }

        @Override
        public List<Domain> domains() {
            return domains;
        }

        @Override
        public List<Integer> columns() {
            return List.of();
        }

        @Override
        public @Nullable Selection select(Column[] lent, int numRows) {
            return null;
        }
    }

    private static int groups(Table table, ScanFilter.Domain domain, TestContext context) {
        Source source = table.scan(new ScanRequest(List.of(0, 1, 2, 3), -1));
        return source.splits(new Domains(domain), context).size();
    }

    @Test
    void prunesRowGroups() throws SQLException {
        Path path = folder.resolve("prune.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute(
                    "COPY (SELECT i, 'k' || lpad(i::VARCHAR, 6, '0') AS s,"
                            + " CASE WHEN i >= 4096 THEN i END AS n,"
                            + " CASE WHEN i = 5 THEN 'nan'::DOUBLE ELSE i END AS d"
                            + " FROM (SELECT range AS i FROM range(10240))) TO '"
                            + path
                            + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        }
        Table table = table(path);
        TestContext context = new TestContext(allocator, 8_192);
        assertEquals(1, groups(table, new ScanFilter.Domain(0, 100L, 200L, null), context));
        assertEquals(5, groups(table, new ScanFilter.Domain(0, null, null, null), context));
        assertEquals(2, groups(table, new ScanFilter.Domain(0, 2047L, 2048L, null), context));
        assertEquals(0, groups(table, new ScanFilter.Domain(0, 20_000L, null, null), context));
        Set<Object> values = Set.of(1L, 9_000L);
        assertEquals(2, groups(table, new ScanFilter.Domain(0, null, null, values), context));
        assertEquals(1, groups(table, new ScanFilter.Domain(1, "k003", "k004", null), context));
        assertEquals(3, groups(table, new ScanFilter.Domain(2, null, null, null), context));
        assertTrue(groups(table, new ScanFilter.Domain(3, 1e9, null, null), context) >= 1);
        Source limited = table.scan(new ScanRequest(List.of(0), 3_000));
        assertEquals(2, limited.splits(null, context).size());
        ScanRequest some = new ScanRequest(List.of(0), 3_000);
        assertEquals(5, table.scan(some).splits(new Domains(), context).size());
    }
}
