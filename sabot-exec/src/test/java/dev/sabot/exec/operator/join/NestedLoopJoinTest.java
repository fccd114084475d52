package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Compares nested-loop joins of random rows with the definition.
class NestedLoopJoinTest {
    private static final int TRIALS = 200;
    private static final int[] BATCH_ROWS = {1, 3, 7, 1_024, 8_192};
    private static final int[] TASKS = {1, 2, 7};
    private static final Schema LEFT =
            Schema.of(Field.of("a", DataType.BIGINT), Field.of("s", DataType.VARCHAR));
    private static final Schema RIGHT =
            Schema.of(
                    Field.of("t", DataType.VARCHAR),
                    Field.of("b", DataType.BIGINT),
                    Field.of("f", DataType.BOOLEAN));

    @ParameterizedTest
    @EnumSource(
            value = JoinType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RIGHT_SEMI", "RIGHT_ANTI"})
    void joinsAsDefined(JoinType type) {
        for (int trial = 0; trial < TRIALS; trial++) {
            long seed = 31L * type.name().hashCode() + trial;
            Random random = new Random(seed);
            boolean hasCondition = random.nextInt(4) > 0;
            boolean isLeftWeighted = random.nextInt(4) == 0;
            boolean isRightWeighted = random.nextInt(4) == 0;
            RandomJoins rows = new RandomJoins(random);
            int distinct = 1 + random.nextInt(30);
            List<Row> left = rows.rows(LEFT.types(), size(random), distinct, isLeftWeighted);
            List<Row> right = rows.rows(RIGHT.types(), size(random), distinct, isRightWeighted);
            PhysicalPlan.NestedLoopJoin plan =
                    plan(type, hasCondition, isLeftWeighted, isRightWeighted);
            List<Row> actual;
            try {
                actual = execute(plan, left, right, random);
            } catch (RuntimeException e) {
                throw new AssertionError(type + " seed " + seed, e);
            }
            JoinReference reference =
                    new JoinReference(
                            type,
                            (l, r) -> hasCondition ? less(l.get(0), r.get(1)) : (Boolean) true,
                            (l, r) -> true,
                            LEFT.size(),
                            RIGHT.size());
            Map<List<@Nullable Object>, Long> expected =
                    reference.join(JoinReference.sums(left), JoinReference.sums(right));
            assertEquals(expected, TestRows.consolidate(actual), () -> type + " seed " + seed);
        }
    }

    private static int size(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> random.nextInt(5);
            default -> random.nextInt(100);
        };
    }

    private static @Nullable Boolean less(@Nullable Object left, @Nullable Object right) {
        return left == null || right == null ? null : (Long) left < (Long) right;
    }

    private static PhysicalPlan.NestedLoopJoin plan(
            JoinType type, boolean hasCondition, boolean isLeftWeighted, boolean isRightWeighted) {
        Expression condition =
                new Expression.Call(
                        "less",
                        List.of(
                                new Expression.ColumnReference(0, DataType.BIGINT),
                                new Expression.ColumnReference(3, DataType.BIGINT)),
                        DataType.BOOLEAN);
        return new PhysicalPlan.NestedLoopJoin(
                OperatorHarness.input(LEFT, isLeftWeighted),
                OperatorHarness.input(RIGHT, isRightWeighted),
                type,
                hasCondition ? condition : null,
                OperatorHarness.properties(Schema.EMPTY, false));
    }

    private static List<Row> execute(
            PhysicalPlan.NestedLoopJoin plan, List<Row> left, List<Row> right, Random random) {
        int tasks = TASKS[random.nextInt(TASKS.length)];
        int batchRows = BATCH_ROWS[random.nextInt(BATCH_ROWS.length)];
        List<DataType> types = new ArrayList<>(LEFT.types());
        if (JoinShape.emitsPairs(plan.type())) {
            types.addAll(RIGHT.types());
        } else if (plan.type() == JoinType.MARK) {
            types.add(DataType.BOOLEAN);
        }
        try (OperatorHarness harness = new OperatorHarness(tasks, batchRows);
                NestedLoopTable table = new NestedLoopBuild(plan).open(harness.context())) {
            TestRows maker = new TestRows(random, harness.context().allocator());
            boolean isRightWeighted =
                    BuildMatches.needsSums(plan.right().properties().changeMode());
            harness.fill(table, maker.batches(RIGHT, right, batchRows, isRightWeighted));
            boolean isLeftWeighted = BuildMatches.needsSums(plan.left().properties().changeMode());
            List<Batch> input = maker.batches(LEFT, left, batchRows, isLeftWeighted);
            Expression condition = plan.condition();
            List<Batch> results =
                    new ArrayList<>(
                            harness.run(
                                    table.probe(
                                            condition == null
                                                    ? null
                                                    : ExpressionCompiler.compile(
                                                            condition,
                                                            harness.context().functions(),
                                                            false)),
                                    input));
            if (JoinShape.extendsRight(plan.type())) {
                results.addAll(harness.read(table.notedRows()));
            }
            return TestRows.decode(results, types);
        }
    }

    @Test
    void sharesProbeColumnsWithASingleBuildRow() {
        try (OperatorHarness harness = new OperatorHarness(1, 8_192);
                NestedLoopTable table =
                        new NestedLoopBuild(plan(JoinType.INNER, false, false, false))
                                .open(harness.context())) {
            TestRows maker = new TestRows(new Random(1), harness.context().allocator());
            harness.fill(table, maker.batches(RIGHT, List.of(Row.of("x", 7L, true)), 8_192, false));
            List<Row> rows = List.of(Row.of(1L, "a"), Row.of(2L, "b"));
            List<Batch> input = maker.batches(LEFT, rows, 8_192, false);
            Column first = input.get(0).column(0);
            List<Batch> results = harness.run(table.probe(null), input);
            assertEquals(1, results.size());
            assertSame(first, results.get(0).column(0));
            assertTrue(results.get(0).column(3).isConstant());
            results.forEach(Batch::close);
        }
    }

    @Test
    void stopsWhenCancelled() throws InterruptedException {
        PhysicalPlan.NestedLoopJoin plan = plan(JoinType.SEMI, true, false, false);
        try (OperatorHarness harness = new OperatorHarness(1, 8_192);
                NestedLoopTable table = new NestedLoopBuild(plan).open(harness.context())) {
            TestRows maker = new TestRows(new Random(1), harness.context().allocator());
            List<Row> right = new ArrayList<>();
            List<Row> left = new ArrayList<>();
            for (int row = 0; row < 200_000; row++) {
                right.add(Row.of("x", 1L, true));
                left.add(Row.of(5L, "y"));
            }
            harness.fill(table, maker.batches(RIGHT, right, 8_192, false));
            List<Batch> input = maker.batches(LEFT, left, 8_192, false);
            Expression condition = java.util.Objects.requireNonNull(plan.condition());
            long[] cancelledAt = new long[1];
            Thread canceller =
                    new Thread(() -> {
                        try {
                            Thread.sleep(100);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        cancelledAt[0] = System.nanoTime();
                        harness.context().cancel();
                    });
            canceller.start();
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () ->
                                    harness.run(
                                            table.probe(
                                                    ExpressionCompiler.compile(
                                                            condition,
                                                            harness.context().functions(),
                                                            false)),
                                            input));
            long millis = (System.nanoTime() - cancelledAt[0]) / 1_000_000;
            canceller.join();
            assertEquals(ErrorCode.CANCELLED, error.code());
            assertTrue(millis < 1_000, () -> "it took " + millis + " ms");
        }
    }
}
