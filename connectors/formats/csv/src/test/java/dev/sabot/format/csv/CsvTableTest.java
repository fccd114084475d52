package dev.sabot.format.csv;

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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Reads tables of several files, of declared columns, in parts.
final class CsvTableTest {
    @TempDir private Path folder;

    private static byte[] gzip(String... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String member : members) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void readsGzipOfSeveralMembers() throws IOException {
        try (CsvFiles files = new CsvFiles(folder)) {
            files.write("a.csv.gz", gzip("a,b\n1,x\n", "2,y\n", "3,z"));
            assertEquals(
                    "[[1, x], [2, y], [3, z]]",
                    files.rows(files.open("a.csv.gz", Map.of())).toString());
        }
    }

    @Test
    void readsFilesByTheNamesOfTheirHeaders() {
        try (CsvFiles files = new CsvFiles(folder)) {
            files.write("1.csv", "a,b\n1,x\n");
            files.write("2.csv", "B,A\ny,2.5\n");
            files.write("3.csv", "");
            Table table = files.open("*.csv", Map.of());
            assertEquals("a DOUBLE, b VARCHAR", Rows.text(table.schema()));
            assertEquals("[[1.0, x], [2.5, y]]", files.rows(table).toString());
        }
    }

    @Test
    void fillsColumnsThatAFileLacks() {
        try (CsvFiles files = new CsvFiles(folder)) {
            files.write("1.csv", "a,b\n1,x\n");
            files.write("2.csv", "c,a\n2024-01-01,2\n");
            Table table = files.open("*.csv", Map.of("union_by_name", "true"));
            assertEquals("a BIGINT, b VARCHAR, c DATE", Rows.text(table.schema()));
            assertEquals("[[1, x, null], [2, null, 2024-01-01]]", files.rows(table).toString());
            Table strict = files.open("*.csv", Map.of());
            SabotException lacking = assertThrows(SabotException.class, () -> files.rows(strict));
            assertEquals(ErrorCode.TYPE_MISMATCH, lacking.code());
            assertTrue(lacking.getMessage().contains("2.csv has no column b"));
            files.write("2.csv", "a,b,c\n1,x,3\n");
            Table wider = files.open("*.csv", Map.of());
            SabotException excess = assertThrows(SabotException.class, () -> files.rows(wider));
            assertEquals(ErrorCode.TYPE_MISMATCH, excess.code());
            assertTrue(excess.getMessage().contains("2.csv has the column c"));
        }
    }

    @Test
    void readsDeclaredColumns() {
        Schema declared =
                Schema.of(
                        Field.of("b", DataType.decimal(20, 3)),
                        Field.of("c", DataType.VARBINARY),
                        Field.of("a", DataType.SMALLINT),
                        Field.of("d", DataType.REAL),
                        Field.of("e", new DataType(DataType.TIMESTAMP.kind(), 3, 0, List.of())),
                        Field.of("f", DataType.INTERVAL_DAY),
                        Field.of("g", DataType.INTERVAL_MONTH),
                        Field.of("h", DataType.TIMESTAMP_TZ));
        String row =
                "1,-12345678901234567.8905,00ff,x,0.1,2024-01-01 00:00:00.9999,-1 02:03:04.5,"
                        + "-1-02,1970-01-01 00:00:01+01";
        String expected =
                "[[-12345678901234567.891, 00ff, 1, 0.1, 2024-01-01T00:00:00.999, -93784500000,"
                        + " -14, 1969-12-31T23:00:01Z]]";
        try (CsvFiles files = new CsvFiles(folder)) {
            files.write("file.csv", "A,B,C,extra,D,E,F,G,H\n" + row + "\n");
            assertEquals(
                    expected, files.rows(files.open("file.csv", Map.of(), declared)).toString());
            // without a header the columns go by their places
            files.write("plain.csv", "1.5,aa,2,0.25,2024-01-01,0 00:00:00,0-00,2024-01-01\n");
            assertEquals(
                    "[[1.500, aa, 2, 0.25, 2024-01-01T00:00, 0, 0, 2024-01-01T00:00:00Z]]",
                    files.rows(files.open("plain.csv", Map.of(), declared)).toString());
            files.write("empty.csv", "");
            assertEquals(List.of(), files.rows(files.open("empty.csv", Map.of(), declared)));
            Schema nested = Schema.of(Field.of("x", DataType.array(DataType.BIGINT)));
            SabotException error =
                    assertThrows(
                            SabotException.class, () -> files.open("file.csv", Map.of(), nested));
            assertEquals(ErrorCode.UNSUPPORTED, error.code());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 8_192})
    void readsPartsOfColumnsAndRows(int batchRows) {
        StringBuilder text = new StringBuilder("a,b,c\n");
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (long row = 0; row < 1_000; row++) {
            String name = row % 7 == 0 ? null : "né" + row;
            text.append(row).append(',').append(name == null ? "" : name).append(',');
            text.append(row % 3 == 0).append('\n');
            all.add(Arrays.asList(row % 3 == 0, row, name));
        }
        try (CsvFiles files = new CsvFiles(folder)) {
            Table table = files.of(text.toString(), Map.of());
            List<Integer> columns = List.of(2, 0, 1);
            assertEquals(
                    all, Rows.scan(table, new ScanRequest(columns, -1), files.context(batchRows)));
            assertEquals(
                    all.subList(0, 10),
                    Rows.scan(table, new ScanRequest(columns, 10), files.context(batchRows)));
            assertEquals(
                    1_000,
                    Rows.scan(table, new ScanRequest(List.of(), -1), files.context(batchRows))
                            .size());
            assertEquals(1_000, table.statistics().numRows());
        }
    }

    @Test
    void leavesOutTheSameRowsWhateverTheColumns() {
        try (CsvFiles files = new CsvFiles(folder)) {
            Table table =
                    files.of(
                            "a,b\n1,2\nx,3\n4,y\n5,6\n",
                            Map.of("sample_size", "1", "ignore_errors", "true"));
            assertEquals("[[1, 2], [5, 6]]", files.rows(table).toString());
            for (int column : new int[] {0, 1}) {
                ScanRequest request = new ScanRequest(List.of(column), -1);
                assertEquals(2, Rows.scan(table, request, files.context()).size());
            }
        }
    }

    @Test
    void estimatesRowsOfLargeFiles() {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 0; row < 100_000; row++) {
            text.append(100_000 + row).append(",abcdefgh\n");
        }
        try (CsvFiles files = new CsvFiles(folder)) {
            double rows = files.of(text.toString(), Map.of()).statistics().numRows();
            assertEquals(100_000, rows, 2_000);
        }
    }

    @Test
    void refusesFilesThatChange() {
        try (CsvFiles files = new CsvFiles(folder)) {
            Table table = files.of("a\n1\n", Map.of());
            files.write("file.csv", "a\n1\n2\n");
            SabotException error = assertThrows(SabotException.class, () -> files.rows(table));
            assertEquals(ErrorCode.FILE_IO, error.code());
        }
    }
}
