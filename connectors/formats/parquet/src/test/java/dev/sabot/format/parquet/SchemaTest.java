package dev.sabot.format.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Table;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Columns of several files, declared columns, and columns that cannot be read.
final class SchemaTest {
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

    private void write(String name, String query) throws SQLException {
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (" + query + ") TO '" + folder.resolve(name) + "' (FORMAT parquet)");
        }
    }

    private Table table(String glob, Map<String, String> options, @Nullable Schema declared) {
        TestContext context = new TestContext(allocator, 8_192);
        return new ParquetFormat()
                .open(context.files().list(folder + "/" + glob), options, declared, context);
    }

    private String rows(Table table) {
        return Rows.all(table, new TestContext(allocator, 8_192)).toString();
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertEquals(code, assertThrows(SabotException.class, action::run).code());
    }

    @Test
    void readsSeveralFilesByName() throws SQLException {
        write("a1.parquet", "SELECT 1 AS n, 'x' AS s");
        write("a2.parquet", "SELECT 'y' AS s, 2 AS n");
        write("b.parquet", "SELECT 3 AS n, 0.5::DOUBLE AS d");
        assertEquals("[[1, x], [2, y]]", rows(table("a*.parquet", Map.of(), null)));
        assertCode(ErrorCode.TYPE_MISMATCH, () -> table("*.parquet", Map.of(), null));
        Map<String, String> union = Map.of("union_by_name", "true");
        assertEquals(
                "[[1, x, null], [2, y, null], [3, null, 0.5]]",
                rows(table("*.parquet", union, null)));
        write("c.parquet", "SELECT 'four' AS n");
        assertCode(ErrorCode.TYPE_MISMATCH, () -> table("*.parquet", union, null));
    }

    @Test
    void widensToDeclaredTypes() throws SQLException {
        write(
                "a.parquet",
                "SELECT 1::TINYINT AS t, 2::INTEGER AS i, 0.5::FLOAT AS r,"
                        + " 1.25::DECIMAL(5,2) AS d");
        Schema declared =
                Schema.of(
                        Field.of("D", DataType.decimal(20, 2)),
                        Field.of("i", DataType.BIGINT),
                        Field.of("r", DataType.DOUBLE),
                        Field.of("t", DataType.SMALLINT));
        assertEquals("[[1.25, 2, 0.5, 1]]", rows(table("a.parquet", Map.of(), declared)));
        Schema narrower = Schema.of(Field.of("i", DataType.SMALLINT));
        assertCode(ErrorCode.TYPE_MISMATCH, () -> table("a.parquet", Map.of(), narrower));
        Schema other = Schema.of(Field.of("i", DataType.VARCHAR));
        assertCode(ErrorCode.TYPE_MISMATCH, () -> table("a.parquet", Map.of(), other));
    }

    @Test
    void refusesUnsupportedColumnsOnlyWhenAsked() throws SQLException {
        write("a.parquet", "SELECT 1 AS n, INTERVAL 1 MONTH AS i");
        Table table = table("a.parquet", Map.of(), null);
        assertEquals(
                "[[1]]",
                Rows.scan(
                                table,
                                new ScanRequest(List.of(0), -1),
                                null,
                                new TestContext(allocator, 8_192))
                        .toString());
        assertCode(ErrorCode.UNSUPPORTED, () -> table.scan(new ScanRequest(List.of(1), -1)));
    }

    @Test
    void estimatesColumns() throws SQLException {
        write(
                "a.parquet",
                "SELECT i AS n, DATE '2020-01-01' + (i % 7)::INTEGER AS d,"
                        + " CASE WHEN i % 2 = 0 THEN 'text' || i END AS s, [i] AS list"
                        + " FROM (SELECT range AS i FROM range(1000))");
        Table table = table("a.parquet", Map.of(), null);
        assertEquals(1_000, table.statistics().numRows());
        assertEquals(999L, table.statistics().column(0).max());
        assertEquals(7, table.statistics().column(1).distinctCount());
        assertEquals(0.5, table.statistics().column(2).nullFraction());
        assertEquals(-1, table.statistics().column(2).distinctCount());
        assertTrue(table.statistics().column(0).averageBytes() > 0);
        assertEquals(-1, table.statistics().column(3).nullFraction());
    }
}
