package dev.sabot.format.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.connector.Table;

import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads files that DuckDB wrote and compares every value with what DuckDB reads.
final class DuckDbFilesTest {
    /// Columns: expression over `i` and `r` (pseudo-random), and how DuckDB shows it as we do.
    private static final String[][] COLUMNS = {
        {"i % 2 = 0", "$"},
        {"(i % 200 - 100)::TINYINT", "$"},
        {"(i % 30000 - 15000)::SMALLINT", "$"},
        {"(r % 100000 - 50000)::INTEGER", "$"},
        {"(i * 1000003 - 77)::BIGINT", "$"},
        {"r", "$"},
        {"(i % 251)::UTINYINT", "$"},
        {"(i % 65000)::USMALLINT", "$"},
        {"(4294967295 - i)::UINTEGER", "$"},
        {"(18446744073709551615 - i)::UBIGINT", "$"},
        {"(i / 7.0)::FLOAT", "$"},
        {"(r / 3.0)::DOUBLE", "$"},
        {"(r % 99999 / 100.0)::DECIMAL(7,2)", "$"},
        {"(r % 9999999999 / 1000.0)::DECIMAL(18,3)", "$"},
        {"((r - 4611686018427387904)::DECIMAL(38,0) * 100000)::DECIMAL(38,0)", "$"},
        {"DATE '1992-01-01' + (i % 2500)::INTEGER", "$"},
        {"TIME '00:00:00' + to_microseconds(r % 86400000000)", "epoch_us($)"},
        {"TIMESTAMP '1960-01-01' + to_microseconds(r % 3000000000000000)", "epoch_us($)"},
        {"make_timestamp_ns(r)", "epoch_ns($) // 1000"},
        {"(TIMESTAMP '1960-01-01' + to_seconds(i))::TIMESTAMP_MS", "epoch_us($::TIMESTAMP)"},
        {"(TIMESTAMPTZ '2001-02-03 04:05:06+00' + to_seconds(i))", "epoch_us($)"},
        {"'text ' || (i % 10)", "$"},
        {"'täxt ' || r || repeat('x', (i % 30)::INTEGER)", "$"},
        {"CASE WHEN i % 100 = 0 THEN repeat('long', 500) ELSE '' END", "$"},
        {"encode('b' || i)", "$"},
        {"uuid() ", "$::VARCHAR"},
    };

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

    private Table table(Path file, int batchRows) {
        TestContext context = new TestContext(allocator, batchRows);
        return new ParquetFormat()
                .open(context.files().list(file.toString()), Map.of(), null, context);
    }

