package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// Prints the CPU time of aggregations of six million rows on one thread; run by hand. An argument
/// picks the cases whose name contains it.
public final class AggregateTiming {
    private static final int ROWS = 6_000_000;
    private static final DataType MONEY = DataType.decimal(15, 2);
    private static final DataType SUM = DataType.decimal(38, 2);
    private static final DataType AVERAGE = DataType.decimal(38, 6);

    private final AggregateHarness harness;
    private final String wanted;

    private AggregateTiming(AggregateHarness harness, String wanted) {
        this.harness = harness;
        this.wanted = wanted;
    }

    public static void main(String[] arguments) {
        try (AggregateHarness harness = new AggregateHarness(1, 1)) {
            AggregateTiming timing =
                    new AggregateTiming(harness, arguments.length == 0 ? "" : arguments[0]);
            timing.fewGroups();
            timing.manyGroups();
            timing.texts();
        }
    }

    private static AggregateCall call(String name, DataType type, Integer... columns) {
        return new AggregateCall(name, List.of(columns), false, -1, List.of(), type);
    }

    private Column longs(int count, IntToLongFunction values) {
        try (ColumnWriter writer =
                ColumnWriter.fixed(harness.context().allocator(), Layout.INT64, count)) {
            for (int row = 0; row < count; row++) {
                Memory.putLong(writer.dataAddress() + 8L * row, values.applyAsLong(row));
            }
            return writer.finish();
        }
    }

    private Column texts(int count, IntFunction<String> values) {
        ColumnBuilder builder = new ColumnBuilder(DataType.VARCHAR);
        for (int row = 0; row < count; row++) {
            builder.appendString(values.apply(row));
        }
        return builder.build(harness.context().allocator());
    }

    private Column codes(Column dictionary, int count) {
        try (ColumnWriter writer =
                ColumnWriter.fixed(harness.context().allocator(), Layout.INT32, count)) {
            for (int row = 0; row < count; row++) {
                Memory.putInt(
                        writer.dataAddress() + 4L * row,
                        harness.random.nextInt(dictionary.length()));
            }
            return writer.finishDictionary(dictionary.retain());
        }
    }

    /// Makes a column of a batch that starts at a row.
    private interface Maker {
        Column column(int from, int count);
    }

