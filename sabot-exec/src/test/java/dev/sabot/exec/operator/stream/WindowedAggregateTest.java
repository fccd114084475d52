package dev.sabot.exec.operator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PhysicalPlan.WindowTable;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class WindowedAggregateTest {
    private static final long SECOND = 1_000_000;
    private static final Schema SCHEMA =
            Schema.of(
                    Field.of("ts", DataType.TIMESTAMP),
                    Field.of("wm", DataType.TIMESTAMP),
                    Field.of("k", DataType.BIGINT),
                    Field.of("v", DataType.BIGINT));

    private final long seed = System.nanoTime();

    /// Counts, minimum and distinct count of v by key and window.
    static PhysicalPlan plan(
            PhysicalPlan input, long size, long slide, long delay, boolean isWeighted) {
        List<Field> fields = new ArrayList<>(SCHEMA.fields());
        fields.add(Field.of("window_start", DataType.TIMESTAMP));
        fields.add(Field.of("window_end", DataType.TIMESTAMP));
        fields.add(Field.of("window_time", DataType.TIMESTAMP));
        Schema windowed = new Schema(fields);
        WindowTable window =
                new WindowTable(
                        input, 0, size, slide, 0, StreamHarness.properties(windowed, isWeighted));
        Schema result =
                Schema.of(
                        Field.of("window_start", DataType.TIMESTAMP),
                        Field.of("window_end", DataType.TIMESTAMP),
                        Field.of("k", DataType.BIGINT),
                        Field.of("c", DataType.BIGINT),
                        Field.of("m", DataType.BIGINT),
                        Field.of("d", DataType.BIGINT));
        List<AggregateCall> calls =
                List.of(
                        new AggregateCall(
                                "count", List.of(), false, -1, List.of(), DataType.BIGINT),
                        new AggregateCall("min", List.of(3), false, -1, List.of(), DataType.BIGINT),
                        new AggregateCall(
                                "count", List.of(3), true, -1, List.of(), DataType.BIGINT));
        return new Aggregate(
                window,
                List.of(4, 5, 2),
                List.of(List.of(0, 1, 2)),
                calls,
                Aggregate.Phase.SINGLE,
                new StreamGrouping(1, delay),
                StreamHarness.properties(result, false));
    }

    private static Row row(long ts, long wm, long key, long value) {
        return Row.of(ts, wm, key, value);
    }

    private static List<Row> randomRows(Random random, int count, long disorder, long delay) {
        List<Row> rows = new ArrayList<>();
        long base = -20 * SECOND;
        for (int i = 0; i < count; i++) {
            base += random.nextInt(100_000);
            long ts = base - random.nextLong(disorder);
            rows.add(row(ts, ts - delay, random.nextInt(5), random.nextInt(20)));
        }
        return rows;
    }

    /// One group of the reference.
    private static final class Group {
        long count;
        final Map<Long, Long> values = new TreeMap<>();

        void add(long value, long weight) {
            count += weight;
            values.merge(value, weight, Long::sum);
            values.values().removeIf(weights -> weights == 0);
        }
    }

    private static final class Reference {
        final Map<List<Long>, Group> groups = new TreeMap<>(WindowedAggregateTest::compare);
        long late;

        void add(Row row, long watermark, long size, long slide, long delay) {
            long ts = (Long) row.values().get(0);
            long last = Math.floorDiv(ts, slide) * slide;
            for (long start = last; start + size > ts; start -= slide) {
                if (start + size + delay <= watermark) {
                    late++;
                    continue;
                }
                List<Long> key = List.of(start, start + size, (Long) row.values().get(2));
                groups.computeIfAbsent(key, _ -> new Group())
                        .add((Long) row.values().get(3), row.weight());
            }
        }

        Map<List<@Nullable Object>, Long> rows() {
            List<Row> rows = new ArrayList<>();
            groups.forEach((key, group) -> {
                if (group.count != 0) {
                    rows.add(
                            Row.of(
                                    key.get(0),
                                    key.get(1),
                                    key.get(2),
                                    group.count,
                                    group.values.keySet().iterator().next(),
                                    (long) group.values.size()));
                }
            });
            return TestRows.consolidate(rows);
        }
    }

    private static int compare(List<Long> first, List<Long> second) {
        return Arrays.compare(first.toArray(Long[]::new), second.toArray(Long[]::new));
    }

    private void check(int batchRows, int threads, long size, long slide, boolean isWeighted) {
        Random random = new Random(seed);
        long delay = SECOND;
        List<Row> rows = randomRows(random, 5_000, 3 * SECOND, delay);
        Reference reference = new Reference();
        long watermark = Long.MIN_VALUE;
        for (Row row : rows) {
            reference.add(row, watermark, size, slide, 0);
            watermark = Math.max(watermark, (Long) row.values().get(1));
        }
        try (StreamHarness harness = new StreamHarness(threads, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 1);
            harness.start(
                    plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, isWeighted),
                            size,
                            slide,
                            0,
                            isWeighted));
            stream.feed(0).push(harness.rows().batches(SCHEMA, rows, batchRows, isWeighted));
            stream.feed(0).end();
            List<Row> given = harness.await();
            assertEquals(reference.rows(), TestRows.consolidate(given), "seed " + seed);
            assertEquals(reference.late, harness.lateRows(), "late rows, seed " + seed);
            assertTrue(reference.late > 0, "no late row, seed " + seed);
            long last = Long.MIN_VALUE;
            for (Row row : given) {
                long end = (Long) row.values().get(1);
                assertTrue(end >= last, "windows out of order, seed " + seed);
                last = end;
            }
        }
    }

    @Test
    void lateRowsDoNotDependOnBatches() {
        for (int batchRows : new int[] {1, 3, 1_024, 8_192}) {
            check(batchRows, 1, 10 * SECOND, 10 * SECOND, false);
            check(batchRows, 2, 10 * SECOND, 2 * SECOND, false);
            check(batchRows, 2, 7 * SECOND, 3 * SECOND, false);
        }
    }

    @Test
    void takesWeightedRows() {
        check(100, 2, 10 * SECOND, 5 * SECOND, true);
    }

    @Test
    void netRowsAndLateRowsAreTheBatchAnswer() {
        Random random = new Random(seed);
        List<Row> rows = randomRows(random, 20_000, 3 * SECOND, SECOND);
        try (StreamHarness harness = new StreamHarness(4, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 5);
            harness.start(
                    plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, false),
                            10 * SECOND,
                            5 * SECOND,
                            0,
                            false));
            int at = 0;
            while (at < rows.size()) {
                int count = Math.min(rows.size() - at, 1 + random.nextInt(700));
                stream.feed(random.nextInt(5))
                        .push(
                                harness.rows()
                                        .batches(
                                                SCHEMA,
                                                rows.subList(at, at + count),
                                                1 + random.nextInt(300),
                                                false));
                at += count;
            }
            for (int split = 0; split < 5; split++) {
                stream.feed(split).end();
            }
            long counted = 0;
            for (Row row : harness.await()) {
                counted += (Long) row.values().get(3);
            }
            assertEquals(2L * rows.size(), counted + harness.lateRows(), "seed " + seed);
        }
    }

    @Test
    void waitsForTheSlowestSplitUnlessItIsIdle() {
        try (StreamHarness harness = new StreamHarness(2, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 2);
            harness.start(
                    plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, false),
                            10 * SECOND,
                            10 * SECOND,
                            0,
                            false));
            push(harness, stream, 0, row(1 * SECOND, 0, 1, 1), row(30 * SECOND, 29 * SECOND, 1, 2));
            assertEquals(List.of(), harness.settle(), "a split that has not spoken holds");
            push(harness, stream, 1, row(2 * SECOND, 1 * SECOND, 1, 3));
            assertEquals(List.of(), harness.settle(), "the least watermark counts");
            harness.clock().advance(6 * SECOND);
            assertEquals(List.of(), harness.settle(), "slow is not idle");
            stream.feed(1).setCaughtUp();
            harness.clock().advance(6 * SECOND);
            assertEquals(
                    List.of(Row.of(0L, 10 * SECOND, 1L, 2L, 1L, 2L)),
                    harness.settle(),
                    "the other split is idle");
            push(harness, stream, 1, row(3 * SECOND, 2 * SECOND, 1, 9));
            assertEquals(List.of(), harness.settle());
            assertEquals(1, harness.lateRows(), "a split that wakes up cannot turn time back");
            stream.feed(0).watermark(45 * SECOND);
            push(harness, stream, 1, row(41 * SECOND, 40 * SECOND, 1, 9));
            assertEquals(
                    List.of(Row.of(30 * SECOND, 40 * SECOND, 1L, 1L, 2L, 1L)), harness.settle());
        }
    }

    private static void push(StreamHarness harness, TestStream stream, int split, Row... rows) {
        stream.feed(split).push(harness.rows().batches(SCHEMA, List.of(rows), 10, false));
    }

    @Test
    void countsRowsWithoutTime() {
        try (StreamHarness harness = new StreamHarness(1, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 1);
            harness.start(
                    plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, false),
                            10 * SECOND,
                            10 * SECOND,
                            0,
                            false));
            push(
                    harness,
                    stream,
                    0,
                    Row.of(null, null, 1L, 1L),
                    row(1, 0, 1, 1),
                    Row.of(null, 50 * SECOND, 1L, 1L));
            assertEquals(List.of(Row.of(0L, 10 * SECOND, 1L, 1L, 1L, 1L)), harness.settle());
            assertEquals(2, harness.nullRowTimes());
        }
    }

    @Test
    void endsWhenCancelledWhileItWaits() {
        try (StreamHarness harness = new StreamHarness(2, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 2);
            harness.start(
                    plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, false),
                            10 * SECOND,
                            10 * SECOND,
                            0,
                            false));
            push(harness, stream, 0, row(1, 0, 1, 1));
            assertEquals(List.of(), harness.settle());
            long start = System.nanoTime();
            harness.run().cancel();
            harness.run().completion().handle((_, _) -> 0).join();
            assertTrue(System.nanoTime() - start < 100_000_000L, "cancelling took too long");
        }
    }
}