    private static String select(String nullCondition, int rows) {
        List<String> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS.length; column++) {
            String value = COLUMNS[column][0];
            columns.add(
                    nullCondition.isEmpty()
                            ? value + " AS c" + column
                            : "CASE WHEN NOT (%s) THEN %s END AS c%d"
                                    .formatted(
                                            nullCondition.replace("#", "" + column),
                                            value,
                                            column));
        }
        return "SELECT "
                + String.join(", ", columns)
                + " FROM (SELECT range AS i, (hash(range) >> 2)::BIGINT AS r FROM range("
                + rows
                + "))";
    }

    private void compare(DuckDb duck, Path file, int batchRows) throws SQLException {
        List<String> shown = new ArrayList<>();
        for (int column = 0; column < COLUMNS.length; column++) {
            shown.add(COLUMNS[column][1].replace("$", "c" + column));
        }
        List<List<@Nullable Object>> expected =
                duck.query(
                        "SELECT "
                                + String.join(", ", shown)
                                + " FROM read_parquet('"
                                + file
                                + "')");
        Table table = table(file, batchRows);
        List<List<@Nullable Object>> actual =
                DuckDb.canonical(Rows.all(table, new TestContext(allocator, batchRows)));
        assertEquals(expected.size(), actual.size());
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < COLUMNS.length; column++) {
                int at = row;
                int of = column;
                assertEquals(
                        expected.get(row).get(column),
                        actual.get(row).get(column),
                        () -> "row " + at + ", column " + COLUMNS[of][0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V1, snappy, 8192", "V1, zstd, 1000", "V1, gzip, 8192", "V1, lz4_raw, 8192",
        "V1, uncompressed, 3", "V2, snappy, 8192", "V2, zstd, 777", "V2, uncompressed, 8192"
    })
    void readsEveryType(String version, String codec, int batchRows) throws SQLException {
        String[] nulls = {"", "i % 7 = #", "i % 1000 < 900", "true", "i % 3000 > 10"};
        try (DuckDb duck = new DuckDb()) {
            for (int variant = 0; variant < nulls.length; variant++) {
                Path file = folder.resolve(version + codec + variant + ".parquet");
                duck.execute(
                        "COPY ("
                                + select(nulls[variant], batchRows == 3 ? 2_100 : 9_000)
                                + ") TO '"
                                + file
                                + "' (FORMAT parquet, PARQUET_VERSION "
                                + version
                                + ", CODEC '"
                                + codec
                                + "', ROW_GROUP_SIZE 4096)");
                compare(duck, file, batchRows);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void readsNestedColumns(String version) throws SQLException {
        String[] columns = {
            "CASE WHEN i % 5 <> 0 THEN list_transform(range(i % 4), lambda x: CASE WHEN x <> 2 THEN"
                    + " x + i END) END",
            "CASE WHEN i % 6 <> 0 THEN {'a': CASE WHEN i % 4 <> 0 THEN i END, 'b': 's' || i % 9}"
                    + " END",
            "CASE WHEN i % 7 <> 0 THEN list_transform(range(i % 3), lambda x:"
                    + " list_transform(range(x + i % 2), lambda y: 'v' || y)) END",
            "CASE WHEN i % 8 <> 0 THEN map_from_entries(list_transform(range(i % 4), lambda x:"
                    + " ROW('k' || x, CASE WHEN x <> 1 THEN x * i END))) END",
            "CASE WHEN i % 9 <> 0 THEN list_transform(range(i % 3), lambda x: {'p': x, 'q': CASE"
                    + " WHEN x <> 1 THEN [x, NULL] END}) END",
            "{'deep': {'list': [i, i + 1], 'none': NULL::INTEGER}}",
            "i",
        };
        List<String> named = new ArrayList<>();
        for (int column = 0; column < columns.length; column++) {
            named.add(columns[column] + " AS c" + column);
        }
        Path file = folder.resolve("nested.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute(
                    "COPY (SELECT "
                            + String.join(", ", named)
                            + " FROM (SELECT range AS i FROM range(7000))) TO '"
                            + file
                            + "' (FORMAT parquet, ROW_GROUP_SIZE 3000, PARQUET_VERSION "
                            + version
                            + ")");
            List<List<@Nullable Object>> expected =
                    duck.query("SELECT * FROM read_parquet('" + file + "')");
            for (int batchRows : new int[] {3, 1_000, 8_192}) {
                Table table = table(file, batchRows);
                TestContext context = new TestContext(allocator, batchRows);
                assertEquals(expected, DuckDb.canonical(Rows.all(table, context)));
            }
        }
    }

    @Test
    void readsNoRowsAndNoColumns() throws SQLException {
        Path empty = folder.resolve("empty.parquet");
        Path rows = folder.resolve("rows.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 1 AS a WHERE false) TO '" + empty + "'");
            duck.execute("COPY (SELECT 1 AS a FROM range(10000)) TO '" + rows + "'");
        }
        TestContext context = new TestContext(allocator, 8_192);
        assertTrue(Rows.all(table(empty, 8_192), context).isEmpty());
        List<List<@Nullable Object>> none =
                Rows.scan(
                        table(rows, 8_192),
                        new dev.sabot.connector.ScanRequest(List.of(), -1),
                        null,
                        context);
        assertEquals(10_000, none.size());
    }
}
