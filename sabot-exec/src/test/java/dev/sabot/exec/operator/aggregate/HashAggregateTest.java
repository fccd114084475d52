package dev.sabot.exec.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.exec.operator.aggregate.AggregateHarness.Row;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Compares aggregations of random rows with a plain row-by-row answer.
class HashAggregateTest {
    private static final long SEED = 7_032_026;
    private static final DataType PRICE = DataType.decimal(15, 2);
    private static final DataType LONG_DECIMAL = DataType.decimal(30, 3);

    /// Columns: tiny key, text key, big key, flag, price, long decimal, double, text, day,
    /// fraction.
    private static final Schema SCHEMA =
            Schema.of(
                    Field.of("tiny", DataType.TINYINT),
                    Field.of("name", DataType.VARCHAR),
                    Field.of("big", DataType.BIGINT),
                    Field.of("flag", DataType.BOOLEAN),
                    Field.of("price", PRICE),
                    Field.of("wide", LONG_DECIMAL),
                    Field.of("real", DataType.DOUBLE),
                    Field.of("text", DataType.VARCHAR),
                    Field.of("day", DataType.INTEGER),
                    Field.of("fraction", DataType.DOUBLE));

    private static final String[] NAMES = {
        "",
        "a",
        "abc",
        "abcd",
        "abcdefgh",
        "abcdefghijkl",
        "abcdefghijklm",
        "abcdefghijklmnopqrstuvwxyz",
        "abcdefghijklmnopqrstuvwxyZ",
        "größe"
    };

    /// One call and its plain answer from the argument rows of a group.
    record Case(
            AggregateCall call, Function<List<List<@Nullable Object>>, @Nullable Object> answer) {}

    static AggregateCall call(String name, DataType type, Integer... arguments) {
        return new AggregateCall(name, List.of(arguments), false, -1, List.of(), type);
    }

