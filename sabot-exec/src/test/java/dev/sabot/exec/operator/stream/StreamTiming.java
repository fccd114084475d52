package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PhysicalPlan.WindowTable;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Times counting by key and window over streams in memory; run by hand.
final class StreamTiming {
    private static final long SECOND = 1_000_000;
    private static final int BATCHES = 1_000;
    private static final Schema SCHEMA =
            Schema.of(Field.of("ts", DataType.TIMESTAMP), Field.of("k", DataType.BIGINT));

    private StreamTiming() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 6; round++) {
            for (int keys : new int[] {100, 10_000}) {
                time("tumble", keys, window(10 * SECOND, 10 * SECOND));
                time("hop", keys, window(10 * SECOND, 2 * SECOND));
                time("changes", keys, changes());
            }
            time("scan", 100, StreamHarness.scan("s", SCHEMA, 0, 0, false));
        }
    }

    private static List<AggregateCall> counts() {
        return List.of(
                new AggregateCall("count", List.of(), false, -1, List.of(), DataType.BIGINT));
    }

    private static PhysicalPlan changes() {
        Schema result = Schema.of(Field.of("k", DataType.BIGINT), Field.of("c", DataType.BIGINT));
        return new Aggregate(
                StreamHarness.scan("s", SCHEMA, 0, 0, false),
                List.of(1),
                List.of(List.of(0)),
                counts(),
                Aggregate.Phase.SINGLE,
                StreamGrouping.CHANGES,
                StreamHarness.properties(result, true));
    }

    private static PhysicalPlan window(long size, long slide) {
        List<Field> fields = new ArrayList<>(SCHEMA.fields());
        fields.add(Field.of("window_start", DataType.TIMESTAMP));
        fields.add(Field.of("window_end", DataType.TIMESTAMP));
        fields.add(Field.of("window_time", DataType.TIMESTAMP));
        WindowTable window =
                new WindowTable(
                        StreamHarness.scan("s", SCHEMA, 0, 0, false),
                        0,
                        size,
                        slide,
                        0,
                        StreamHarness.properties(new Schema(fields), false));
        Schema result =
                Schema.of(
                        Field.of("k", DataType.BIGINT),
                        Field.of("window_start", DataType.TIMESTAMP),
                        Field.of("window_end", DataType.TIMESTAMP),
                        Field.of("c", DataType.BIGINT));
        return new Aggregate(
                window,
                List.of(1, 2, 3),
                List.of(List.of(0, 1, 2)),
                counts(),
                Aggregate.Phase.SINGLE,
                new StreamGrouping(2, 0),
                StreamHarness.properties(result, false));
    }

    private static void time(String name, int numKeys, PhysicalPlan plan) {
        Random random = new Random(1);
        try (StreamHarness harness = new StreamHarness(2, 8_192, random)) {
            TestStream stream = harness.stream("s", SCHEMA, 2);
            for (int split = 0; split < 2; split++) {
                stream.feed(split).push(batches(harness, random, numKeys));
                stream.feed(split).end();
            }
            long start = System.nanoTime();
            harness.start(plan);
            List<Row> rows = harness.await();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%-8s %6d keys  %6.1f M rows/s  %d rows out%n",
                    name, numKeys, 2.0 * BATCHES * 8_192 / seconds / 1e6, rows.size());
        }
    }

    /// About 100,000 rows a second.
    private static List<Batch> batches(StreamHarness harness, Random random, int numKeys) {
        List<Batch> batches = new ArrayList<>();
        long ts = 0;
        for (int index = 0; index < BATCHES; index++) {
            ColumnBuilder times = new ColumnBuilder(DataType.TIMESTAMP);
            ColumnBuilder keys = new ColumnBuilder(DataType.BIGINT);
            for (int row = 0; row < 8_192; row++) {
                ts += random.nextInt(20);
                times.appendLong(ts);
                keys.appendLong(random.nextInt(numKeys));
            }
            Column[] columns = {
                times.build(harness.context().allocator()),
                keys.build(harness.context().allocator())
            };
            batches.add(Batch.of(8_192, columns));
        }
        return batches;
    }
}