    private void time(
            String name, Schema schema, int keys, List<AggregateCall> calls, Maker... makers) {
        if (!name.contains(wanted)) {
            return;
        }
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < ROWS; from += Batch.MAX_ROWS) {
            int count = Math.min(Batch.MAX_ROWS, ROWS - from);
            Column[] columns = new Column[makers.length];
            for (int column = 0; column < columns.length; column++) {
                columns[column] = makers[column].column(from, count);
            }
            batches.add(Batch.of(count, columns));
        }
        List<Integer> keyColumns = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            keyColumns.add(key);
        }
        Aggregate plan = harness.plan(schema, false, keyColumns, List.of(keyColumns), calls);
        for (int tasks = 1; tasks <= 2; tasks++) {
            double best = Double.MAX_VALUE;
            long groups = 0;
            for (int round = 0; round < 7; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                groups = run(new HashAggregate(plan, harness.functions), batches, tasks);
                long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                best = Math.min(best, (end - start) / 1e6);
            }
            System.out.printf(
                    "%-40s tasks %d: %8.1f ms, %5.1f ns a row, %d groups%n",
                    name, tasks, best, best * 1e6 / ROWS, groups);
        }
        batches.forEach(Batch::close);
    }

    private long run(HashAggregate operator, List<Batch> batches, int tasks) {
        long groups = 0;
        try (Breaker.ResultState state = operator.open(harness.context())) {
            List<Breaker.Local> locals = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                locals.add(state.openLocal(new TaskContext(harness.context(), task)));
            }
            for (int index = 0; index < batches.size(); index++) {
                StreamElement element =
                        new StreamElement.Data(batches.get(index).withSelection(null));
                locals.get(index * tasks / batches.size()).sink(element);
            }
            locals.forEach(Breaker.Local::combine);
            locals.forEach(Breaker.Local::close);
            PipelineSource source = state.result();
            state.finish().forEach(Runnable::run);
            try (PipelineSource.Reader reader =
                    source.openReader(new TaskContext(harness.context(), 0))) {
                while (!reader.isFinished()) {
                    if (reader.next() instanceof StreamElement.Data(Batch batch)) {
                        groups += batch.numRows();
                        batch.close();
                    }
                }
            }
        }
        return groups;
    }

    private void fewGroups() {
        Random random = harness.random;
        List<AggregateCall> calls =
                List.of(
                        call("sum", SUM, 2),
                        call("sum", SUM, 3),
                        call("sum", SUM, 4),
                        call("sum", SUM, 5),
                        call("avg", AVERAGE, 2),
                        call("avg", AVERAGE, 3),
                        call("avg", AVERAGE, 5),
                        call("count", DataType.BIGINT));
        Schema schema =
                Schema.of(
                        Field.of("flag", DataType.VARCHAR),
                        Field.of("status", DataType.VARCHAR),
                        Field.of("quantity", MONEY),
                        Field.of("price", MONEY),
                        Field.of("disc", MONEY),
                        Field.of("charge", MONEY));
        Maker money = (from, count) -> longs(count, row -> random.nextInt(10_000_000));
        try (Column flags = texts(3, row -> "ANR".substring(row, row + 1));
                Column statuses = texts(2, row -> "FO".substring(row, row + 1))) {
            time(
                    "Q1 by dictionary",
                    schema,
                    2,
                    calls,
                    (from, count) -> codes(flags, count),
                    (from, count) -> codes(statuses, count),
                    money,
                    money,
                    money,
                    money);
        }
        time(
                "Q1 by text",
                schema,
                2,
                calls,
                (from, count) -> texts(count, row -> random.nextBoolean() ? "A" : "N"),
                (from, count) -> texts(count, row -> random.nextBoolean() ? "F" : "O"),
                money,
                money,
                money,
                money);
        time("one sum", Schema.of(Field.of("v", MONEY)), 0, List.of(call("sum", SUM, 0)), money);
    }

    private void manyGroups() {
        Random random = harness.random;
        Schema schema = Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", MONEY));
        List<AggregateCall> calls = List.of(call("sum", SUM, 1));
        Maker money = (from, count) -> longs(count, row -> random.nextInt(10_000_000));
        time(
                "1.5 M clustered keys",
                schema,
                1,
                calls,
                (from, count) -> longs(count, row -> orderKey((from + row) / 4)),
                money);
        time(
                "1.5 M random keys",
                schema,
                1,
                calls,
                (from, count) -> longs(count, row -> orderKey(random.nextInt(ROWS / 4))),
                money);
        time(
                "1.5 M random keys, far apart",
                schema,
                1,
                calls,
                (from, count) -> longs(count, row -> 7_919_333L * random.nextInt(ROWS / 4)),
                money);
        time(
                "10 K random keys, far apart",
                schema,
                1,
                calls,
                (from, count) -> longs(count, row -> 7_919_333L * random.nextInt(10_000)),
                money);
        Schema pair =
                Schema.of(
                        Field.of("a", DataType.BIGINT),
                        Field.of("b", DataType.BIGINT),
                        Field.of("v", MONEY));
        time(
                "800 K pairs of keys",
                pair,
                2,
                List.of(call("sum", SUM, 2)),
                (from, count) -> longs(count, row -> random.nextInt(200_000)),
                (from, count) -> longs(count, row -> random.nextInt(4)),
                money);
    }

    private static long orderKey(int number) {
        return (number / 8L) * 32 + number % 8;
    }

    private void texts() {
        Random random = harness.random;
        Schema schema = Schema.of(Field.of("k", DataType.VARCHAR), Field.of("v", MONEY));
        Maker money = (from, count) -> longs(count, row -> random.nextInt(10_000_000));
        for (int range : new int[] {1_000, 1_000_000}) {
            for (String prefix : List.of("k", "Customer#0000000")) {
                time(
                        range + " texts such as " + prefix + range,
                        schema,
                        1,
                        List.of(call("sum", SUM, 1)),
                        (from, count) -> texts(count, row -> prefix + random.nextInt(range)),
                        money);
            }
        }
    }
}
