package dev.sabot.exec.operator.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Gather;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.memory.MemoryBudget;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class KeyTableTest {
    private static final long SEED = 424_242;

    private final BufferAllocator allocator = new RootAllocator();
    private final MemoryBudget budget = new MemoryBudget(1L << 30, allocator);
    private final Random random = new Random(SEED);

    @AfterEach
    void releasesEverything() {
        assertEquals(0, budget.usedBytes());
        allocator.close();
    }

    private KeyTable table(DataType... types) {
        return KeyTable.create(List.of(types), "test", budget, allocator);
    }

    private Column column(DataType type, @Nullable Object... values) {
        ColumnBuilder builder = new ColumnBuilder(type);
        Arrays.asList(values).forEach(builder::appendObject);
        return builder.build(allocator);
    }

    private static int[] insert(KeyTable table, int count, Column... columns) {
        int[] groups = new int[count];
        table.insert(columns, null, count, groups);
        return groups;
    }

    private @Nullable Object object(DataType type, int range) {
        if (random.nextInt(20) == 0) {
            return null;
        }
        int number = random.nextInt(range);
        return switch (type.kind()) {
            case BOOLEAN -> number % 2 == 0;
            case DOUBLE -> number / 4.0;
            case VARCHAR -> "key" + "-".repeat(number % 17) + number;
            case DECIMAL -> BigInteger.valueOf(number).multiply(BigInteger.TEN.pow(number % 25));
            case ARRAY -> List.of((long) number, number + 1L);
            default -> (long) (byte) number;
        };
    }

    private static final List<List<DataType>> KEYS =
            List.of(
                    List.of(DataType.TINYINT),
                    List.of(DataType.BOOLEAN),
                    List.of(DataType.DOUBLE),
                    List.of(DataType.VARCHAR),
                    List.of(DataType.decimal(38, 2)),
                    List.of(DataType.array(DataType.BIGINT)),
                    List.of(DataType.TINYINT, DataType.TINYINT),
                    List.of(DataType.VARCHAR, DataType.BOOLEAN, DataType.decimal(30, 0)));

    @Test
    void numbersKeysDensely() {
        for (List<DataType> types : KEYS) {
            Map<List<@Nullable Object>, Integer> expected = new HashMap<>();
            try (KeyTable table = table(types.toArray(DataType[]::new))) {
                for (int round = 0; round < 6; round++) {
                    checkInsert(table, types, expected, 3_000);
                }
                checkHashesAndCopies(table, types);
            }
        }
    }

    private void checkInsert(
            KeyTable table,
            List<DataType> types,
            Map<List<@Nullable Object>, Integer> expected,
            int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Column[] columns = new Column[types.size()];
        for (int column = 0; column < columns.length; column++) {
            ColumnBuilder builder = new ColumnBuilder(types.get(column));
            for (int row = 0; row < count; row++) {
                if (column == 0) {
                    rows.add(new ArrayList<>());
                }
                Object value = object(types.get(column), 5_000);
                rows.get(row).add(value);
                builder.appendObject(value);
            }
            columns[column] = builder.build(allocator);
        }
        int[] found = new int[count];
        table.find(columns, null, count, found);
        for (int row = 0; row < count; row++) {
            assertEquals(expected.getOrDefault(rows.get(row), -1), found[row], types.toString());
        }
        int[] groups = new int[count];
        table.insert(columns, null, count, groups);
        int before = expected.size();
        for (int row = 0; row < count; row++) {
            if (expected.putIfAbsent(rows.get(row), groups[row]) == null) {
                assertTrue(groups[row] >= before);
            }
            assertEquals(expected.get(rows.get(row)), groups[row], types.toString());
        }
        for (Column column : columns) {
            column.close();
        }
        assertEquals(expected.size(), table.size());
        assertEquals(expected.size(), expected.values().stream().distinct().count());
    }

    /// Keys that come out hash as the table says and go into another table under the same numbers.
    private void checkHashesAndCopies(KeyTable table, List<DataType> types) {
        int size = table.size();
        Column[] keys = table.keys(null, 0, size, allocator);
        long[] own = new long[size];
        table.hashes(0, size, own);
        long[] hashes = new long[size];
        new KeyHasher(keys.length).hash(keys, null, size, hashes);
        for (int key = 0; key < size; key++) {
            assertEquals(hashes[key], own[key], types + " key " + key);
        }
        int[] numbers = new int[size];
        table.find(keys, null, size, numbers);
        try (KeyTable copy = table(types.toArray(DataType[]::new))) {
            int[] copied = new int[size];
            copy.insertFrom(table, null, 0, size, copied);
            for (int key = 0; key < size; key++) {
                assertEquals(key, numbers[key], types.toString());
            }
            assertEquals(size, copy.size());
            assertEquals(size, Arrays.stream(copied).distinct().count());
        }
        for (Column key : keys) {
            key.close();
        }
    }

    @Test
    void changesBetweenRangesAndHashes() {
        try (KeyTable table = table(DataType.BIGINT)) {
            Map<Long, Integer> expected = new HashMap<>();
            long[] starts = {0, 1L << 40, -5_000, 1L << 20, Long.MAX_VALUE - 3_000, Long.MIN_VALUE};
            for (int round = 0; round < 60; round++) {
                long start = starts[round < 20 ? 0 : round % starts.length] + 2_500L * round / 60;
                Object[] values = new Object[2_000];
                for (int row = 0; row < values.length; row++) {
                    values[row] = start + random.nextInt(round < 40 ? 500 : 2_000);
                }
                try (Column column = column(DataType.BIGINT, values)) {
                    int[] groups = insert(table, values.length, column);
                    for (int row = 0; row < values.length; row++) {
                        expected.putIfAbsent((Long) values[row], expected.size());
                        assertEquals(expected.get(values[row]), groups[row]);
                    }
                }
            }
        }
    }

    @Test
    void takesZerosAndNansAsEqual() {
        try (KeyTable table = table(DataType.DOUBLE);
                Column column =
                        column(
                                DataType.DOUBLE,
                                0.0,
                                -0.0,
                                Double.NaN,
                                Double.longBitsToDouble(0xFFF8_0000_0000_0001L),
                                null,
                                null)) {
            assertEquals("[0, 0, 1, 1, 2, 2]", Arrays.toString(insert(table, 6, column)));
        }
    }

    @Test
    void hashesValuesWhateverTheirLayout() {
        DataType decimal = DataType.decimal(38, 0);
        try (Column narrow = column(decimal, BigInteger.TEN, BigInteger.valueOf(-7));
                Column wide =
                        column(
                                decimal,
                                BigInteger.TEN,
                                BigInteger.valueOf(-7),
                                BigInteger.TWO.pow(90));
                Column tiny = column(DataType.TINYINT, 10L, -7L);
                Column doubled = Gather.gather(tiny, new int[] {0, 1}, 2, allocator)) {
            long[] first = new long[2];
            for (Column column : List.of(narrow, wide, tiny, doubled)) {
                long[] hashes = new long[2];
                new KeyHasher(1).hash(new Column[] {column}, null, 2, hashes);
                if (first[0] == 0) {
                    first = hashes;
                }
                assertEquals(Arrays.toString(first), Arrays.toString(hashes));
            }
        }
    }

    /// Snapshots and partitions depend on these values: they never change.
    @Test
    void keepsItsHashesForEver() {
        assertEquals(HASHES, hashesOfSamples());
    }

    private static final List<String> HASHES =
            List.of(
                    "dd9cff7018c4d747",
                    "53d471d88b1dbcb7",
                    "6df977a4d3809222",
                    "c067521bfc04227b",
                    "2fe94f82a0000002",
                    "a600d4e7b6223446",
                    "99251af220584b68",
                    "b2292a01a72f6c48",
                    "26490bfa982c543a",
                    "89760ac6e12b8302");

    private List<String> hashesOfSamples() {
        List<String> hashes = new ArrayList<>();
        hashes.add(Long.toHexString(KeyHash.ofLong(0)));
        hashes.add(Long.toHexString(KeyHash.ofLong(-1)));
        hashes.add(Long.toHexString(KeyHash.ofDouble(1.5)));
        hashes.add(Long.toHexString(KeyHash.ofWide(1, 2)));
        hashes.add(Long.toHexString(KeyHash.combine(1, 2)));
        for (String text : List.of("", "a", "Sabot", "twelve bytes", "more than twelve bytes")) {
            try (Column column = column(DataType.VARCHAR, text)) {
                long hash = KeyHash.ofBytes(column.bytesAddress(0), column.valueLength(0));
                hashes.add(Long.toHexString(hash));
            }
        }
        return hashes;
    }

    @Test
    void refusesToGrowPastTheBudget() {
        MemoryBudget small = new MemoryBudget(100_000, allocator);
        try (KeyTable table = KeyTable.create(List.of(DataType.BIGINT), "test", small, allocator);
                Column column = column(DataType.BIGINT, random.longs(20_000).boxed().toArray())) {
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () ->
                                    table.insert(
                                            new Column[] {column}, null, 20_000, new int[20_000]));
            assertEquals(ErrorCode.MEMORY_LIMIT, error.code());
        }
        assertEquals(0, small.usedBytes());
    }
}
