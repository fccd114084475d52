package dev.sabot.bench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.error.SabotException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

final class DataSetTest {
    private static final ScaleFactor TINY = ScaleFactor.parse("0.001");

    @TempDir private Path folder;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void files_are_made_once() throws Exception {
        Path quoted = folder.resolve("it's here");
        DataSet data = prepare(quoted, TINY);
        assertEquals(6_005, count(data, 0));
        assertTrue(messages().contains("lineitem 1/1: 6,005 rows"), messages());
        FileTime made = Files.getLastModifiedTime(file(quoted, "lineitem"));
        messages.reset();
        prepare(quoted, TINY);
        assertEquals("", messages());
        assertEquals(made, Files.getLastModifiedTime(file(quoted, "lineitem")));
    }

    @Test
    void interrupted_run_goes_on() throws Exception {
        prepare(folder, TINY);
        Files.delete(folder.resolve("complete"));
        Path nation = file(folder, "nation");
        Path unfinished = folder.resolve("nation.unfinished");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("part-00.parquet.unfinished"), "half a file");
        Files.delete(nation);
        Files.delete(nation.getParent());
        messages.reset();
        prepare(folder, TINY);
        assertTrue(messages().contains("generating nation\n"), messages());
        assertTrue(messages().contains("nation 1/1: 25 rows"), messages());
        assertTrue(Files.exists(folder.resolve("complete")));
        assertTrue(Files.notExists(unfinished));
    }

    @Test
    void data_of_another_size_are_refused() throws Exception {
        prepare(folder, TINY);
        SabotException marked =
                assertThrows(
                        SabotException.class, () -> prepare(folder, ScaleFactor.parse("0.002")));
        assertTrue(marked.getMessage().contains("scale factor 0.001'"), marked.getMessage());
        Files.delete(folder.resolve("complete"));
        SabotException counted =
                assertThrows(
                        SabotException.class, () -> prepare(folder, ScaleFactor.parse("0.002")));
        assertTrue(counted.getMessage().contains("has 6005 rows"), counted.getMessage());
    }

    @Test
    void second_process_is_told_to_wait() throws Exception {
        try (FolderLock _ = FolderLock.take(folder)) {
            SabotException refused =
                    assertThrows(SabotException.class, () -> FolderLock.take(folder));
            assertTrue(refused.getMessage().contains("another process"), refused.getMessage());
        }
        FolderLock.take(folder).close();
    }

    @Test
    void columns_have_the_types_of_the_standard() throws Exception {
        DataSet data = prepare(folder, TINY);
        List<String> types = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "DESCRIBE SELECT l_orderkey, l_quantity, l_shipdate, n_nationkey,"
                                        + " l_comment FROM "
                                        + data.files(DataTable.ALL.getFirst())
                                        + ", "
                                        + data.files(DataTable.ALL.get(6)))) {
            while (result.next()) {
                types.add(result.getString(2));
            }
        }
        assertEquals(List.of("BIGINT", "DECIMAL(15,2)", "DATE", "INTEGER", "VARCHAR"), types);
    }

    private DataSet prepare(Path path, ScaleFactor scale) throws IOException, SQLException {
        PrintStream stream = new PrintStream(messages, true, StandardCharsets.UTF_8);
        BenchOutput output =
                new BenchOutput(new PrintStream(OutputStream.nullOutputStream()), stream, false);
        return DataSet.generated(path, scale, 2, output);
    }

    private static Path file(Path path, String table) {
        return path.resolve(table).resolve("part-00.parquet");
    }

    private static long count(DataSet data, int table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*) FROM " + data.files(DataTable.ALL.get(table)))) {
            result.next();
            return result.getLong(1);
        }
    }

    private String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }
}
