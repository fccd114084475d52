package dev.sabot.exec.operator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class ChangesAggregateTest {
    private static final Schema SCHEMA =
            Schema.of(Field.of("k", DataType.VARCHAR), Field.of("v", DataType.BIGINT));
    private static final Schema RESULT =
            Schema.of(
                    Field.of("k", DataType.VARCHAR),
                    Field.of("c", DataType.BIGINT),
                    Field.of("m", DataType.BIGINT),
                    Field.of("d", DataType.BIGINT));

    private final long seed = System.nanoTime();

    private static List<AggregateCall> calls(int value) {
        return List.of(
                new AggregateCall("count", List.of(), false, -1, List.of(), DataType.BIGINT),
                new AggregateCall("max", List.of(value), false, -1, List.of(), DataType.BIGINT),
                new AggregateCall("count", List.of(value), true, -1, List.of(), DataType.BIGINT));
    }

    private static PhysicalPlan byKey(PhysicalPlan input) {
        return new Aggregate(
                input,
                List.of(0),
                List.of(List.of(0)),
                calls(1),
                Aggregate.Phase.SINGLE,
                StreamGrouping.CHANGES,
                StreamHarness.properties(RESULT, true));
    }

    private static PhysicalPlan scan(boolean isWeighted) {
        return StreamHarness.scan("s", SCHEMA, -1, -1, isWeighted);
    }

    private static void push(StreamHarness harness, TestStream stream, Row... rows) {
        stream.feed(0).push(harness.rows().batches(SCHEMA, List.of(rows), 10, true));
    }

    private static Row weighted(long weight, @Nullable Object... values) {
        return new Row(Row.of(values).values(), weight);
    }

    @Test
    void givesOldAndNewRows() {
        try (StreamHarness harness = new StreamHarness(1, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 1);
            harness.start(byKey(scan(true)));
            push(harness, stream, weighted(1, "a", 5L), weighted(1, "a", 7L));
            assertEquals(List.of(weighted(1, "a", 2L, 7L, 2L)), harness.settle());
            push(harness, stream, weighted(-1, "a", 7L), weighted(1, "b", 1L));
            assertEquals(
                    Map.of(
                            Row.of("a", 2L, 7L, 2L).values(), -1L,
                            Row.of("a", 1L, 5L, 1L).values(), 1L,
                            Row.of("b", 1L, 1L, 1L).values(), 1L),
                    TestRows.consolidate(harness.settle()));
            push(harness, stream, weighted(1, "b", 1L), weighted(-1, "b", 1L));
            assertEquals(List.of(), harness.settle(), "nothing changed");
            push(harness, stream, weighted(-1, "a", 5L));
            assertEquals(List.of(weighted(-1, "a", 1L, 5L, 1L)), harness.settle());
        }
    }

    @Test
    void givesOneRowWithoutKeysFromTheStart() {
        try (StreamHarness harness = new StreamHarness(2, 8_192, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 2);
            Schema schema = new Schema(RESULT.fields().subList(1, 4));
            harness.start(
                    new Aggregate(
                            scan(true),
                            List.of(),
                            List.of(List.of()),
                            calls(1),
                            Aggregate.Phase.SINGLE,
                            StreamGrouping.CHANGES,
                            StreamHarness.properties(schema, true)));
            assertEquals(List.of(weighted(1, 0L, null, 0L)), harness.settle());
            push(harness, stream, weighted(1, "a", 5L));
            assertEquals(
                    List.of(weighted(-1, 0L, null, 0L), weighted(1, 1L, 5L, 1L)), harness.settle());
            push(harness, stream, weighted(-1, "a", 5L));
            assertEquals(
                    List.of(weighted(-1, 1L, 5L, 1L), weighted(1, 0L, null, 0L)), harness.settle());
        }
    }

    @Test
    void netChangesAreTheBatchAnswer() {
        Random random = new Random(seed);
        Map<String, Map<Long, Long>> reference = new TreeMap<>();
        List<Row> present = new ArrayList<>();
        try (StreamHarness harness = new StreamHarness(3, 100, new Random(seed))) {
            TestStream stream = harness.stream("s", SCHEMA, 3);
            // changes of changes: how many keys have how many rows
            harness.start(countsOfCounts(byKey(scan(true))));
            List<Row> given = new ArrayList<>();
            for (int round = 0; round < 200; round++) {
                List<Row> rows = new ArrayList<>();
                for (int i = 0; i < random.nextInt(50); i++) {
                    if (!present.isEmpty() && random.nextInt(3) == 0) {
                        Row gone = present.remove(random.nextInt(present.size()));
                        rows.add(new Row(gone.values(), -1));
                    } else {
                        Row row = Row.of("k" + random.nextInt(40), (long) random.nextInt(9));
                        rows.add(row);
                        present.add(row);
                    }
                }
                stream.feed(random.nextInt(3))
                        .push(harness.rows().batches(SCHEMA, rows, 1 + random.nextInt(20), true));
                if (random.nextInt(5) == 0) {
                    given.addAll(harness.settle());
                }
            }
            for (int split = 0; split < 3; split++) {
                stream.feed(split).end();
            }
            given.addAll(harness.await());
            for (Row row : present) {
                reference
                        .computeIfAbsent((String) row.values().get(0), _ -> new TreeMap<>())
                        .merge((Long) row.values().get(1), 1L, Long::sum);
            }
            Map<Long, Long> counts = new TreeMap<>();
            for (Map<Long, Long> values : reference.values()) {
                long count = values.values().stream().mapToLong(Long::longValue).sum();
                counts.merge(count, 1L, Long::sum);
            }
            List<Row> expected = new ArrayList<>();
            counts.forEach((count, keys) -> expected.add(Row.of(count, keys)));
            assertEquals(
                    TestRows.consolidate(expected), TestRows.consolidate(given), "seed " + seed);
            assertTrue(given.size() > expected.size(), "nothing changed on the way, seed " + seed);
        }
    }

    private static PhysicalPlan countsOfCounts(PhysicalPlan input) {
        return new Aggregate(
                input,
                List.of(1),
                List.of(List.of(0)),
                List.of(
                        new AggregateCall(
                                "count", List.of(), false, -1, List.of(), DataType.BIGINT)),
                Aggregate.Phase.SINGLE,
                StreamGrouping.CHANGES,
                StreamHarness.properties(
                        Schema.of(Field.of("c", DataType.BIGINT), Field.of("n", DataType.BIGINT)),
                        true));
    }
}
