package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.aggregate.AggregateFunctions;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.Partitioning;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/// Runs aggregations over rows given as objects, cut into batches of random encodings.
final class AggregateHarness implements AutoCloseable {
    /// A row and its weight.
    record Row(List<@Nullable Object> values, long weight) {}

    final BufferAllocator root = new RootAllocator();
    final Random random;
    final FunctionRegistry functions = new FunctionRegistry(List.of(), AggregateFunctions.all());
    private final StatementContext context;

    AggregateHarness(long seed, int threads) {
        random = new Random(seed);
        context =
                new StatementContext(
                        new StatementContext.Environment(
                                root,
                                functions,
                                new LocalFileAccess(List.of()),
                                EngineClock.SYSTEM,
                                (handle, connector) -> {
                                    throw new IllegalStateException("no tables here");
                                }),
                        new StatementContext.Settings(
                                threads,
                                Batch.MAX_ROWS,
                                1L << 33,
                                ZoneId.of("UTC"),
                                false,
                                name -> null,
                                (table, split, position, reason, record) -> {
                                    throw new IllegalStateException("no dead letters here");
                                }));
    }

    StatementContext context() {
        return context;
    }

    /// Returns a plan over rows of a schema.
    Aggregate plan(
            Schema input,
            boolean isWeighted,
            List<Integer> keys,
            List<List<Integer>> sets,
            List<AggregateCall> calls) {
        PlanProperties properties =
                new PlanProperties(
                        input,
                        Partitioning.Arbitrary.INSTANCE,
                        Boundedness.BOUNDED,
                        isWeighted ? new ChangeMode.Weights() : ChangeMode.Append.INSTANCE,
                        -1);
        PhysicalPlan values = new PhysicalPlan.Values(List.of(), properties);
        return new Aggregate(
                values,
                keys,
                sets,
                calls,
                Aggregate.Phase.SINGLE,
                null,
                PlanProperties.bounded(Schema.EMPTY, -1));
    }

    /// Runs in one phase.
    List<List<@Nullable Object>> run(
            Aggregate plan, List<DataType> resultTypes, List<Row> rows, int batchRows, int tasks) {
        Schema schema = plan.input().schema();
        List<Batch> batches = batches(schema, rows, batchRows);
        return decode(runBreaker(new HashAggregate(plan, functions), batches, tasks), resultTypes);
    }

