package dev.sabot.format.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.connector.Table;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Files that cannot be read: the error names the place, and no memory is left behind.
final class MalformedFileTest {
    @TempDir private Path folder;

    private void check(
            byte[] bytes, Map<String, String> options, @Nullable Schema declared, String... parts) {
        try (JsonFiles files = new JsonFiles(folder)) {
            Path path = files.write("file.json", bytes);
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () -> {
                                Table table = files.open("file.json", options, declared);
                                files.rows(table);
                            });
            assertEquals(ErrorCode.MALFORMED_FILE, error.code(), error.getMessage());
            assertTrue(error.getMessage().startsWith(path.toString()), error.getMessage());
            for (String part : parts) {
                assertTrue(error.getMessage().contains(part), error.getMessage());
            }
        }
    }

    private void check(String text, Map<String, String> options, String... parts) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        check(bytes, options, null, parts);
    }

    @Test
    void namesThePlaceOfAValuePastTheSample() {
        String place = "column \"a\": 'x' is no BIGINT; ";
        String lines = "{'a':1,'b':2}\n".repeat(25_000) + "\n{'b':3, 'a':'x'}\n";
        check(lines, Map.of(), ", line 25002, column 13, " + place, "sample_size");
        String array = "[\n" + "{'a':1},\n".repeat(25_000) + "{'a':'x'}]";
        check(array, Map.of(), ", line 25002, column 6, " + place, "ignore_errors");
        check(
                "{'a':1}\n{'a':[1]}",
                Map.of("sample_size", "1"),
                "line 2, column 6, column \"a\": an array is no BIGINT");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Map<String, String> one = Map.of("sample_size", "1");
        check("{'a':1}\n{'a':1.5}", one, "line 2", "1.5 is no BIGINT");
        check("{'a':1}\n{'a':9223372036854775808}", one, "9223372036854775808 is no BIGINT");
        check("{'a':true}\n{'a':1}", one, "1 is no BOOLEAN");
        check("{'a':{'b':1}}\n{'a':{'b':[]}}", one, "column \"a\": an array is no BIGINT");
        check("{'a':1}\n{'b':1}", one, "line 2", "the key 'b' is not among those found before");
        check("{'a':{'b':1}}\n{'a':{'c':1}}", one, "the key 'c' is not among those found before");
        check("{'a':1}\n{'a':1,'a':2}", one, "line 2", "the key 'a' occurs twice");
        check("{'a':'x'}\n{'a':'\\ud800'}", one, "half of a pair of surrogates");
        check("{'a':1}\n5", one, "line 2, column 1: the record is no object");
        Schema declared = Schema.of(new Field("a", DataType.decimal(4, 2), false));
        byte[] wide = "{\"a\":99.995}".getBytes(StandardCharsets.UTF_8);
        check(wide, Map.of(), declared, "99.995 is no DECIMAL(4, 2); choose");
        byte[] none = "{\"a\":null}".getBytes(StandardCharsets.UTF_8);
        check(none, Map.of(), declared, "the column is NOT NULL");
    }

    @Test
    void refusesWhatIsNoJson() {
        check("{'a':1}\n{'a':2\n{'a':3}\n", Map.of("layout", "nd"), ", line 2, column ");
        check("{'a':1}\n{'a':NaN}\n", Map.of(), ", line 2, column 9: Non-standard token 'NaN'");
        check("[{'a':1},\n{'a':2}", Map.of(), ", line 2, column 8");
        check("[{'a':1}]\nx", Map.of(), ", line 2, column ");
        check("[{'a':1}]\n{'a':2}", Map.of("layout", "array"), "line 2", "behind the array");
        check("{'a':1}", Map.of("layout", "array"), "does not start with an array");
        check("{'a':'x\0y'}", Map.of(), ", line 1, column ");
        check("", Map.of(), "declare the columns");
        byte[] latin = "{\"a\":1}\n{\"a\":\"Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
        check(latin, Map.of(), null, ", line 2, column ", "UTF-8");
    }

    @Test
    void refusesWhatPassesLimits() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        check("{'a':" + deep + "}", Map.of(), ", line 1", "nesting depth");
        check("[{'a':" + deep + "}\n]", Map.of(), ", line 1", "nesting depth");
        byte[] longLine = new byte[20 << 20];
        Arrays.fill(longLine, (byte) ' ');
        longLine[0] = '{';
        check(longLine, Map.of("layout", "nd"), null, "longer than 16 MiB");
        check(longLine, Map.of("layout", "unstructured"), null, "longer than 16 MiB");
        StringBuilder keys = new StringBuilder("{");
        for (int key = 0; key < 100_001; key++) {
            keys.append(key == 0 ? "" : ",").append("'k").append(key).append("':1");
        }
        check(keys.append('}').toString(), Map.of(), "more than 100000 different keys");
    }

    @Test
    void refusesBrokenCompression() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int row = 0; row < 10_000; row++) {
                gzip.write(
                        ("{\"a\":" + row * 7919L % 10_007 + "}\n")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        check(cut, Map.of(), null, "broken or cut off");
        byte[] plain = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        check(plain, Map.of("compression", "gzip"), null, "broken or cut off");
    }

    @Test
    void refusesOptionsAndTypes() {
        try (JsonFiles files = new JsonFiles(folder)) {
            for (String option :
                    new String[] {
                        "layout=csv",
                        "sample_size=x",
                        "maximum_depth=1000",
                        "ignore_errors=maybe",
                        "compression=zstd"
                    }) {
                String[] parts = option.split("=", 2);
                SabotException error =
                        assertThrows(
                                SabotException.class,
                                () -> files.of("{}", Map.of(parts[0], parts[1])));
                assertEquals(ErrorCode.INVALID_ARGUMENT, error.code(), option);
            }
            SabotException unknown =
                    assertThrows(SabotException.class, () -> files.of("{}", Map.of("x", "1")));
            assertEquals(ErrorCode.OPTION_NOT_ALLOWED, unknown.code());
            files.write("file.json", "{}");
            Schema interval = Schema.of(Field.of("i", DataType.INTERVAL_DAY));
            SabotException type =
                    assertThrows(
                            SabotException.class,
                            () -> files.open("file.json", Map.of(), interval));
            assertEquals(ErrorCode.UNSUPPORTED, type.code());
        }
    }
}
