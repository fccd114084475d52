package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.operator.RuntimeFilter;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

class KeyRuntimeFilterTest {
    private static PhysicalPlan.HashJoin plan(JoinType type, List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        List<Integer> keys = new ArrayList<>();
        List<Boolean> nullSafe = new ArrayList<>();
        for (DataType keyType : types) {
            keys.add(fields.size());
            nullSafe.add(false);
            fields.add(Field.of("k" + fields.size(), keyType));
        }
        Schema schema = new Schema(fields);
        return new PhysicalPlan.HashJoin(
                OperatorHarness.input(schema, false),
                OperatorHarness.input(schema, false),
                type,
                keys,
                keys,
                nullSafe,
                null,
                OperatorHarness.properties(schema, false));
    }

    /// Builds a join of rows and hands the filter of a key on.
    private static void withFilter(
            List<DataType> types, List<Row> rows, int key, Consumer<RuntimeFilter> test) {
        PhysicalPlan.HashJoin plan = plan(JoinType.INNER, types);
        try (OperatorHarness harness = new OperatorHarness(2, 1_024);
                HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
            RuntimeFilter filter = Objects.requireNonNull(table.runtimeFilter(key));
            TestRows maker = new TestRows(new Random(7), harness.context().allocator());
            harness.fill(table, maker.batches(plan.right().schema(), rows, 100, false));
            test.accept(filter);
        }
    }

    @Test
    void knowsNoFilterWhereUnmatchedRowsRemain() {
        for (JoinType type : JoinType.values()) {
            try (OperatorHarness harness = new OperatorHarness(1, 1_024);
                    HashJoinTable table =
                            new HashJoinBuild(plan(type, List.of(DataType.INTEGER)))
                                    .open(harness.context())) {
                boolean drops =
                        switch (type) {
                            case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
                            case LEFT, FULL, ANTI, ANTI_NULL_AWARE, MARK -> false;
                        };
                assertEquals(drops, table.runtimeFilter(0) != null);
            }
        }
    }

    @Test
    void neverLosesAMember() {
        for (int trial = 0; trial < 300; trial++) {
            Random random = new Random(trial);
            DataType type =
                    RandomJoins.KEY_TYPES.get(random.nextInt(RandomJoins.KEY_TYPES.size() - 2));
            RandomJoins maker = new RandomJoins(random);
            List<DataType> types = List.of(type, DataType.INTEGER);
            List<Row> rows = maker.rows(types, random.nextInt(80), 40, false);
            Set<Object> members = new HashSet<>();
            for (Row row : rows) {
                Object value = row.values().get(0);
                if (value != null) {
                    members.add(value instanceof Double number ? (Object) (number + 0.0) : value);
                }
            }
            long seed = trial;
            withFilter(types, rows, 0, filter -> check(filter, type, members, random, seed));
        }
    }

    private static void check(
            RuntimeFilter filter, DataType type, Set<Object> members, Random random, long seed) {
        try (OperatorHarness harness = new OperatorHarness(1, 1_024)) {
            TestRows maker = new TestRows(random, harness.context().allocator());
            RandomJoins values = new RandomJoins(random);
            List<@Nullable Object> probe = new ArrayList<>();
            for (int row = 0; row < 500; row++) {
                probe.add(values.value(type, 60, true));
            }
            Selection active =
                    random.nextBoolean()
                            ? null
                            : new Selection.Indexes(new int[] {1, 5, 77, 100, 499}, 5);
            try (Column column = maker.column(type, probe)) {
                Selection kept = filter.select(column, probe.size(), active);
                Selection all = active == null ? everything(probe.size()) : active;
                long[] bits = (kept == null ? all : kept).bitmap(probe.size());
                int falsePositives = 0;
                for (int i = 0; i < all.count(); i++) {
                    int row = all.indexes(probe.size())[i];
                    Object value = probe.get(row);
                    Object form = value instanceof Double n ? (Object) (n + 0.0) : value;
                    boolean isKept = dev.sabot.batch.Bitmap.get(bits, row);
                    if (form != null && members.contains(form)) {
                        assertTrue(isKept, () -> type + " lost " + value + ", seed " + seed);
                        checkDomain(filter, value);
                    } else if (isKept) {
                        falsePositives++;
                    }
                    assertTrue(value != null || !isKept, "a null never matches");
                }
                int limit = all.count() / 4 + 5;
                int wrong = falsePositives;
                assertTrue(wrong < limit, () -> wrong + " of " + all.count() + ", seed " + seed);
            }
        }
    }

