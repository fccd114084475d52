package dev.sabot.format.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Table;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Finds columns and reads records. In the texts `~` ends a line and `'` is a double quote.
final class JsonTableTest {
    @TempDir private Path folder;

    private void check(String text, Map<String, String> options, String schema, String rows) {
        try (JsonFiles files = new JsonFiles(folder)) {
            Table table = files.of(text.replace('~', '\n').replace('\'', '"'), options);
            assertEquals(schema, Rows.text(table.schema()));
            StringBuilder seen = new StringBuilder();
            files.rows(table).forEach(seen::append);
            assertEquals(rows, seen.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':'x'}~{'a':2,'b':'y'}~ => a BIGINT, b VARCHAR => [1, x][2, y]",
                "[{'a':1},{'a':2}] => a BIGINT => [1][2]",
                "[~{'a':1},~{'a':2}~]~ => a BIGINT => [1][2]",
                "{~ 'a': 1~}~{'a':~2} {'a':3} => a BIGINT => [1][2][3]",
                "~~{'a':1}~ ~{'a':2} => a BIGINT => [1][2]",
                "{'a':1} {'a':2}~{'a':3} => a BIGINT => [1][2][3]",
                "{'a':1}~{'b':2}~{} => a BIGINT, b BIGINT => [1, null][null, 2][null, null]",
                "{'a':1,'A':2}~{'A':3} => a BIGINT, A_1 BIGINT => [1, 2][null, 3]",
                "1~2~ => json BIGINT => [1][2]",
                "[1,2]~[3] => json BIGINT ARRAY => [[1, 2]][[3]]",
                "[1,2] => json BIGINT => [1][2]",
                "1~'x'~{'a':[1, 2]} => json VARCHAR => [1][x][{\"a\":[1,2]}]",
            })
    void findsRecords(String text, String schema, String rows) {
        check(text, Map.of(), schema, rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "true~false~null => BOOLEAN => [true][false][null]",
                "1~-9223372036854775808 => BIGINT => [1][-9223372036854775808]",
                "1~9223372036854775808 => DECIMAL(38, 0) => [1][9223372036854775808]",
                "1~1.5~1e3 => DOUBLE => [1.0][1.5][1000.0]",
                "1~123456789012345678901234567890123456789 => DOUBLE"
                        + " => [1.0][1.2345678901234568E38]",
                "'x'~'2024-01-31' => VARCHAR => [x][2024-01-31]",
                "'2024-01-31'~'1969-12-31' => DATE => [2024-01-31][1969-12-31]",
                "'2024-01-31'~'2024-01-31T10:00:00.5' => TIMESTAMP"
                        + " => [2024-01-31T00:00][2024-01-31T10:00:00.500]",
                "'2024-01-31T10:00:00Z'~'2024-01-31 10:00:00+05:30' => TIMESTAMP WITH TIME ZONE"
                        + " => [2024-01-31T10:00:00Z][2024-01-31T04:30:00Z]",
                "'2023-02-29' => VARCHAR => [2023-02-29]",
                "null => VARCHAR => [null]",
                "[]~[[]] => VARCHAR ARRAY ARRAY => [[]][[[]]]",
                "[1]~[]~null~[null,2.5] => DOUBLE ARRAY => [[1.0]][[]][null][[null, 2.5]]",
                "{'x':1,'y':{'z':'t'}}~{'y':null}~null => ROW(x BIGINT, y ROW(z VARCHAR))"
                        + " => [{x=1, y={z=t}}][{x=null, y=null}][null]",
                "{} => VARCHAR => [{}]",
                "1~'x'~true~[1.50,{'a':'\\u00e9\\n'}] => VARCHAR"
                        + " => [1][x][true][[1.50,{\"a\":\"é\\n\"}]]",
                "[1,'a',{}] => VARCHAR ARRAY => [[1, a, {}]]",
            })
    void findsTypes(String values, String type, String rows) {
        StringBuilder text = new StringBuilder();
        for (String value : values.split("~")) {
            text.append("{'c':").append(value).append("}~");
        }
        check(text.toString(), Map.of(), "c " + type, rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "[1,2]~[3]~ => layout=newline_delimited => json BIGINT ARRAY => [[1, 2]][[3]]",
                "[1,2] => layout=unstructured => json BIGINT ARRAY => [[1, 2]]",
                "[[1],[2]] => layout=array => json BIGINT ARRAY => [[1]][[2]]",
                "{'a':{'b':{'c':1}}} => maximum_depth=2 => a ROW(b VARCHAR) => [{b={\"c\":1}}]",
                "{'a':1}~{'a':'x'}~{'a':3}~ => sample_size=1;ignore_errors=true => a BIGINT"
                        + " => [1][3]",
                "{'a':1}~{'a':~{'a':3}~ => ignore_errors=true;layout=nd => a BIGINT => [1][3]",
                "[{'a':1},{'a':[{}]},{'b':{'c':1}},{'a':4}]"
                        + " => sample_size=1;ignore_errors=true;layout=array => a BIGINT => [1][4]",
            })
    void obeysOptions(String text, String options, String schema, String rows) {
        Map<String, String> given = new TreeMap<>();
        for (String option : options.split(";")) {
            given.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }
        check(text, given, schema, rows);
    }

    @Test
    void readsDeclaredColumns() {
        Schema declared =
                Schema.of(
                        Field.of("b", DataType.decimal(20, 3)),
                        Field.of("A", DataType.SMALLINT),
                        Field.of("c", DataType.VARCHAR),
                        Field.of("d", DataType.REAL),
                        Field.of("e", DataType.map(DataType.VARCHAR, DataType.DATE)),
                        Field.of("f", DataType.row(List.of(Field.of("X", DataType.TIME)))),
                        Field.of("g", DataType.VARBINARY),
                        Field.of("h", DataType.TIMESTAMP_TZ),
                        Field.of("none", DataType.BIGINT));
        String record =
                "{'a':'7','b':-12345678901234567.8905,'c':{'x':[1.50,null]},'d':0.1,"
                        + "'e':{'k':'2024-01-01','l':null},'f':{'x':'01:02:03','y':5},'g':'00ff',"
                        + "'h':'1970-01-01 00:00:01','extra':[{}]}";
        try (JsonFiles files = new JsonFiles(folder)) {
            files.write("file.json", record.replace('\'', '"') + "\n{\"a\":1.0,\"d\":\"NaN\"}");
            Table table = files.open("file.json", Map.of(), declared);
            assertEquals(
                    "[[-12345678901234567.891, 7, {\"x\":[1.50,null]}, 0.1,"
                            + " {k=2024-01-01, l=null}, {X=01:02:03}, 00ff, 1970-01-01T00:00:01Z,"
                            + " null],"
                            + " [null, 1, null, NaN, null, null, null, null, null]]",
                    files.rows(table).toString());
        }
    }

    @Test
    void readsSeveralFilesAndGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String member : new String[] {"{\"a\":1}\n", "{\"a\":2}\n"}) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member.getBytes(StandardCharsets.UTF_8));
            }
        }
        try (JsonFiles files = new JsonFiles(folder)) {
            files.write("1.json.gz", bytes.toByteArray());
            files.write("2.json", "\uFEFF[{\"b\":\"é😀\"}]");
            files.write("3.json", "");
            files.write("4.json", "[]");
            Table table = files.open("*.json*", Map.of());
            assertEquals("a BIGINT, b VARCHAR", Rows.text(table.schema()));
            assertEquals("[[1, null], [2, null], [null, é😀]]", files.rows(table).toString());
            assertEquals(3, table.statistics().numRows());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8_192})
    void readsPartsOfColumnsAndRows(int batchRows) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 1_000; row++) {
            text.append("{\"a\":").append(row).append(",\"b\":[\"x\"],\"c\":\"v").append(row);
            text.append("\"}\n");
        }
        for (String whole : new String[] {text.toString(), "[" + array(text) + "]"}) {
            try (JsonFiles files = new JsonFiles(folder)) {
                Table table = files.of(whole, Map.of());
                List<Integer> columns = List.of(2, 0);
                assertEquals(
                        1_000,
                        Rows.scan(table, new ScanRequest(columns, -1), files.context(batchRows))
                                .size());
                assertEquals(
                        "[[v0, 0], [v1, 1], [v2, 2]]",
                        Rows.scan(table, new ScanRequest(columns, 3), files.context(batchRows))
                                .toString());
                assertEquals(
                        1_000,
                        Rows.scan(table, new ScanRequest(List.of(), -1), files.context(batchRows))
                                .size());
            }
        }
    }

    private static String array(StringBuilder lines) {
        return lines.toString().strip().replace("\n", ",\n");
    }

    @Test
    void makesMapsOfVeryManyKeys() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 1_500; row++) {
            text.append("{\"m\":{\"key").append(row).append("\":").append(row).append("}}\n");
        }
        try (JsonFiles files = new JsonFiles(folder)) {
            Table table = files.of(text.toString(), Map.of());
            assertEquals("m MAP<VARCHAR, BIGINT>", Rows.text(table.schema()));
            assertEquals("[{key7=7}]", files.rows(table).get(7).toString());
        }
    }
}
