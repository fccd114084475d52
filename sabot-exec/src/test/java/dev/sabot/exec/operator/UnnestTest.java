package dev.sabot.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class UnnestTest {
    private static final int[] BATCH_ROWS = {1, 3, 7, 1_024, 8_192};
    private static final DataType PAIR =
            DataType.row(List.of(Field.of("x", DataType.VARCHAR), Field.of("y", DataType.BIGINT)));

    private static PhysicalPlan.Unnest plan(
            DataType type, boolean withOrdinality, boolean isOuter, Field... elements) {
        Schema input = Schema.of(Field.of("id", DataType.INTEGER), Field.of("list", type));
        List<Field> fields = new ArrayList<>(input.fields());
        fields.addAll(Arrays.asList(elements));
        if (withOrdinality) {
            fields.add(Field.of("ordinality", DataType.INTEGER));
        }
        return new PhysicalPlan.Unnest(
                OperatorHarness.input(input, false),
                1,
                withOrdinality,
                isOuter,
                OperatorHarness.properties(new Schema(fields), false));
    }

    private static List<Row> run(PhysicalPlan.Unnest plan, List<Row> rows, int batchRows) {
        Schema input = plan.input().schema();
        boolean isWeighted = rows.stream().anyMatch(row -> row.weight() != 1);
        try (OperatorHarness harness = new OperatorHarness(1, batchRows)) {
            TestRows maker = new TestRows(new Random(batchRows), harness.context().allocator());
            List<Batch> results =
                    harness.run(
                            new Unnest(plan), maker.batches(input, rows, batchRows, isWeighted));
            for (Batch batch : results) {
                assertTrue(batch.numRows() <= batchRows);
            }
            return TestRows.decode(results, plan.schema().types());
        }
    }

    @Test
    void spreadsArraysWithOrdinals() {
        List<Row> rows = new ArrayList<>();
        List<Row> inner = new ArrayList<>();
        List<Row> outer = new ArrayList<>();
        for (long id = 0; id < 300; id++) {
            List<@Nullable Object> list = new ArrayList<>();
            for (long element = 0; element < id % 13; element++) {
                list.add(element % 5 == 4 ? null : (Object) (id + element));
            }
            List<@Nullable Object> value = id % 11 == 0 ? null : list;
            rows.add(Row.of(id, value));
            if (value == null || list.isEmpty()) {
                outer.add(Row.of(id, value, null, null));
                continue;
            }
            for (int index = 0; index < list.size(); index++) {
                Row row = Row.of(id, list, list.get(index), index + 1L);
                inner.add(row);
                outer.add(row);
            }
        }
        DataType type = DataType.array(DataType.BIGINT);
        Field element = Field.of("element", DataType.BIGINT);
        for (int batchRows : BATCH_ROWS) {
            assertEquals(inner, run(plan(type, true, false, element), rows, batchRows));
            assertEquals(outer, run(plan(type, true, true, element), rows, batchRows));
        }
    }

    @Test
    void spreadsRowsAsTheSchemaSays() {
        List<@Nullable Object> first = Arrays.asList("a", 1L);
        List<@Nullable Object> list = Arrays.asList(first, null);
        List<Row> rows = List.of(Row.of(1L, list), Row.of(2L, List.of()));
        DataType type = DataType.array(PAIR);
        assertEquals(
                List.of(Row.of(1L, list, first), Row.of(1L, list, null)),
                run(plan(type, false, false, Field.of("element", PAIR)), rows, 8));
        assertEquals(
                List.of(
                        Row.of(1L, list, "a", 1L),
                        Row.of(1L, list, null, null),
                        Row.of(2L, List.of(), null, null)),
                run(
                        plan(
                                type,
                                false,
                                true,
                                Field.of("x", DataType.VARCHAR),
                                Field.of("y", DataType.BIGINT)),
                        rows,
                        8));
    }

    @Test
    void spreadsMapsAndKeepsWeights() {
        DataType type = DataType.map(DataType.VARCHAR, DataType.BIGINT);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", 1L);
        map.put("b", null);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(7L);
        values.add(map);
        List<Row> result =
                run(
                        plan(
                                type,
                                true,
                                false,
                                Field.of("key", DataType.VARCHAR),
                                Field.of("value", DataType.BIGINT)),
                        List.of(new Row(values, -2)),
                        8_192);
        Object entries = List.of(List.of("a", 1L), Arrays.asList("b", null));
        assertEquals(
                List.of(
                        new Row(Arrays.asList(7L, entries, "a", 1L, 1L), -2),
                        new Row(Arrays.asList(7L, entries, "b", null, 2L), -2)),
                result);
    }
}