    private static Selection everything(int numRows) {
        return new Selection.Bits(dev.sabot.batch.Bitmap.ones(numRows), numRows);
    }

    private static void checkDomain(RuntimeFilter filter, Object value) {
        ScanFilter.Domain domain = filter.domain(3);
        if (domain == null) {
            return;
        }
        assertEquals(3, domain.column());
        Set<Object> values = domain.values();
        if (values != null) {
            assertTrue(values.contains(value));
        }
        if (value instanceof Long number && domain.min() instanceof Long min) {
            assertTrue(number >= min && number <= (Long) Objects.requireNonNull(domain.max()));
        }
        if (value instanceof BigInteger number && domain.min() instanceof BigInteger min) {
            assertTrue(number.compareTo(min) >= 0);
        }
    }

    @Test
    void anEmptyBuildPassesNothing() {
        withFilter(
                List.of(DataType.VARCHAR),
                List.of(),
                0,
                filter -> {
                    assertTrue(filter.isSelective());
                    ScanFilter.Domain domain = Objects.requireNonNull(filter.domain(0));
                    assertEquals(Set.of(), domain.values());
                    try (OperatorHarness harness = new OperatorHarness(1, 1_024)) {
                        TestRows maker = new TestRows(new Random(1), harness.context().allocator());
                        List<@Nullable Object> values = List.of("a", "b");
                        try (Column column = maker.column(DataType.VARCHAR, values)) {
                            Selection kept = filter.select(column, 2, null);
                            assertEquals(0, Objects.requireNonNull(kept).count());
                        }
                    }
                });
    }

    @Test
    void boundsKeysOfManyValues() {
        List<Row> rows = new ArrayList<>();
        for (long row = 0; row < 5_000; row++) {
            rows.add(Row.of(row * 1_000_000_007L, "text " + row));
        }
        withFilter(
                List.of(DataType.BIGINT, DataType.VARCHAR),
                rows,
                0,
                filter -> {
                    ScanFilter.Domain domain = Objects.requireNonNull(filter.domain(0));
                    assertEquals(0L, domain.min());
                    assertEquals(4_999L * 1_000_000_007L, domain.max());
                    assertNull(domain.values());
                    assertTrue(filter.isSelective());
                });
        withFilter(
                List.of(DataType.BIGINT, DataType.VARCHAR),
                rows,
                1,
                filter -> assertNull(filter.domain(0)));
        withFilter(
                List.of(DataType.BIGINT, DataType.VARCHAR),
                rows.subList(0, 900),
                1,
                filter ->
                        assertEquals(
                                900,
                                Objects.requireNonNull(
                                                Objects.requireNonNull(filter.domain(0)).values())
                                        .size()));
    }

    @Test
    void pausesWhileItRemovesTooLittle() {
        List<Row> rows = new ArrayList<>();
        for (long row = 0; row < 1_000; row++) {
            rows.add(Row.of(row));
        }
        withFilter(
                List.of(DataType.BIGINT),
                rows,
                0,
                filter -> {
                    try (OperatorHarness harness = new OperatorHarness(1, Batch.MAX_ROWS)) {
                        LongBatches maker =
                                new LongBatches(harness.context().allocator(), Batch.MAX_ROWS);
                        long[] members = new long[Batch.MAX_ROWS];
                        long[] others = new long[Batch.MAX_ROWS];
                        java.util.Arrays.fill(members, 5);
                        java.util.Arrays.fill(others, 5_000);
                        try (Column all = maker.longs(members, 0, members.length);
                                Column none = maker.longs(others, 0, others.length)) {
                            for (int call = 0; call < 8; call++) {
                                assertNull(filter.select(all, members.length, null));
                            }
                            assertFalse(filter.isSelective());
                            Selection active = new Selection.Indexes(new int[] {1, 2, 3}, 3);
                            assertSame(active, filter.select(none, others.length, active));
                            for (int call = 0; call < 80; call++) {
                                filter.select(none, others.length, active);
                            }
                            Selection kept = filter.select(none, others.length, active);
                            assertNotNull(kept);
                            assertEquals(0, Objects.requireNonNull(kept).count());
                        }
                    }
                });
    }
}
