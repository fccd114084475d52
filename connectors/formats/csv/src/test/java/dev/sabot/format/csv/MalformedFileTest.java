package dev.sabot.format.csv;

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
            byte[] bytes,
            Map<String, String> options,
            @Nullable Schema declared,
            ErrorCode code,
            String... parts) {
        try (CsvFiles files = new CsvFiles(folder)) {
            Path path = files.write("file.csv", bytes);
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () -> {
                                Table table = files.open("file.csv", options, declared);
                                files.rows(table);
                            });
            assertEquals(code, error.code(), error.getMessage());
            assertTrue(error.getMessage().startsWith(path.toString()), error.getMessage());
            for (String part : parts) {
                assertTrue(error.getMessage().contains(part), error.getMessage());
            }
        }
    }

    private void check(String text, Map<String, String> options, String... parts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        check(bytes, options, null, ErrorCode.MALFORMED_FILE, parts);
    }

    @Test
    void namesThePlaceOfAValuePastTheSample() {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int row = 0; row < 25_000; row++) {
            text.append(row).append(",\"two\nlines\"\n");
        }
        text.append("12x4,y\n");
        check(
                text.toString(),
                Map.of(),
                ", line 50002, column \"id\": '12x4' is no BIGINT",
                "all_varchar",
                "sample_size",
                "ignore_errors");
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        check(
                "i\n1\n99999999999999999999\n",
                Map.of("sample_size", "1"),
                "line 3, column \"i\": '99999999999999999999' is no BIGINT");
        Schema narrow = Schema.of(Field.of("i", DataType.TINYINT));
        check(
                "i\n-128\n128\n".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                narrow,
                ErrorCode.MALFORMED_FILE,
                "line 3, column \"i\": '128' is no TINYINT; choose");
        Schema decimal = Schema.of(Field.of("i", DataType.decimal(4, 2)));
        check(
                "i\n99.99\n99.995\n".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                decimal,
                ErrorCode.MALFORMED_FILE,
                "line 3, column \"i\": '99.995' is no DECIMAL(4, 2)");
    }

    @Test
    void refusesNullWhereItIsDeclaredAway() {
        Schema declared = Schema.of(new Field("i", DataType.BIGINT, false));
        check(
                "i\n1\n\n".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                declared,
                ErrorCode.MALFORMED_FILE,
                "line 3, column \"i\": there is no value, and the column is NOT NULL");
    }

    @Test
    void refusesRecordsOfOtherLengths() {
        check("a,b\n1,2\n3\n", Map.of(), ", line 3: the record has 1 fields, not 2");
        check("a,b\n1,2\n3,4,5\n", Map.of(), ", line 3: the record has 3 fields, not 2");
    }

    @Test
    void refusesOpenQuotes() {
        check("a,b\n1,x\n2,\"y\n3,z\n", Map.of("delim", ","), ", line 3: the record has a quote");
        check(
                "a,b\n1,x\n2,\"y\n3,z\n",
                Map.of("delim", ",", "escape", "\\"),
                ", line 3: the record has a quote");
        check("\"", Map.of("delim", ","), ", line 1: the record has a quote");
    }

    @Test
    void refusesCharactersBehindQuotes() {
        check("a,b\n1,\"x\"y\n", Map.of("delim", ","), ", line 2: ", "closing quote");
        check(
                "a,b\n\n1,\"x\"y\n",
                Map.of("delim", ",", "escape", "\\"),
                ", line 3: ",
                "closing quote");
    }

    @Test
    void refusesNulAndBadEncodings() {
        check("a,b\n1,x\n2,y\0\n", Map.of(), ", line 3: a NUL character");
        byte[] latin = "a,b\r\n1,x\r\n2,Zürich\r\n".getBytes(StandardCharsets.ISO_8859_1);
        check(latin, Map.of(), null, ErrorCode.MALFORMED_FILE, ", line 3: the bytes are no UTF-8");
        byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16);
        check(wide, Map.of(), null, ErrorCode.MALFORMED_FILE, ", line 1: the bytes are no UTF-8");
        byte[] cut = Arrays.copyOf("a\né".getBytes(StandardCharsets.UTF_8), 3);
        check(cut, Map.of(), null, ErrorCode.MALFORMED_FILE, ", line 2: the bytes are no UTF-8");
    }

    @Test
    void refusesRecordsPastTheLimit() {
        byte[] line = new byte[RecordBuffer.MAX_RECORD_CHARS + 100_000];
        Arrays.fill(line, (byte) 'x');
        line[1] = '\n';
        check(line, Map.of("delim", ","), null, ErrorCode.MALFORMED_FILE, ", line 2: ");
        for (int at = 2; at < line.length; at += 1_000) {
            line[at] = ',';
        }
        check(line, Map.of("delim", ","), null, ErrorCode.MALFORMED_FILE, "line 2", "longer than");
        check(
                ("a\n" + ",".repeat(RecordBuffer.MAX_FIELDS)).getBytes(StandardCharsets.UTF_8),
                Map.of("delim", ","),
                null,
                ErrorCode.MALFORMED_FILE,
                "line 2: the record has more than 100000 fields");
    }

    @Test
    void refusesBrokenCompression() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int row = 0; row < 10_000; row++) {
                gzip.write(
                        (row + "," + row * 7919L % 10_007 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = bytes.toByteArray();
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        check(cut, Map.of("delim", ","), null, ErrorCode.MALFORMED_FILE, "broken or cut off");
        byte[] plain = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        Map<String, String> gzip = Map.of("compression", "gzip");
        check(plain, gzip, null, ErrorCode.MALFORMED_FILE, "no gzip data");
    }

    @Test
    void refusesFilesWithoutColumns() {
        check("", Map.of(), "declare the columns");
        check("\n\n", Map.of(), "declare the columns");
    }

    @Test
    void refusesHeadersWithoutDeclaredColumns() {
        Schema declared = Schema.of(Field.of("a", DataType.BIGINT), Field.of("c", DataType.BIGINT));
        check(
                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                Map.of(),
                declared,
                ErrorCode.TYPE_MISMATCH,
                "has no column c, its header has a, b; with union_by_name");
    }

    @Test
    void refusesOptions() {
        try (CsvFiles files = new CsvFiles(folder)) {
            for (String option :
                    new String[] {
                        "delim=::",
                        "header=perhaps",
                        "skip=-1",
                        "sample_size=x",
                        "encoding=latin1",
                        "compression=zstd",
                        "dateformat=%Q",
                        "dateformat=yyyy{",
                        "quote=\n",
                        "decimal_separator=;"
                    }) {
                String[] parts = option.split("=", 2);
                SabotException error =
                        assertThrows(
                                SabotException.class,
                                () -> files.of("a\n1\n", Map.of(parts[0], parts[1])),
                                option);
                assertEquals(ErrorCode.INVALID_ARGUMENT, error.code(), option);
                assertTrue(error.getMessage().contains(parts[0]), error.getMessage());
            }
            SabotException unknown =
                    assertThrows(
                            SabotException.class, () -> files.of("a\n", Map.of("nosuch", "1")));
            assertEquals(ErrorCode.OPTION_NOT_ALLOWED, unknown.code());
            SabotException same =
                    assertThrows(
                            SabotException.class,
                            () -> files.of("a\n", Map.of("sep", ";", "quote", ";")));
            assertEquals(ErrorCode.INVALID_ARGUMENT, same.code());
        }
    }
}
