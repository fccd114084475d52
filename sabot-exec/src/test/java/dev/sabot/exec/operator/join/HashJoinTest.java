package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Batch;
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

/// Compares hash joins of random rows with the definition.
class HashJoinTest {
    private static final int TRIALS = 250;
    private static final int[] BATCH_ROWS = {1, 3, 7, 1_024, 8_192};
    private static final int[] TASKS = {1, 2, 7};

    @ParameterizedTest
    @EnumSource(JoinType.class)
    void joinsAsDefined(JoinType type) {
        for (int trial = 0; trial < TRIALS; trial++) {
            new Trial(type, 31L * type.name().hashCode() + trial).run();
        }
    }

    /// One join of random shape.
    private static final class Trial {
        private final JoinType type;
        private final long seed;
        private final Random random;
        private final List<DataType> keyTypes = new ArrayList<>();
        private final List<Boolean> nullSafe = new ArrayList<>();
        private final boolean hasResidual;
        private final boolean isLeftWeighted;
        private final boolean isRightWeighted;

        Trial(JoinType type, long seed) {
            this.type = type;
            this.seed = seed;
            this.random = new Random(seed);
            int numKeys = 1 + Math.max(0, random.nextInt(5) - 2);
            for (int key = 0; key < numKeys; key++) {
                int choice = random.nextInt(RandomJoins.KEY_TYPES.size());
                keyTypes.add(RandomJoins.KEY_TYPES.get(choice));
                nullSafe.add(random.nextInt(5) == 0);
            }
            hasResidual = random.nextInt(3) == 0;
            isLeftWeighted = random.nextInt(4) == 0;
            isRightWeighted = random.nextInt(4) == 0;
        }

        private static Schema schema(List<DataType> types) {
            List<Field> fields = new ArrayList<>();
            types.forEach(type -> fields.add(Field.of("c" + fields.size(), type)));
            return new Schema(fields);
        }

        void run() {
            List<DataType> left = new ArrayList<>(keyTypes);
            left.add(DataType.BIGINT);
            List<DataType> right = new ArrayList<>(List.of(DataType.BIGINT, DataType.VARCHAR));
            right.addAll(keyTypes);
            PhysicalPlan.HashJoin plan = plan(schema(left), schema(right));
            int numLeft = left.size();
            JoinReference reference =
                    new JoinReference(
                            type,
                            JoinReference.equalKeys(plan.leftKeys(), plan.rightKeys(), nullSafe),
                            (first, second) -> less(first.get(numLeft - 1), second.get(0)),
                            numLeft,
                            right.size());
            int distinct = 1 + random.nextInt(60);
            RandomJoins rows = new RandomJoins(random);
            List<Row> leftRows = rows.rows(left, size(), distinct, isLeftWeighted);
            List<Row> rightRows = rows.rows(right, size(), distinct, isRightWeighted);
            List<Row> actual;
            try {
                actual = execute(plan, leftRows, rightRows);
            } catch (RuntimeException e) {
                throw new AssertionError(describe(), e);
            }
            Map<List<@Nullable Object>, Long> expected =
                    reference.join(JoinReference.sums(leftRows), JoinReference.sums(rightRows));
            assertEquals(expected, TestRows.consolidate(actual), this::describe);
        }

        private String describe() {
            return "%s seed %d keys %s null-safe %s residual %s"
                    .formatted(type, seed, keyTypes, nullSafe, hasResidual);
        }

        private PhysicalPlan.HashJoin plan(Schema left, Schema right) {
            List<Integer> leftKeys = new ArrayList<>();
            List<Integer> rightKeys = new ArrayList<>();
            for (int key = 0; key < keyTypes.size(); key++) {
                leftKeys.add(key);
                rightKeys.add(key + 2);
            }
            Expression residual =
                    new Expression.Call(
                            "less",
                            List.of(
                                    new Expression.ColumnReference(
                                            left.size() - 1, DataType.BIGINT),
                                    new Expression.ColumnReference(left.size(), DataType.BIGINT)),
                            DataType.BOOLEAN);
            return new PhysicalPlan.HashJoin(
                    OperatorHarness.input(left, isLeftWeighted),
                    OperatorHarness.input(right, isRightWeighted),
                    type,
                    leftKeys,
                    rightKeys,
                    nullSafe,
                    hasResidual ? residual : null,
                    OperatorHarness.properties(Schema.EMPTY, false));
        }

        private int size() {
            return switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> 1;
                default -> random.nextInt(200);
            };
        }

        private @Nullable Boolean less(@Nullable Object left, @Nullable Object right) {
            if (!hasResidual) {
                return true;
            }
            return left == null || right == null ? null : (Long) left < (Long) right;
        }

        private List<Row> execute(
                PhysicalPlan.HashJoin plan, List<Row> leftRows, List<Row> rightRows) {
            int tasks = TASKS[random.nextInt(TASKS.length)];
            int batchRows = BATCH_ROWS[random.nextInt(BATCH_ROWS.length)];
            List<DataType> types = new ArrayList<>(plan.left().schema().types());
            if (JoinShape.answersRight(type)) {
                types.clear();
            }
            if (JoinShape.emitsRight(type)) {
                types.addAll(plan.right().schema().types());
            } else if (type == JoinType.MARK) {
                types.add(DataType.BOOLEAN);
            }
            try (OperatorHarness harness = new OperatorHarness(tasks, batchRows)) {
                TestRows maker = new TestRows(random, harness.context().allocator());
                try (HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
                    harness.fill(
                            table,
                            maker.batches(
                                    plan.right().schema(), rightRows, batchRows, isRightWeighted));
                    Expression residual = plan.residual();
                    List<Batch> results =
                            new ArrayList<>(
                                    harness.run(
                                            table.probe(
                                                    residual == null
                                                            ? null
                                                            : ExpressionCompiler.compile(
                                                                    residual,
                                                                    harness.context().functions(),
                                                                    false)),
                                            maker.batches(
                                                    plan.left().schema(),
                                                    leftRows,
                                                    batchRows,
                                                    isLeftWeighted)));
                    if (JoinShape.notesRight(type)) {
                        results.addAll(harness.read(table.notedRows()));
                    }
                    return TestRows.decode(results, types);
                }
            }
        }
    }

    @Test
    void nothingIsLeftOfNotInNull() {
        // Covered by the trials too; this one reads as SQL: 1 NOT IN (2, NULL).
        Schema schema = Schema.of(Field.of("a", DataType.INTEGER));
        PhysicalPlan.HashJoin plan =
                new PhysicalPlan.HashJoin(
                        OperatorHarness.input(schema, false),
                        OperatorHarness.input(schema, false),
                        JoinType.ANTI_NULL_AWARE,
                        List.of(0),
                        List.of(0),
                        List.of(false),
                        null,
                        OperatorHarness.properties(schema, false));
        try (OperatorHarness harness = new OperatorHarness(1, 8_192);
                HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
            TestRows maker = new TestRows(new Random(1), harness.context().allocator());
            List<Row> right = List.of(Row.of(2L), Row.of((Object) null));
            harness.fill(table, maker.batches(schema, right, 8, false));
            List<Batch> results =
                    harness.run(
                            table.probe(null),
                            maker.batches(schema, List.of(Row.of(1L)), 8, false));
            assertEquals(List.of(), TestRows.decode(results, schema.types()));
        }
    }
}
