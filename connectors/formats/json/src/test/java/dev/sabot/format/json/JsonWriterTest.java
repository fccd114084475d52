package dev.sabot.format.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.OutputFile;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writes files and reads them back.
final class JsonWriterTest {
    @TempDir private Path folder;

    private Path write(
            JsonFiles files,
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
                FileWriter writer = new JsonFormat().write(file, schema, options, context)) {
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
                        Field.of("row", DataType.row(List.of(Field.of("x", DataType.DOUBLE)))),
                        Field.of("map", DataType.map(DataType.BIGINT, DataType.DATE)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(
                row(
                        true,
                        -7,
                        0.1,
                        1e10,
                        new BigInteger("123456789012345678901234"),
                        "a\"\\\n\u0001é",
                        new byte[] {0, -1},
                        -1,
                        3_600_000_001L,
                        -1_500_000L,
                        0L,
                        -14,
                        -93_784_500_000L,
                        row("x", null),
                        row(Double.NaN),
                        Map.of(5, 0)));
        try (JsonFiles files = new JsonFiles(folder)) {
            Path path = write(files, "all.json", schema, Map.of(), rows);
            assertEquals(
                    "{\"flag\":true,\"small\":-7,\"real\":0.1,\"double\":1.0E10,"
                            + "\"money\":1234567890123456789012.34,"
                            + "\"a \\\"text\\\"\":\"a\\\"\\\\\\n\\u0001é\",\"bytes\":\"00ff\","
                            + "\"day\":\"1969-12-31\",\"time\":\"01:00:00.000001\","
                            + "\"ts\":\"1969-12-31 23:59:58.5\","
                            + "\"instant\":\"1970-01-01 00:00:00+00:00\",\"months\":\"-1-02\","
                            + "\"span\":\"-1 02:03:04.5\",\"list\":[\"x\",null],"
                            + "\"row\":{\"x\":\"NaN\"},\"map\":{\"5\":\"1970-01-01\"}}\n",
                    Files.readString(path));
            Path none = write(files, "none.json", schema, Map.of("array", "true"), List.of());
            assertEquals("[]\n", Files.readString(none));
        }
    }

    @ParameterizedTest
    @CsvSource({"rows.json, false", "rows.ndjson.gz, false", "rows.json, true"})
    void readsBackWhatItWrote(String name, String array) {
        Schema schema =
                Schema.of(
                        Field.of("big", DataType.BIGINT),
                        Field.of("double", DataType.DOUBLE),
                        Field.of("money", DataType.decimal(38, 6)),
                        Field.of("text\n\"", DataType.VARCHAR),
                        Field.of("day", DataType.DATE),
                        Field.of("ts", DataType.TIMESTAMP),
                        Field.of(
                                "nested",
                                DataType.array(
                                        DataType.row(
                                                List.of(
                                                        Field.of("x", DataType.BIGINT),
                                                        Field.of("y", DataType.VARCHAR))))),
                        Field.of("map", DataType.map(DataType.VARCHAR, DataType.BOOLEAN)));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(Collections.nCopies(schema.size(), null));
        for (int index = 0; index < 2_000; index++) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put(text(random), random.nextBoolean());
            rows.add(
                    row(
                            random.nextLong(),
                            random.nextInt(9) == 0
                                    ? Double.NEGATIVE_INFINITY
                                    : random.nextGaussian() * 1e300,
                            new BigInteger(126, new java.util.Random(random.nextLong())),
                            random.nextInt(9) == 0 ? null : text(random),
                            (long) random.nextInt(-700_000, 2_900_000),
                            random.nextLong(-1L << 55, 1L << 57),
                            row(row(random.nextLong(), text(random)), null),
                            map));
        }
        try (JsonFiles files = new JsonFiles(folder)) {
            write(files, name, schema, Map.of("array", array), rows);
            List<List<@Nullable Object>> expected = new ArrayList<>();
            Column[] columns = new Column[schema.size()];
            for (int column = 0; column < columns.length; column++) {
                ColumnBuilder builder = new ColumnBuilder(schema.type(column));
                for (List<@Nullable Object> row : rows) {
                    builder.appendObject(row.get(column));
                }
                columns[column] = builder.build(files.allocator());
            }
            try (Batch batch = Batch.of(rows.size(), columns)) {
                Rows.add(batch, schema, expected);
            }
            List<List<@Nullable Object>> seen = files.rows(files.open(name, Map.of(), schema));
            for (int index = 0; index < rows.size(); index++) {
                assertEquals(expected.get(index), seen.get(index), "seed " + seed);
            }
            assertEquals(expected.size(), seen.size());
        }
    }

    private static String text(SplittableRandom random) {
        int[] points = "ab \"\\\n\r\t\b\0{}[],:é😀\u2028".codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
