package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.operator.stream.StreamHarness;
import dev.sabot.exec.operator.stream.TestStream;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.Retention;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class StreamJoinTest {
    private static final long SECOND = 1_000_000;
    private static final Schema LEFT =
            Schema.of(
                    Field.of("ts", DataType.TIMESTAMP),
                    Field.of("until", DataType.TIMESTAMP),
                    Field.of("wm", DataType.TIMESTAMP),
                    Field.of("k", DataType.BIGINT));
    private static final Schema RIGHT =
            Schema.of(
                    Field.of("ts", DataType.TIMESTAMP),
                    Field.of("wm", DataType.TIMESTAMP),
                    Field.of("k", DataType.INTEGER),
                    Field.of("name", DataType.VARCHAR));

    private final long seed = System.nanoTime();

    private static Schema output(JoinType type) {
        List<Field> fields = new ArrayList<>();
        if (type != JoinType.RIGHT_SEMI && type != JoinType.RIGHT_ANTI) {
            fields.addAll(LEFT.fields());
        }
        if (type != JoinType.SEMI && type != JoinType.ANTI) {
            fields.addAll(RIGHT.fields());
        }
        return new Schema(fields);
    }

    /// right.ts BETWEEN left.ts AND left.until AND left.k = right.k
    private static PhysicalPlan plan(JoinType type, boolean isWeighted) {
        ColumnReference leftTime = new ColumnReference(0, DataType.TIMESTAMP);
        ColumnReference until = new ColumnReference(1, DataType.TIMESTAMP);
        ColumnReference rightTime = new ColumnReference(4, DataType.TIMESTAMP);
        Expression residual =
                new Expression.Conjunction(
                        List.of(
                                new Call(
                                        "less_or_equal",
                                        List.of(leftTime, rightTime),
                                        DataType.BOOLEAN),
                                new Call(
                                        "less_or_equal",
                                        List.of(rightTime, until),
                                        DataType.BOOLEAN)));
        return new PhysicalPlan.StreamJoin(
                StreamHarness.scan("l", LEFT, 0, 2, isWeighted),
                StreamHarness.scan("r", RIGHT, 0, 1, isWeighted),
                type,
                List.of(3),
                List.of(2),
                List.of(false),
                residual,
                new Retention(1, 0),
                new Retention(0, 0),
                StreamHarness.properties(output(type), isWeighted));
    }

    /// Rows in order of a watermark no row is behind.
    private static List<Row> rows(Random random, boolean isLeft, int count) {
        List<Row> rows = new ArrayList<>();
        long base = 0;
        for (int i = 0; i < count; i++) {
            base += random.nextInt(200_000);
            long ts = base - random.nextLong(2 * SECOND);
            long mark = base - 2 * SECOND;
            Object key = random.nextInt(20) == 0 ? null : (Object) (long) random.nextInt(10);
            rows.add(
                    isLeft
                            ? Row.of(ts, ts + random.nextLong(5 * SECOND), mark, key)
                            : Row.of(ts, mark, key, "name " + random.nextInt(3)));
            if (random.nextInt(10) == 0) {
                rows.add(rows.getLast());
            }
        }
        return rows;
    }

    private static JoinReference reference(JoinType type) {
        JoinReference.Condition keys =
                JoinReference.equalKeys(List.of(3), List.of(2), List.of(false));
        JoinReference.Condition residual =
                (left, right) -> {
                    long ts = time(right.get(0));
                    return time(left.get(0)) <= ts && ts <= time(left.get(1));
                };
        return new JoinReference(type, keys, residual, LEFT.size(), RIGHT.size());
    }

    private static long time(@Nullable Object value) {
        return value instanceof Long micros ? micros : 0;
    }

    private void check(JoinType type, int threads, int batchRows, boolean isWeighted) {
        Random random = new Random(seed);
        List<Row> left = rows(random, true, 600);
        List<Row> right = rows(random, false, 600);
        if (isWeighted) {
            retractSome(random, left);
            retractSome(random, right);
        }
        try (StreamHarness harness = new StreamHarness(threads, 50, new Random(seed))) {
            TestStream lefts = harness.stream("l", LEFT, 1);
            TestStream rights = harness.stream("r", RIGHT, 1);
            harness.start(plan(type, isWeighted));
            List<Row> given = new ArrayList<>();
            int leftAt = 0;
            int rightAt = 0;
            while (leftAt < left.size() || rightAt < right.size()) {
                int leftTo = Math.min(left.size(), leftAt + random.nextInt(60));
                int rightTo = Math.min(right.size(), rightAt + random.nextInt(60));
                lefts.feed(0)
                        .push(
                                harness.rows()
                                        .batches(
                                                LEFT,
                                                left.subList(leftAt, leftTo),
                                                batchRows,
                                                isWeighted));
                rights.feed(0)
                        .push(
                                harness.rows()
                                        .batches(
                                                RIGHT,
                                                right.subList(rightAt, rightTo),
                                                batchRows,
                                                isWeighted));
                leftAt = leftTo;
                rightAt = rightTo;
                if (random.nextInt(3) == 0) {
                    given.addAll(harness.settle());
                }
            }
            lefts.feed(0).end();
            rights.feed(0).end();
            given.addAll(harness.await());
            assertEquals(
                    reference(type).join(TestRows.consolidate(left), TestRows.consolidate(right)),
                    TestRows.consolidate(given),
                    type + ", seed " + seed);
        }
    }

    /// Takes rows back right after they came.
    private static void retractSome(Random random, List<Row> rows) {
        for (int index = rows.size() - 1; index >= 0; index--) {
            if (random.nextInt(5) == 0) {
                rows.add(index + 1, new Row(rows.get(index).values(), -1));
            }
        }
    }

    @Test
    void joinsRowsWithinTheirRetention() {
        for (JoinType type : JoinType.values()) {
            if (type != JoinType.ANTI_NULL_AWARE && type != JoinType.MARK) {
                check(type, 1, 7, false);
                check(type, 3, 100, false);
            }
        }
    }

    @Test
    void multipliesWeights() {
        check(JoinType.INNER, 1, 13, true);
        check(JoinType.LEFT, 2, 13, true);
        check(JoinType.ANTI, 1, 1, true);
    }

    @Test
    void forgetsRowsThatMeetNoOthers() {
        Random random = new Random(seed);
        try (StreamHarness harness = new StreamHarness(1, 8_192, new Random(seed))) {
            TestStream lefts = harness.stream("l", LEFT, 1);
            TestStream rights = harness.stream("r", RIGHT, 1);
            harness.start(plan(JoinType.INNER, false));
            long most = 0;
            for (int round = 0; round < 60; round++) {
                List<Row> left = new ArrayList<>();
                List<Row> right = new ArrayList<>();
                for (int i = 0; i < 2_000; i++) {
                    long ts = round * SECOND;
                    left.add(Row.of(ts, ts + SECOND, ts, random.nextLong()));
                    right.add(Row.of(ts, ts, (long) random.nextInt(), "x" + i));
                }
                lefts.feed(0).push(harness.rows().batches(LEFT, left, 500, false));
                rights.feed(0).push(harness.rows().batches(RIGHT, right, 500, false));
                assertEquals(List.of(), harness.settle());
                if (round == 30) {
                    most = harness.context().memory().usedBytes();
                }
            }
            long used = harness.context().memory().usedBytes();
            assertEquals(true, used <= 2 * most, used + " bytes, once " + most);
        }
    }
}