    private static List<Row> rows(AggregateHarness harness, int count, int bigRange) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(row(harness, bigRange));
        }
        return rows;
    }

    private static Row row(AggregateHarness harness, int bigRange) {
        java.util.Random random = harness.random;
        List<@Nullable Object> values =
                Arrays.asList(
                        (long) random.nextInt(4),
                        NAMES[random.nextInt(NAMES.length)],
                        (long) random.nextInt(bigRange) * (bigRange > 99_999 ? 1_000_003L : 1),
                        random.nextBoolean(),
                        BigInteger.valueOf(random.nextInt(2_000_000) - 1_000_000),
                        new BigInteger(random.nextInt(90), random)
                                .subtract(new BigInteger(random.nextInt(90), random)),
                        (double) (random.nextInt(2_000) - 1_000),
                        NAMES[random.nextInt(NAMES.length)],
                        (long) random.nextInt(30_000),
                        0.25);
        for (int column = 0; column < values.size() - 1; column++) {
            if (random.nextInt(12) == 0) {
                values.set(column, null);
            }
        }
        return new Row(values, 1);
    }

    private static List<Case> basicCases() {
        DataType decimal38 = DataType.decimal(38, 2);
        return List.of(
                new Case(call("count", DataType.BIGINT), rows -> (long) rows.size()),
                new Case(
                        call("count", DataType.BIGINT, 7),
                        rows -> rows.stream().filter(row -> row.get(7) != null).count()),
                new Case(call("sum", DataType.BIGINT, 0), rows -> sum(rows, 0)),
                new Case(call("sum", decimal38, 4), rows -> sumDecimals(rows, 4)),
                new Case(call("sum", DataType.decimal(38, 3), 5), rows -> sumDecimals(rows, 5)),
                new Case(call("sum", DataType.DOUBLE, 6), rows -> sumDoubles(rows, 6)),
                new Case(call("avg", DataType.decimal(38, 6), 4), rows -> average(rows, 4)),
                new Case(
                        call("avg", DataType.DOUBLE, 8),
                        rows -> {
                            Long sum = sum(rows, 8);
                            return sum == null ? null : (double) sum / values(rows, 8).size();
                        }),
                new Case(call("min", DataType.INTEGER, 8), rows -> extreme(rows, 8, false)),
                new Case(call("max", DataType.DOUBLE, 6), rows -> extreme(rows, 6, true)),
                new Case(call("max", PRICE, 4), rows -> extreme(rows, 4, true)),
                new Case(call("min", DataType.BOOLEAN, 3), rows -> extreme(rows, 3, false)),
                new Case(
                        new AggregateCall(
                                "count", List.of(1, 0), true, -1, List.of(), DataType.BIGINT),
                        rows ->
                                rows.stream()
                                        .filter(row -> row.get(0) != null && row.get(1) != null)
                                        .map(row -> List.of(row.get(0), row.get(1)))
                                        .distinct()
                                        .count()),
                new Case(
                        new AggregateCall("sum", List.of(8), true, 3, List.of(), DataType.BIGINT),
                        rows ->
                                sum(
                                        filtered(rows).stream()
                                                .map(row ->
                                                        Arrays.<@Nullable Object>asList(row.get(8)))
                                                .distinct()
                                                .toList(),
                                        0)),
                new Case(
                        new AggregateCall("count", List.of(), false, 3, List.of(), DataType.BIGINT),
                        rows -> (long) filtered(rows).size()));
    }

    private static AggregateCall ordered(
            String name, DataType type, List<Integer> arguments, SortKey... keys) {
        return new AggregateCall(name, arguments, false, -1, List.of(keys), type);
    }

    private static List<Case> otherCases() {
        List<Case> cases = new ArrayList<>(plainCases());
        cases.addAll(orderedCases());
        return cases;
    }

    private static List<Case> plainCases() {
        return List.of(
                new Case(call("max", DataType.VARCHAR, 1), rows -> extreme(rows, 1, true)),
                new Case(call("min", DataType.VARCHAR, 7), rows -> extreme(rows, 7, false)),
                new Case(call("min", LONG_DECIMAL, 5), rows -> extreme(rows, 5, false)),
                new Case(call("arg_max", DataType.VARCHAR, 7, 7), rows -> extreme(rows, 7, true)),
                new Case(call("bool_and", DataType.BOOLEAN, 3), rows -> extreme(rows, 3, false)),
                new Case(call("bool_or", DataType.BOOLEAN, 3), rows -> extreme(rows, 3, true)),
                new Case(
                        call("bit_xor", DataType.INTEGER, 8),
                        rows ->
                                values(rows, 8).stream()
                                        .map(value -> (Long) value)
                                        .reduce((left, right) -> left ^ right)
                                        .orElse(null)),
                new Case(
                        call("count_if", DataType.BIGINT, 3), rows -> (long) filtered(rows).size()),
                new Case(
                        call("approx_count_distinct", DataType.BIGINT, 0),
                        rows -> values(rows, 0).stream().distinct().count()),
                new Case(call("median", DataType.DOUBLE, 6), rows -> quantile(rows, 0.5)),
                new Case(
                        call("quantile_cont", DataType.DOUBLE, 6, 9), rows -> quantile(rows, 0.25)),
                new Case(
                        call("quantile_disc", DataType.INTEGER, 8, 9),
                        rows -> {
                            List<Object> sorted = values(rows, 8).stream().sorted().toList();
                            int place = Math.max(0, (int) Math.ceil(sorted.size() * 0.25) - 1);
                            return sorted.isEmpty() ? null : sorted.get(place);
                        }),
                new Case(
                        call("var_samp", DataType.DOUBLE, 6),
                        rows -> {
                            List<Object> values = values(rows, 6);
                            double mean = sumOf(values) / values.size();
                            double squares = 0;
                            for (Object value : values) {
                                squares += Math.pow((Double) value - mean, 2);
                            }
                            return values.size() < 2 ? null : squares / (values.size() - 1);
                        }),
                new Case(
                        call("covar_pop", DataType.DOUBLE, 6, 9),
                        rows -> values(rows, 6).isEmpty() ? null : 0.0),
                new Case(call("mode", DataType.BOOLEAN, 3), HashAggregateTest::mode));
    }

    private static List<Case> orderedCases() {
        SortKey byText = new SortKey(7, true, true);
        SortKey byDay = new SortKey(8, false, false);
        return List.of(
                new Case(
                        ordered("array_agg", DataType.array(DataType.VARCHAR), List.of(7), byText),
                        rows ->
                                rows.isEmpty()
                                        ? null
                                        : sorted(rows, 7, true).stream()
                                                .map(row -> row.get(7))
                                                .toList()),
                new Case(
                        ordered(
                                "string_agg",
                                DataType.VARCHAR,
                                List.of(1),
                                new SortKey(1, false, true)),
                        rows -> {
                            List<Object> names = values(sorted(rows, 1, false), 1);
                            return names.isEmpty()
                                    ? null
                                    : String.join("", names.toArray(String[]::new));
                        }),
                new Case(
                        ordered("first", DataType.INTEGER, List.of(8), byDay),
                        rows -> rows.isEmpty() ? null : sorted(rows, 8, false).get(0).get(8)),
                new Case(
                        new AggregateCall(
                                "array_agg",
                                List.of(8),
                                true,
                                3,
                                List.of(byDay),
                                DataType.array(DataType.INTEGER)),
                        rows -> {
                            List<Object> days = new ArrayList<>();
                            for (List<@Nullable Object> row : sorted(filtered(rows), 8, false)) {
                                if (!days.contains(row.get(8))) {
                                    days.add(row.get(8));
                                }
                            }
                            return days.isEmpty() ? null : days;
                        }));
    }

    private static double sumOf(List<Object> values) {
        return values.stream().mapToDouble(value -> (Double) value).sum();
    }

    private static @Nullable Object mode(List<List<@Nullable Object>> rows) {
        long trues = filtered(rows).size();
        int count = values(rows, 3).size();
        return count == 0 ? null : trues > count - trues;
    }

    private static @Nullable Double quantile(List<List<@Nullable Object>> rows, double fraction) {
        List<Object> sorted = values(rows, 6).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return null;
        }
        double place = fraction * (sorted.size() - 1);
        double low = (Double) sorted.get((int) Math.floor(place));
        double high = (Double) sorted.get((int) Math.ceil(place));
        return low + (high - low) * (place - Math.floor(place));
    }

    /// Sorts by a column, nulls first when descending and last when ascending.
    @SuppressWarnings("unchecked")
    private static List<List<@Nullable Object>> sorted(
            List<List<@Nullable Object>> rows, int column, boolean isDescending) {
        Comparator<Object> order =
                Comparator.nullsLast((left, right) -> compare((Comparable<Object>) left, right));
        Comparator<List<@Nullable Object>> byColumn =
                Comparator.comparing(row -> row.get(column), order);
        return rows.stream().sorted(isDescending ? byColumn.reversed() : byColumn).toList();
    }

    private static int compare(Comparable<Object> left, Object right) {
        return left.compareTo(right);
    }

    static List<List<@Nullable Object>> filtered(List<List<@Nullable Object>> rows) {
        return rows.stream().filter(row -> Boolean.TRUE.equals(row.get(3))).toList();
    }

    static List<Object> values(List<List<@Nullable Object>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
    }

    private static @Nullable Long sum(List<List<@Nullable Object>> rows, int column) {
        List<Object> values = values(rows, column);
        return values.isEmpty() ? null : values.stream().mapToLong(value -> (Long) value).sum();
    }

    private static @Nullable Double sumDoubles(List<List<@Nullable Object>> rows, int column) {
        List<Object> values = values(rows, column);
        return values.isEmpty()
                ? null
                : values.stream().mapToDouble(value -> (Double) value).sum() + 0.0;
    }

    private static @Nullable BigInteger sumDecimals(List<List<@Nullable Object>> rows, int column) {
        List<Object> values = values(rows, column);
        return values.isEmpty()
                ? null
                : values.stream()
                        .map(BigInteger.class::cast)
                        .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static @Nullable BigInteger average(List<List<@Nullable Object>> rows, int column) {
        BigInteger sum = sumDecimals(rows, column);
        return sum == null
                ? null
                : new java.math.BigDecimal(sum)
                        .multiply(java.math.BigDecimal.valueOf(10_000))
                        .divide(
                                java.math.BigDecimal.valueOf(values(rows, column).size()),
                                0,
                                java.math.RoundingMode.HALF_UP)
                        .toBigInteger();
    }

    @SuppressWarnings("unchecked")
    static @Nullable Object extreme(List<List<@Nullable Object>> rows, int column, boolean isMax) {
        Object extreme = null;
        for (Object value : values(rows, column)) {
            int order = extreme == null ? 1 : ((Comparable<Object>) value).compareTo(extreme);
            if (extreme == null || (isMax ? order > 0 : order < 0)) {
                extreme = value;
            }
        }
        return extreme;
    }

    /// Returns the plain answer as strings, sorted.
    private static List<String> answer(
            List<Row> rows, List<Integer> keys, List<List<Integer>> sets, List<Case> cases) {
        List<String> lines = new ArrayList<>();
        for (List<Integer> set : sets) {
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups =
                    new LinkedHashMap<>();
            if (set.isEmpty()) {
                groups.put(nulls(keys.size()), new ArrayList<>());
            }
            for (List<@Nullable Object> row : remaining(rows)) {
                List<@Nullable Object> key = nulls(keys.size());
                set.forEach(position -> key.set(position, row.get(keys.get(position))));
                groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
            }
            groups.forEach((key, group) -> {
                List<@Nullable Object> line = new ArrayList<>(key);
                cases.forEach(one -> line.add(one.answer.apply(group)));
                lines.add(text(line));
            });
        }
        lines.sort(null);
        return lines;
    }

    private static List<@Nullable Object> nulls(int count) {
        return new ArrayList<>(Arrays.asList(new @Nullable Object[count]));
    }

    /// Returns the rows whose net weight is positive, so often.
    static List<List<@Nullable Object>> remaining(List<Row> rows) {
        Map<List<@Nullable Object>, Long> weights = new LinkedHashMap<>();
        rows.forEach(row -> weights.merge(row.values(), row.weight(), Long::sum));
        List<List<@Nullable Object>> remaining = new ArrayList<>();
        weights.forEach((row, weight) -> {
            for (long time = 0; time < weight; time++) {
                remaining.add(row);
            }
        });
        return remaining;
    }

    private static void check(
            AggregateHarness harness,
            List<Row> rows,
            List<Integer> keys,
            List<List<Integer>> sets,
            List<Case> cases) {
        boolean isWeighted = rows.stream().anyMatch(row -> row.weight() != 1);
        List<AggregateCall> calls = cases.stream().map(Case::call).toList();
        Aggregate plan = harness.plan(SCHEMA, isWeighted, keys, sets, calls);
        List<DataType> types = new ArrayList<>(keys.stream().map(SCHEMA::type).toList());
        calls.forEach(call -> types.add(call.type()));
        List<String> expected = answer(rows, keys, sets, cases);
        for (int batchRows : new int[] {1, 3, 7, 1_024, 8_192}) {
            for (int tasks : new int[] {1, 2, 7}) {
                if (batchRows == 1 && rows.size() > 5_000) {
                    continue;
                }
                String where = "batches of " + batchRows + ", tasks " + tasks + " keys " + keys;
                assertLines(expected, harness.run(plan, types, rows, batchRows, tasks), where);
                if (tasks == 2) {
                    assertLines(
                            expected,
                            harness.runInPhases(plan, types, rows, batchRows, tasks),
                            "in phases, " + where);
                }
            }
        }
    }

    /// Writes a row with doubles to nine digits: parallel order changes the last ones.
    private static String text(List<@Nullable Object> row) {
        List<String> values = new ArrayList<>();
        for (Object value : row) {
            values.add(
                    value instanceof Double number
                            ? String.format("%.8e", Math.abs(number) < 1e-9 ? 0.0 : number)
                            : String.valueOf(value));
        }
        return values.toString();
    }

    private static void assertLines(
            List<String> expected, List<List<@Nullable Object>> actual, String where) {
        List<String> lines = new ArrayList<>(actual.stream().map(HashAggregateTest::text).toList());
        lines.sort(null);
        for (int line = 0; line < Math.min(lines.size(), expected.size()); line++) {
            assertEquals(expected.get(line), lines.get(line), where);
        }
        assertEquals(expected.size(), lines.size(), where);
    }

    private static List<Integer> set(int size) {
        List<Integer> set = new ArrayList<>();
        for (int key = 0; key < size; key++) {
            set.add(key);
        }
        return set;
    }

    private static final List<List<Integer>> KEYS =
            List.of(
                    List.of(),
                    List.of(0),
                    List.of(1),
                    List.of(2),
                    List.of(3),
                    List.of(6),
                    List.of(0, 2),
                    List.of(1, 7),
                    List.of(5),
                    List.of(3, 1, 4, 5, 8));

    @Test
    void groupsRowsByAnyKeys() {
        for (List<Integer> keys : KEYS) {
            try (AggregateHarness harness = new AggregateHarness(SEED, 2)) {
                List<Row> rows = rows(harness, 400, 200);
                check(harness, rows, keys, List.of(set(keys.size())), basicCases());
            }
        }
    }

    @Test
    void takesRowsBack() {
        for (List<Integer> keys : KEYS) {
            try (AggregateHarness harness = new AggregateHarness(SEED + 1, 2)) {
                List<Row> rows = rows(harness, 300, 50);
                int added = rows.size();
                for (int row = 0; row < added; row++) {
                    switch (harness.random.nextInt(3)) {
                        case 0 -> rows.add(new Row(rows.get(row).values(), -1));
                        case 1 -> rows.add(new Row(rows.get(row).values(), 2));
                        default -> {}
                    }
                }
                check(harness, rows, keys, List.of(set(keys.size())), basicCases());
            }
        }
    }

    @Test
    void computesEveryFunction() {
        for (List<Integer> keys : List.of(List.<Integer>of(), List.of(0), List.of(1, 2))) {
            try (AggregateHarness harness = new AggregateHarness(SEED + 5, 2)) {
                List<Row> rows = rows(harness, 200, 5);
                check(harness, rows, keys, List.of(set(keys.size())), otherCases());
                int added = rows.size();
                for (int row = 0; row < added; row++) {
                    if (harness.random.nextInt(3) == 0) {
                        rows.add(new Row(rows.get(row).values(), row % 2 == 0 ? -1 : 1));
                    }
                }
                check(harness, rows, keys, List.of(set(keys.size())), otherCases());
            }
        }
    }

    @Test
    void groupsBySeveralSets() {
        try (AggregateHarness harness = new AggregateHarness(SEED + 2, 2)) {
            List<Row> rows = rows(harness, 300, 20);
            List<List<Integer>> sets =
                    List.of(List.of(0, 1, 2), List.of(0, 1), List.of(1), List.of());
            check(harness, rows, List.of(0, 1, 3), sets, basicCases());
        }
    }

    @Test
    void numbersGroupingSets() {
        try (AggregateHarness harness = new AggregateHarness(SEED + 3, 2)) {
            List<List<Integer>> sets = List.of(List.of(0, 1), List.of(0), List.of());
            Aggregate plan =
                    harness.plan(
                            SCHEMA,
                            false,
                            List.of(0, 3),
                            sets,
                            List.of(call("grouping", DataType.BIGINT, 0, 3)));
            List<DataType> types = List.of(DataType.TINYINT, DataType.BOOLEAN, DataType.BIGINT);
            Row row =
                    new Row(Arrays.asList(1L, "", 1L, true, null, null, null, null, null, null), 1);
            List<List<@Nullable Object>> result = harness.run(plan, types, List.of(row), 1_024, 1);
            assertEquals("[[1, true, 0], [1, null, 1], [null, null, 3]]", result.toString());
            assertEquals(
                    "[[null, null, 3]]", harness.run(plan, types, List.of(), 1_024, 1).toString());
        }
    }

    @Test
    void mergesManyGroupsByPartition() {
        try (AggregateHarness harness = new AggregateHarness(SEED + 4, 2)) {
            for (int range : new int[] {90_000, 120_000}) {
                List<Row> rows = new ArrayList<>();
                Map<Long, long[]> expected = new HashMap<>();
                for (int row = 0; row < 150_000; row++) {
                    Row one = row(harness, range);
                    rows.add(one);
                    Object price = one.values().get(4);
                    long[] sums =
                            expected.computeIfAbsent(
                                    Objects.requireNonNullElse((Long) one.values().get(2), -1L),
                                    key -> new long[2]);
                    sums[0]++;
                    sums[1] += price == null ? 0 : ((BigInteger) price).longValue();
                }
                List<AggregateCall> calls =
                        List.of(
                                call("count", DataType.BIGINT),
                                call("sum0", DataType.decimal(38, 2), 4));
                Aggregate plan =
                        harness.plan(SCHEMA, false, List.of(2), List.of(List.of(0)), calls);
                List<DataType> types =
                        List.of(DataType.BIGINT, DataType.BIGINT, DataType.decimal(38, 2));
                List<List<@Nullable Object>> result = harness.run(plan, types, rows, 8_192, 2);
                assertEquals(expected.size(), result.size());
                for (List<@Nullable Object> line : result) {
                    long[] sums = expected.get(Objects.requireNonNullElse((Long) line.get(0), -1L));
                    assertEquals(List.of(sums[0], BigInteger.valueOf(sums[1])), line.subList(1, 3));
                }
            }
        }
    }
}
