package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.operator.join.key.JoinIndex;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/// Large tables built by several threads, and how rows travel through a probe.
class HashJoinTableTest {
    private static final int ROWS = 300_000;

    private static PhysicalPlan.HashJoin plan(JoinType type, DataType keyType) {
        return plan(type, keyType, null);
    }

    private static PhysicalPlan.HashJoin plan(
            JoinType type, DataType keyType, @Nullable Expression residual) {
        Schema schema = Schema.of(Field.of("k", keyType), Field.of("v", DataType.BIGINT));
        return new PhysicalPlan.HashJoin(
                OperatorHarness.input(schema, false),
                OperatorHarness.input(schema, false),
                type,
                List.of(0),
                List.of(0),
                List.of(false),
                residual,
                OperatorHarness.properties(schema, false));
    }

    private static long[] keys(int count, LongUnaryOperator key) {
        long[] keys = new long[count];
        for (int row = 0; row < count; row++) {
            keys[row] = key.applyAsLong(row);
        }
        return keys;
    }

    private static LongBatches maker(OperatorHarness harness) {
        return new LongBatches(harness.context().allocator(), Batch.MAX_ROWS);
    }

    /// Joins rows with themselves and checks that each finds its equals, `copies` of them.
    private static void joinWithSelf(
            PhysicalPlan.HashJoin plan,
            String layout,
            int copies,
            LongFunction<List<Batch>> batches,
            OperatorHarness harness) {
        try (HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
            harness.fill(table, batches.apply(0));
            JoinIndex index = Objects.requireNonNull(table.index());
            assertEquals(layout, index.layout());
            assertEquals(copies == 1 && !layout.equals("hash"), index.next() == null);
            List<Batch> results = harness.run(table.probe(null), batches.apply(1));
            long count = 0;
            for (Batch batch : results) {
                try (batch) {
                    assertTrue(batch.numRows() <= Batch.MAX_ROWS);
                    assertNull(batch.selection());
                    for (int row = 0; row < batch.numRows(); row++) {
                        long left = batch.column(1).getLong(row);
                        long right = batch.column(3).getLong(row);
                        assertEquals(left / copies, right / copies);
                    }
                    count += batch.numRows();
                }
            }
            assertEquals((long) ROWS * copies, count);
            for (Batch batch : harness.read(table.notedRows())) {
                batch.close();
                throw new AssertionError("every row has a match");
            }
        }
    }

    @Test
    void severalThreadsBuildEveryLayout() {
        PhysicalPlan.HashJoin longs = plan(JoinType.RIGHT, DataType.BIGINT);
        PhysicalPlan.HashJoin texts = plan(JoinType.RIGHT, DataType.VARCHAR);
        for (int copies : new int[] {1, 3}) {
            try (OperatorHarness harness = new OperatorHarness(7, Batch.MAX_ROWS)) {
                long[] dense = keys(ROWS, row -> 5 + row / copies * 2);
                joinWithSelf(longs, "direct", copies, _ -> maker(harness).ofLongs(dense), harness);
                long[] sparse = keys(ROWS, row -> row / copies * 0x9E37_79B9_7F4AL);
                joinWithSelf(
                        longs,
                        "hash of words",
                        copies,
                        _ -> maker(harness).ofLongs(sparse),
                        harness);
                joinWithSelf(
                        texts,
                        "hash",
                        copies,
                        _ -> maker(harness).ofText(ROWS, row -> "key number " + row / copies),
                        harness);
            }
        }
    }

    @Test
    void passesProbeColumnsThroughWhereEveryRowMatches() {
        try (OperatorHarness harness = new OperatorHarness(1, Batch.MAX_ROWS);
                HashJoinTable table =
                        new HashJoinBuild(plan(JoinType.INNER, DataType.BIGINT))
                                .open(harness.context())) {
            harness.fill(table, maker(harness).ofLongs(keys(1_000, row -> row)));
            List<Batch> input = maker(harness).ofLongs(keys(1_000, row -> 999 - row));
            Column first = input.get(0).column(0);
            List<Batch> results = harness.run(table.probe(null), input);
            assertEquals(1, results.size());
            assertSame(first, results.get(0).column(0));
            results.forEach(Batch::close);
        }
    }

    @Test
    void semiJoinSelectsWithoutCopying() {
        try (OperatorHarness harness = new OperatorHarness(1, Batch.MAX_ROWS);
                HashJoinTable table =
                        new HashJoinBuild(plan(JoinType.SEMI, DataType.BIGINT))
                                .open(harness.context())) {
            harness.fill(table, maker(harness).ofLongs(keys(100, row -> 3 * row)));
            List<Batch> input = maker(harness).ofLongs(keys(300, row -> row));
            Column first = input.get(0).column(0);
            List<Batch> results = harness.run(table.probe(null), input);
            assertSame(first, results.get(0).column(0));
            assertEquals(100, results.get(0).selectedRows());
            results.forEach(Batch::close);
        }
    }

    @Test
    void endsAtOnceWhenNothingCanMatch() {
        for (JoinType type : List.of(JoinType.INNER, JoinType.SEMI, JoinType.RIGHT)) {
            try (OperatorHarness harness = new OperatorHarness(1, Batch.MAX_ROWS);
                    HashJoinTable table =
                            new HashJoinBuild(plan(type, DataType.BIGINT))
                                    .open(harness.context())) {
                harness.fill(table, List.of());
                Operator probe = table.probe(null);
                List<Batch> input = maker(harness).ofLongs(keys(10, row -> row));
                try (Operator.State state = probe.open(new TaskContext(harness.context(), 0))) {
                    Progress progress =
                            state.process(
                                    new StreamElement.Data(input.get(0)),
                                    _ -> {
                                        throw new AssertionError("nothing can match");
                                    });
                    assertInstanceOf(Progress.Finished.class, progress);
                }
            }
        }
    }

    @Test
    void refusesToGrowPastTheBudget() {
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () -> {
                            try (OperatorHarness harness =
                                            new OperatorHarness(1, Batch.MAX_ROWS, 8L << 20);
                                    HashJoinTable table =
                                            new HashJoinBuild(plan(JoinType.SEMI, DataType.BIGINT))
                                                    .open(harness.context())) {
                                long[] keys = keys(400_000, row -> row * 1_000_003);
                                harness.fill(table, maker(harness).ofLongs(keys));
                            }
                        });
        assertEquals(ErrorCode.MEMORY_LIMIT, error.code());
        assertEquals(0, error.getSuppressed().length);
    }

    @Test
    void stopsWhenCancelled() throws InterruptedException {
        Expression residual =
                new Expression.Call(
                        "less",
                        List.of(
                                new Expression.ColumnReference(1, DataType.BIGINT),
                                new Expression.ColumnReference(1, DataType.BIGINT)),
                        DataType.BOOLEAN);
        PhysicalPlan.HashJoin plan = plan(JoinType.SEMI, DataType.BIGINT, residual);
        try (OperatorHarness harness = new OperatorHarness(2, Batch.MAX_ROWS);
                HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
            harness.fill(table, maker(harness).ofLongs(keys(ROWS, _ -> 1)));
            List<Batch> input = new ArrayList<>(maker(harness).ofLongs(keys(ROWS, _ -> 1)));
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
                                                            residual,
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
