package dev.sabot.connector.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Which values there are, and how many.
final class DatagenConnectorTest {
    private final BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE);
    private final TestContext context = new TestContext(allocator, 100);

    @AfterEach
    void nothingIsLeaked() {
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    private Table open(Schema schema, String... options) {
        Map<String, String> given = new TreeMap<>(Map.of("connector", "datagen"));
        for (int index = 0; index < options.length; index += 2) {
            given.put(options[index], options[index + 1]);
        }
        return new DatagenConnector()
                .open(new TableHandle("datagen", List.of("t"), given, schema), context);
    }

    private static Schema schema(DataType... types) {
        return new Schema(
                IntStream.range(0, types.length)
                        .mapToObj(index -> Field.of("c" + index, types[index]))
                        .toList());
    }

    private List<@Nullable String> column(Table table, int column) {
        Source source = table.scan(new ScanRequest(List.of(column), -1));
        List<@Nullable String> values = new ArrayList<>();
        for (Source.Split split : source.splits(null, context)) {
            try (SplitReader reader = source.open(split, null, context)) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        for (int row = 0; batch != null && row < batch.numRows(); row++) {
                            values.add(text(batch.column(0), table.schema().type(column), row));
                        }
                    }
                }
            }
        }
        return values;
    }

    private static @Nullable String text(Column column, DataType type, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case VARCHAR -> column.getString(row);
            case VARBINARY -> java.util.HexFormat.of().formatHex(column.getBytes(row));
            case REAL, DOUBLE -> Double.toString(column.getDouble(row));
            case DECIMAL -> column.getHigh(row) + ":" + column.getLow(row);
            case ROW -> text(column.child(0), type.fields().getFirst().type(), row);
            case ARRAY -> Integer.toString(column.valueLength(row));
            case BOOLEAN -> Boolean.toString(column.getBoolean(row));
            default -> Long.toString(column.getLong(row));
        };
    }

    @Test
    void sequencesEndTheTable() {
        Table table =
                open(
                        schema(DataType.BIGINT, DataType.VARCHAR, DataType.decimal(20, 2)),
                        "fields.c0.kind",
                        "sequence",
                        "fields.c0.start",
                        "-2",
                        "fields.c0.end",
                        "300",
                        "fields.c1.kind",
                        "sequence",
                        "fields.c1.start",
                        "1",
                        "fields.c1.end",
                        "250",
                        "fields.c2.kind",
                        "sequence",
                        "fields.c2.start",
                        "0",
                        "fields.c2.end",
                        "9999",
                        "scan.parallelism",
                        "1");
        assertEquals(Boundedness.BOUNDED, table.boundedness());
        assertEquals(250, table.statistics().numRows());
        List<@Nullable String> first = column(table, 0);
        assertEquals(250, first.size());
        assertEquals("-2", first.getFirst());
        assertEquals("247", first.getLast());
        assertEquals("250", column(table, 1).getLast());
        assertEquals("0:24900", column(table, 2).getLast());
    }

    @Test
    void valuesAreOfTheirRanges() {
        Schema schema =
                schema(
                        DataType.INTEGER,
                        DataType.DOUBLE,
                        DataType.VARCHAR,
                        DataType.decimal(5, 2),
                        DataType.row(List.of(Field.of("x", DataType.TINYINT))),
                        DataType.array(DataType.BIGINT),
                        DataType.VARBINARY);
        Table table =
                open(
                        schema,
                        "number-of-rows",
                        "1000",
                        "fields.c0.min",
                        "5",
                        "fields.c0.max",
                        "7",
                        "fields.c1.min",
                        "-1.5",
                        "fields.c1.max",
                        "2",
                        "fields.c2.length",
                        "3",
                        "fields.c2.null-rate",
                        "0.5",
                        "fields.c3.min",
                        "1.25",
                        "fields.c3.max",
                        "1.26",
                        "fields.c4.x.min",
                        "100",
                        "fields.c5.length",
                        "2",
                        "fields.c6.length",
                        "4",
                        "fields.c6.var-len",
                        "true");
        assertEquals(List.of("5", "6", "7"), List.copyOf(new TreeSet<>(column(table, 0))));
        for (String value : column(table, 1)) {
            double number = Double.parseDouble(String.valueOf(value));
            assertTrue(number >= -1.5 && number <= 2, value);
        }
        List<@Nullable String> texts = column(table, 2);
        long numNulls = texts.stream().filter(java.util.Objects::isNull).count();
        assertTrue(numNulls > 400 && numNulls < 600, numNulls + " nulls");
        assertTrue(texts.stream().allMatch(text -> text == null || text.length() == 3));
        assertEquals(List.of("0:125", "0:126"), List.copyOf(new TreeSet<>(column(table, 3))));
        assertTrue(
                column(table, 4).stream()
                        .allMatch(text -> Integer.parseInt(String.valueOf(text)) >= 100));
        assertEquals(List.of("2"), List.copyOf(new TreeSet<>(column(table, 5))));
        assertEquals(
                4,
                column(table, 6).stream()
                        .map(text -> String.valueOf(text).length() / 2)
                        .distinct()
                        .count());
    }

    @Test
    void valuesDependOnTheSeedAlone() {
        Schema schema = schema(DataType.BIGINT, DataType.BIGINT);
        List<@Nullable String> values = column(open(schema, "number-of-rows", "50"), 1);
        assertEquals(values.size(), new TreeSet<>(values).size());
        assertEquals(
                new TreeSet<>(values),
                new TreeSet<>(
                        column(open(schema, "number-of-rows", "50", "scan.parallelism", "7"), 1)));
        assertNotEquals(values, column(open(schema, "number-of-rows", "50"), 0));
        assertNotEquals(values, column(open(schema, "number-of-rows", "50", "seed", "1"), 1));
    }

    @Test
    void timesLieInThePast() {
        context.clock().set(1_000_000_000_000L);
        Table table =
                open(
                        schema(DataType.TIMESTAMP, DataType.DATE),
                        "number-of-rows",
                        "100",
                        "fields.c0.max-past",
                        "10 s");
        for (String value : column(table, 0)) {
            long micros = Long.parseLong(String.valueOf(value));
            assertTrue(micros > 999_989_000_000L && micros <= 1_000_000_000_000L, value);
        }
        assertEquals(List.of("11"), List.copyOf(new TreeSet<>(column(table, 1))));
    }

    @Test
    void aTableWithoutEndIsPaced() {
        Table table = open(schema(DataType.BIGINT));
        assertEquals(Boundedness.UNBOUNDED, table.boundedness());
        Source source = table.scan(new ScanRequest(List.of(0), -1));
        List<Source.Split> splits = source.splits(null, context);
        assertEquals(1, splits.size());
        try (SplitReader reader = source.open(splits.getFirst(), null, context)) {
            context.clock().set(4_900);
            try (Batch batch = reader.next()) {
                assertEquals(50, batch == null ? 0 : batch.numRows());
            }
            assertTrue(reader.isCaughtUp());
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        Schema schema = schema(DataType.TINYINT, DataType.VARCHAR);
        for (String[] wrong :
                new String[][] {
                    {"fields.c0.min", "-129"},
                    {"fields.c0.min", "1.5"},
                    {"fields.c0.min", "5", "fields.c0.max", "4"},
                    {"fields.c0.kind", "what"},
                    {"fields.c0.kind", "sequence"},
                    {"fields.c1.length", "-1"},
                    {"fields.c1.null-rate", "2"},
                    {"rows-per-second", "0"},
                    {"number-of-rows", "x"}
                }) {
            SabotException error = assertThrows(SabotException.class, () -> open(schema, wrong));
            assertEquals(ErrorCode.INVALID_ARGUMENT, error.code(), wrong[0]);
        }
        for (String wrong : List.of("fields.c9.min", "fields.c1.min", "fields.c0.what", "what")) {
            SabotException error =
                    assertThrows(SabotException.class, () -> open(schema, wrong, "1"));
            assertEquals(ErrorCode.OPTION_NOT_ALLOWED, error.code(), wrong);
        }
    }
}
