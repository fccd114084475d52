package dev.sabot.exec.operator.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sabot.batch.Batch;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.SetOperation.Kind;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Compares set operations on random rows with counting.
class SetOperationTest {
    private static final int TRIALS = 300;
    private static final int[] BATCH_ROWS = {1, 3, 7, 1_024, 8_192};
    private static final int[] TASKS = {1, 2, 7};

    @Test
    void countsAsDefined() {
        for (int trial = 0; trial < TRIALS; trial++) {
            long seed = trial;
            Random random = new Random(seed);
            boolean hasTwo = random.nextBoolean();
            Schema schema =
                    hasTwo
                            ? Schema.of(
                                    Field.of("d", DataType.decimal(38, 2)),
                                    Field.of("s", DataType.VARCHAR))
                            : Schema.of(Field.of("i", DataType.INTEGER));
            boolean isWeighted = random.nextBoolean();
            List<Row> left = rows(random, hasTwo, isWeighted);
            List<Row> right = rows(random, hasTwo, isWeighted);
            for (Kind kind : Kind.values()) {
                for (boolean isAll : new boolean[] {false, true}) {
                    PhysicalPlan.SetOperation plan =
                            new PhysicalPlan.SetOperation(
                                    OperatorHarness.input(schema, isWeighted),
                                    OperatorHarness.input(schema, isWeighted),
                                    kind,
                                    isAll,
                                    OperatorHarness.properties(schema, isWeighted));
                    assertEquals(
                            expected(plan, TestRows.consolidate(left), TestRows.consolidate(right)),
                            TestRows.consolidate(execute(plan, left, right, random, isWeighted)),
                            () -> kind + (isAll ? " ALL" : "") + " seed " + seed);
                }
            }
        }
    }

    private static List<Row> rows(Random random, boolean hasTwo, boolean isWeighted) {
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 0 : random.nextInt(150);
        for (int index = 0; index < count; index++) {
            int number = random.nextInt(30);
            List<@Nullable Object> values = new ArrayList<>();
            if (hasTwo) {
                values.add(
                        number % 9 == 0
                                ? null
                                : BigInteger.valueOf(number).shiftLeft(number % 2 == 0 ? 70 : 0));
                values.add(number % 7 == 0 ? null : "text of some length " + number % 3);
            } else {
                values.add(number == 0 ? null : (Object) (long) number);
            }
            rows.add(new Row(values, isWeighted ? 1 + random.nextInt(4) : 1));
            if (isWeighted && random.nextBoolean()) {
                rows.add(new Row(values, -1));
            }
        }
        return rows;
    }

    private static Map<List<@Nullable Object>, Long> expected(
            PhysicalPlan.SetOperation plan,
            Map<List<@Nullable Object>, Long> left,
            Map<List<@Nullable Object>, Long> right) {
        Map<List<@Nullable Object>, Long> result = new LinkedHashMap<>();
        left.forEach((row, count) -> {
            long others = right.getOrDefault(row, 0L);
            long times =
                    switch (plan.kind()) {
                        case INTERSECT ->
                                plan.isAll() ? Math.min(count, others) : others > 0 ? 1 : 0;
                        case EXCEPT ->
                                plan.isAll() ? Math.max(0, count - others) : others > 0 ? 0 : 1;
                    };
            if (times > 0) {
                result.put(row, times);
            }
        });
        return result;
    }

    private static List<Row> execute(
            PhysicalPlan.SetOperation plan,
            List<Row> left,
            List<Row> right,
            Random random,
            boolean isWeighted) {
        int batchRows = BATCH_ROWS[random.nextInt(BATCH_ROWS.length)];
        try (OperatorHarness harness =
                new OperatorHarness(TASKS[random.nextInt(TASKS.length)], batchRows)) {
            TestRows maker = new TestRows(random, harness.context().allocator());
            SetOperationState state = new SetOperationState(plan, harness.context());
            try (Breaker.State first = state.left();
                    Breaker.State second = state.right()) {
                Schema schema = plan.schema();
                harness.fill(first, maker.batches(schema, left, batchRows, isWeighted));
                harness.fill(second, maker.batches(schema, right, batchRows, isWeighted));
                List<Batch> results = harness.read(state.result());
                for (Batch batch : results) {
                    assertEquals(true, batch.numRows() <= batchRows);
                    if (!isWeighted) {
                        assertNull(batch.weights());
                    }
                }
                return TestRows.decode(results, schema.types());
            }
        }
    }
}
