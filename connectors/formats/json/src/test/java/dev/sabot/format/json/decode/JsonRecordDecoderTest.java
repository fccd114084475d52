package dev.sabot.format.json.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.PooledMemory;
import dev.sabot.format.json.Rows;
import dev.sabot.format.json.text.JsonStrings;
import dev.sabot.format.json.value.FieldIndex;
import dev.sabot.format.json.value.ValueMismatchException;
import dev.sabot.format.json.value.ValueReader;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The decoder against Jackson with the value rules of JSON files.
final class JsonRecordDecoderTest {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE);

    @AfterEach
    void nothingIsLeaked() {
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    private JsonRecordDecoder decoder(Schema schema) {
        return new JsonRecordDecoder(schema, ZoneOffset.UTC, false, allocator);
    }

    private static @Nullable String decode(JsonRecordDecoder decoder, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        // within a longer array, whose other bytes must not count
        byte[] around = new byte[bytes.length + 7];
        Arrays.fill(around, (byte) '9');
        System.arraycopy(bytes, 0, around, 3, bytes.length);
        return decoder.decode(around, 3, bytes.length);
    }

    private List<List<@Nullable Object>> rows(Schema schema, String... records) {
        try (JsonRecordDecoder decoder = decoder(schema)) {
            for (String record : records) {
                assertNull(decode(decoder, record));
            }
            return finish(decoder, schema);
        }
    }

    private static List<List<@Nullable Object>> finish(JsonRecordDecoder decoder, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Batch batch = decoder.finish()) {
            Rows.add(batch, schema, rows);
        }
        return rows;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static final Schema PAIR =
            Schema.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.VARCHAR));

    @Test
    void columnsAreFoundByKey() {
        assertEquals(
                List.of(row(1L, "x"), row(null, null), row(2L, null), row(null, "{\"c\":[1]}")),
                rows(
                        PAIR,
                        "{\"a\":1,\"b\":\"x\"}",
                        "{}",
                        " { \"B\" : null , \"A\" : \"2\" , \"z\" : [ {} , [] , -1.5e3 ] } ",
                        "{\"b\":{\"c\": [ 1 ]}}\n"));
    }

    @Test
    void theLastOfEqualKeysCounts() {
        Schema schema =
                Schema.of(
                        Field.of("a", DataType.BIGINT),
                        Field.of("b", DataType.VARCHAR),
                        Field.of("r", DataType.row(PAIR.fields())),
                        Field.of("l", DataType.array(DataType.BIGINT)));
        assertEquals(
                List.of(
                        row(3L, "long", Map.of("a", 9L, "b", "q"), List.of(1L)),
                        row(null, "s", null, List.of())),
                rows(
                        schema,
                        "{\"a\":1,\"a\":3,\"b\":\"s\",\"b\":\"long\",\"r\":{\"a\":1,\"b\":\"p\"},"
                                + "\"l\":[5,6],\"r\":{\"b\":\"q\",\"a\":9},\"l\":[1]}",
                        "{\"a\":1,\"a\":null,\"b\":\"long\",\"b\":\"s\",\"r\":{\"a\":1},\"r\":null,"
                                + "\"l\":[5],\"l\":[]}"));
    }

    @Test
    void aMalformedRecordLeavesNothing() {
        try (JsonRecordDecoder decoder = decoder(PAIR)) {
            assertNull(decode(decoder, "{\"a\":1,\"b\":\"x\"}"));
            assertNotNull(decode(decoder, "{\"a\":2,\"b\":\"yy\""));
            assertNotNull(decode(decoder, "{\"b\":\"zz\",\"a\":\"no number\"}"));
            assertEquals(1, decoder.numRows());
            assertNull(decode(decoder, "{\"a\":8,\"b\":\"undone\"}"));
            decoder.undo();
            assertNull(decode(decoder, "{}"));
            assertNotNull(decode(decoder, "{\"a\":7} {}"));
            assertEquals(List.of(row(1L, "x"), row(null, null)), finish(decoder, PAIR));
            assertNull(decode(decoder, "{\"b\":\"next batch\"}"));
            assertEquals(List.of(row(null, "next batch")), finish(decoder, PAIR));
        }
    }

    @Test
    void reasonsNamePlaceOrColumn() {
        Schema schema = Schema.of(new Field("a", DataType.INTEGER, false));
        try (JsonRecordDecoder decoder = decoder(schema)) {
            assertEquals("the record is empty", decode(decoder, " "));
            assertEquals("column \"a\": 'x' is no INTEGER", decode(decoder, "{\"a\":\"x\"}"));
            assertEquals(
                    "column \"a\": there is no value, and the column is NOT NULL",
                    decode(decoder, "{\"a\":null}"));
            assertEquals(
                    "malformed JSON at byte 6: a comma or the end of the object is expected",
                    decode(decoder, "{\"a\":1"));
            assertEquals(
                    "the record is no object with the keys of columns", decode(decoder, "[1]"));
            assertEquals(
                    "malformed JSON at byte 4: the string does not end", decode(decoder, "{\"a1"));
            assertTrue(
                    String.valueOf(decoder.decode(new byte[17 << 20], 0, 17 << 20))
                            .startsWith("the record has 17825792 bytes"));
        }
    }

    @Test
    void aMissingKeyCanBeRefused() {
        try (JsonRecordDecoder decoder =
                new JsonRecordDecoder(PAIR, ZoneOffset.UTC, true, allocator)) {
            assertEquals("there is no key \"b\"", decode(decoder, "{\"a\":1,\"x\":2}"));
            assertNull(decode(decoder, "{\"a\":1,\"b\":null}"));
        }
    }

    @Test
    void deepNestingIsRefused() {
        try (JsonRecordDecoder decoder = decoder(PAIR)) {
            String deep = "{\"z\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
            assertNull(decode(decoder, deep));
            assertNotNull(decode(decoder, "{\"z\":" + "[".repeat(100_000)));
            assertNotNull(decode(decoder, "{\"z\":" + "{\"a\":".repeat(100_000)));
        }
    }

    @Test
    void randomRecordsAreReadAsByJackson() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomRecords records = new RandomRecords(random);
        for (int round = 0; round < Integer.getInteger("rounds", 150); round++) {
            Schema schema = records.schema(1 + random.nextInt(8), 3);
            List<byte[]> input = new ArrayList<>();
            for (int index = 0; index < 100; index++) {
                byte[] record = records.record(schema).getBytes(StandardCharsets.UTF_8);
                input.add(random.nextInt(3) == 0 ? records.mutate(record) : record);
            }
            compare(schema, input, "seed " + seed + ", round " + round);
        }
    }

    /// Decodes records in batches of some, beside Jackson.
    private void compare(Schema schema, List<byte[]> records, String place) {
        List<List<@Nullable Object>> expected = new ArrayList<>();
        List<List<@Nullable Object>> actual = new ArrayList<>();
        int numMalformed = 0;
        try (JsonRecordDecoder decoder = decoder(schema)) {
            for (byte[] record : records) {
                String text = place + ": " + new String(record, StandardCharsets.UTF_8);
                List<@Nullable Object> values = oracle(schema, record);
                String reason = decoder.decode(record, 0, record.length);
                assertEquals(values == null, reason != null, text + " gave " + reason);
                if (values == null) {
                    numMalformed++;
                    continue;
                }
                addRow(schema, values, expected);
                if (decoder.numRows() == 37) {
                    actual.addAll(finish(decoder, schema));
                    assertEquals(expected, actual, text);
                }
            }
            actual.addAll(finish(decoder, schema));
        }
        assertEquals(expected, actual, place);
        assertTrue(numMalformed < records.size(), place);
    }

    private void addRow(
            Schema schema, List<@Nullable Object> values, List<List<@Nullable Object>> rows) {
        Column[] columns = new Column[schema.size()];
        for (int index = 0; index < columns.length; index++) {
            ColumnBuilder builder = new ColumnBuilder(schema.type(index));
            builder.appendObject(values.get(index));
            columns[index] = builder.build(allocator);
        }
        try (Batch batch = Batch.of(1, columns)) {
            Rows.add(batch, schema, rows);
        }
    }

    /// Reads a record by Jackson, or returns null when it is malformed.
    private static @Nullable List<@Nullable Object> oracle(Schema schema, byte[] record) {
        FieldIndex keys =
                new FieldIndex(schema.fields().stream().map(Field::name).toList(), Set.of());
        @Nullable Object[] values = new Object[schema.size()];
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
            JsonParser parser = FACTORY.createParser(text);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                if (!JsonStrings.isUnicode(key)) {
                    return null;
                }
                int column = keys.find(key);
                parser.nextToken();
                if (column < 0) {
                    parser.skipChildren();
                    // a lazy token is looked at
                    parser.getText();
                } else {
                    ValueReader reader = ValueReader.ofRecords(schema.type(column), ZoneOffset.UTC);
                    values[column] = reader.read(parser);
                    parser.getText();
                }
            }
            if (parser.nextToken() != null) {
                return null;
            }
        } catch (CharacterCodingException | ValueMismatchException _) {
            return null;
        } catch (IOException _) {
            return null;
        }
        for (int index = 0; index < values.length; index++) {
            if (values[index] == null && !schema.field(index).isNullable()) {
                return null;
            }
        }
        return Arrays.asList(values);
    }
}
