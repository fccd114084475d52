package dev.sabot.format.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format.FileWriter;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writes files and reads them back.
final class CsvWriterTest {
    @TempDir private Path folder;

    private Path write(
            CsvFiles files,
            String name,
            Schema schema,
            Map<String, String> options,
            List<List<@Nullable Object>> rows) {
        Column[] columns = new Column[schema.size()];
        for (int column = 0; column < columns.length; column++) {
            ColumnBuilder builder = new ColumnBuilder(schema.type(column));
            for (List<@Nullable Object> row : rows) {
                builder.appendObject(row.get(column));
            }
            columns[column] = builder.build(files.allocator());
        }
        Path path = folder.resolve(name);
        ConnectorContext context = files.context();
        try (Batch batch = Batch.of(rows.size(), columns);
                OutputFile file = context.files().create(path.toString(), true);
                FileWriter writer = new CsvFormat().write(file, schema, options, context)) {
            writer.write(batch);
            writer.finish();
            file.commit();
        }
        return path;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void writesEveryType() throws IOException {
        Schema schema =
                Schema.of(
                        Field.of("flag", DataType.BOOLEAN),
                        Field.of("small", DataType.TINYINT),
                        Field.of("real", DataType.REAL),
                        Field.of("double", DataType.DOUBLE),
                        Field.of("money", DataType.decimal(38, 2)),
                        Field.of("a \"text\"", DataType.VARCHAR),
                        Field.of("bytes", DataType.VARBINARY),
                        Field.of("day", DataType.DATE),
                        Field.of("time", DataType.TIME),
                        Field.of("ts", DataType.TIMESTAMP),
                        Field.of("instant", DataType.TIMESTAMP_TZ),
                        Field.of("months", DataType.INTERVAL_MONTH),
                        Field.of("span", DataType.INTERVAL_DAY),
                        Field.of("list", DataType.array(DataType.VARCHAR)),
                        Field.of("row", DataType.row(List.of(Field.of("x", DataType.BIGINT)))),
                        Field.of("map", DataType.map(DataType.VARCHAR, DataType.DATE)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(
                row(
                        true,
                        -7,
                        0.1,
                        1e10,
                        new BigInteger("123456789012345678901234"),
                        "a,b",
                        new byte[] {0, -1},
                        -1,
                        3_600_000_001L,
                        -1_500_000L,
                        0L,
                        -14,
                        -93_784_500_000L,
                        row("x", null),
                        row(5),
                        Map.of("k", 0)));
        rows.add(new ArrayList<>(java.util.Collections.nCopies(16, null)));
        try (CsvFiles files = new CsvFiles(folder)) {
            Path path = write(files, "all.csv", schema, Map.of(), rows);
            assertEquals(
                    "flag,small,real,double,money,\"a \"\"text\"\"\",bytes,day,time,ts,instant,"
                            + "months,span,list,row,map\n"
                            + "true,-7,0.1,1.0E10,1234567890123456789012.34,\"a,b\",00ff,"
                            + "1969-12-31,01:00:00.000001,1969-12-31 23:59:58.5,"
                            + "1970-01-01 00:00:00+00:00,-1-02,-1 02:03:04.5,\"[x, NULL]\","
                            + "{x: 5},{k=1970-01-01}\n"
                            + ",,,,,,,,,,,,,,,\n",
                    Files.readString(path));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text.csv, '', ''",
        "text.tsv, '', ''",
        "text.csv.gz, '', ''",
        "text.csv, delim=;, nullstr=NULL",
        "text.csv, quote=', force_quote=*",
        "text.csv, quote=\"\", escape=\\",
        "text.csv, header=false, sep=|"
    })
    void readsBackRandomTexts(String name, String first, String second) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "ab ,;\t|\"'\\\n\r#é😀\uFEFFNUL";
        int[] points = alphabet.codePoints().toArray();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int index = 0; index < 3_000; index++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < 3; column++) {
                StringBuilder text = new StringBuilder();
                for (int left = random.nextInt(6); left > 0; left--) {
                    text.appendCodePoint(points[random.nextInt(points.length)]);
                }
                row.add(random.nextInt(9) == 0 ? null : text.toString());
            }
            rows.add(row);
        }
        Schema schema =
                Schema.of(
                        Field.of("a", DataType.VARCHAR),
                        Field.of("b\n", DataType.VARCHAR),
                        Field.of("c", DataType.VARCHAR));
        Map<String, String> options = new java.util.TreeMap<>();
        for (String option : new String[] {first, second}) {
            if (!option.isEmpty()) {
                options.put(option.split("=", 2)[0], option.split("=", 2)[1]);
            }
        }
        if (options.containsValue("\"\"")) {
            options.put("quote", "\"");
        }
        try (CsvFiles files = new CsvFiles(folder)) {
            write(files, name, schema, options, rows);
            options.remove("force_quote");
            options.putIfAbsent("delim", name.contains("tsv") ? "\t" : ",");
            if (options.containsKey("sep")) {
                options.remove("delim");
            }
            List<List<@Nullable Object>> seen = files.rows(files.open(name, options, schema));
            for (int index = 0; index < rows.size(); index++) {
                assertEquals(rows.get(index), seen.get(index), "row " + index + ", seed " + seed);
            }
            assertEquals(rows.size(), seen.size());
        }
    }

    @Test
    void readsBackNullsOfASingleColumn() {
        Schema schema = Schema.of(Field.of("a", DataType.VARCHAR));
        List<List<@Nullable Object>> rows =
                List.of(row((Object) null), row(""), row("x"), row((Object) null));
        try (CsvFiles files = new CsvFiles(folder)) {
            write(files, "one.csv", schema, Map.of(), rows);
            assertEquals(rows, files.rows(files.open("one.csv", Map.of())));
        }
    }

    @Test
    void writesPatternsAndNoHeader() throws IOException {
        Schema schema = Schema.of(Field.of("d", DataType.DATE), Field.of("t", DataType.TIMESTAMP));
        Map<String, String> options =
                Map.of(
                        "dateformat", "%d.%m.%Y",
                        "timestampformat", "yyyy/MM/dd HH:mm",
                        "header", "false",
                        "delim", "|");
        try (CsvFiles files = new CsvFiles(folder)) {
            Path path = write(files, "p.csv", schema, options, List.of(row(0, 60_000_000L)));
            assertEquals("01.01.1970|1970/01/01 00:01\n", Files.readString(path));
        }
    }

    @Test
    void refusesWhatCannotBeReadBack() {
        Schema schema = Schema.of(Field.of("a", DataType.VARCHAR));
        try (CsvFiles files = new CsvFiles(folder)) {
            SabotException nul =
                    assertThrows(
                            SabotException.class,
                            () -> write(files, "n.csv", schema, Map.of(), List.of(row("x\0"))));
            assertEquals(ErrorCode.INVALID_ARGUMENT, nul.code());
            SabotException unquoted =
                    assertThrows(
                            SabotException.class,
                            () ->
                                    write(
                                            files,
                                            "n.csv",
                                            schema,
                                            Map.of("quote", ""),
                                            List.of(row("a,b"))));
            assertEquals(ErrorCode.INVALID_ARGUMENT, unquoted.code());
        }
    }
}