    /// Runs PARTIAL, then FINAL over what it gives.
    List<List<@Nullable Object>> runInPhases(
            Aggregate plan, List<DataType> resultTypes, List<Row> rows, int batchRows, int tasks) {
        Schema schema = plan.input().schema();
        Aggregate partial =
                new Aggregate(
                        plan.input(),
                        plan.keys(),
                        plan.groupingSets(),
                        plan.calls(),
                        Aggregate.Phase.PARTIAL,
                        null,
                        PlanProperties.bounded(HashAggregate.partialSchema(plan, functions), -1));
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < plan.keys().size(); key++) {
            keys.add(key);
        }
        Aggregate last =
                new Aggregate(
                        new PhysicalPlan.Exchange(
                                partial, new Partitioning.Hash(keys), partial.properties()),
                        keys,
                        plan.groupingSets(),
                        plan.calls(),
                        Aggregate.Phase.FINAL,
                        null,
                        plan.properties());
        List<Batch> states =
                runBreaker(
                        new HashAggregate(partial, functions),
                        batches(schema, rows, batchRows),
                        tasks);
        return decode(runBreaker(new HashAggregate(last, functions), states, tasks), resultTypes);
    }

    private List<Batch> runBreaker(Breaker breaker, List<Batch> batches, int tasks) {
        List<Batch> results = new ArrayList<>();
        try (Breaker.State state = breaker.open(context)) {
            List<Breaker.Local> locals = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                locals.add(state.openLocal(new TaskContext(context, task)));
            }
            for (Batch batch : batches) {
                locals.get(random.nextInt(tasks)).sink(new StreamElement.Data(batch));
            }
            locals.forEach(Breaker.Local::combine);
            locals.forEach(Breaker.Local::close);
            PipelineSource source = ((Breaker.ResultState) state).result();
            state.finish().forEach(Runnable::run);
            try (source;
                    PipelineSource.Reader reader = source.openReader(new TaskContext(context, 0))) {
                while (!reader.isFinished()) {
                    if (reader.next() instanceof StreamElement.Data(Batch batch)) {
                        results.add(batch);
                    }
                }
            }
        }
        return results;
    }

    private static List<List<@Nullable Object>> decode(List<Batch> batches, List<DataType> types) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Batch batch : batches) {
            try (batch) {
                int[] selected =
                        batch.selection() == null
                                ? null
                                : batch.selection().indexes(batch.numRows());
                for (int i = 0; i < batch.selectedRows(); i++) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 0; column < types.size(); column++) {
                        int at = selected == null ? i : selected[i];
                        row.add(value(batch.column(column), at, types.get(column)));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /// Cuts rows into batches, some with rows that are not selected between them.
    List<Batch> batches(Schema schema, List<Row> rows, int batchRows) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batchRows) {
            List<Row> part =
                    new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + batchRows)));
            batches.add(batch(schema, part));
        }
        return batches;
    }

    private Batch batch(Schema schema, List<Row> part) {
        boolean isWeighted = part.stream().anyMatch(row -> row.weight != 1);
        List<Row> all = new ArrayList<>();
        int[] selected = new int[part.size()];
        int next = 0;
        boolean hasSelection = random.nextInt(3) == 0;
        for (Row row : part) {
            while (hasSelection && random.nextInt(3) == 0) {
                all.add(part.get(random.nextInt(part.size())));
            }
            selected[next++] = all.size();
            all.add(row);
        }
        Column[] columns = new Column[schema.size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = column(schema.type(column), all, column);
        }
        Column weights = null;
        if (isWeighted) {
            ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
            all.forEach(row -> builder.appendLong(row.weight));
            weights = builder.build(context.allocator());
        }
        Selection selection = hasSelection ? new Selection.Indexes(selected, part.size()) : null;
        return new Batch(all.size(), columns, selection, weights);
    }

    private Column column(DataType type, List<Row> rows, int column) {
        LinkedHashSet<@Nullable Object> distinct = new LinkedHashSet<>();
        rows.forEach(row -> distinct.add(row.values.get(column)));
        if (distinct.size() == 1 && random.nextBoolean()) {
            return Column.constant(flat(type, new ArrayList<>(distinct)), rows.size());
        }
        List<@Nullable Object> entries = new ArrayList<>(distinct);
        entries.remove(null);
        if (!entries.isEmpty() && random.nextBoolean()) {
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT32, rows.size())) {
                for (int row = 0; row < rows.size(); row++) {
                    Object value = rows.get(row).values.get(column);
                    int code = Math.max(0, entries.indexOf(value));
                    Memory.putInt(writer.dataAddress() + 4L * row, code);
                    if (value == null) {
                        writer.setNull(row);
                    }
                }
                return writer.finishDictionary(flat(type, entries));
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.values.get(column)));
        return flat(type, values);
    }

    private Column flat(DataType type, List<? extends @Nullable Object> values) {
        ColumnBuilder builder = new ColumnBuilder(type);
        values.forEach(builder::appendObject);
        return builder.build(context.allocator());
    }

    static @Nullable Object value(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return null;
        }
        Column flat = column.isFlat() ? column : column.values();
        return switch (column.layout()) {
            case BIT -> column.getBoolean(row);
            case INT8, INT16, INT32, INT64, INT128 ->
                    type.isDecimal()
                            ? BigInteger.valueOf(column.getHigh(row))
                                    .shiftLeft(64)
                                    .add(new BigInteger(Long.toUnsignedString(column.getLow(row))))
                            : (Object) column.getLong(row);
            case FLOAT32, FLOAT64 -> column.getDouble(row);
            case VARLEN -> column.getString(row);
            case LIST -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int index = 0; index < column.valueLength(row); index++) {
                    list.add(value(flat.child(0), column.listStart(row) + index, type.element()));
                }
                yield list;
            }
            case STRUCT -> throw new IllegalStateException("no rows in these tests");
        };
    }

    @Override
    public void close() {
        context.close();
        root.close();
    }
}
