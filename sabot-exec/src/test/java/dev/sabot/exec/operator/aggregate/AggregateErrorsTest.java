package dev.sabot.exec.operator.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.aggregate.AggregateFunctions;
import dev.sabot.exec.operator.aggregate.AggregateHarness.Row;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The edges of aggregate functions over the whole input: errors, overflow, rounding, NaN.
class AggregateErrorsTest {
    private final AggregateHarness harness = new AggregateHarness(11, 1);

    @AfterEach
    void closesEverything() {
        harness.close();
    }

    private @Nullable Object run(
            String name, DataType type, DataType result, boolean isWeighted, List<Row> rows) {
        Schema schema = Schema.of(Field.of("x", type), Field.of("fraction", DataType.DOUBLE));
        List<Integer> arguments = name.startsWith("quantile") ? List.of(0, 1) : List.of(0);
        AggregateCall call = new AggregateCall(name, arguments, false, -1, List.of(), result);
        Aggregate plan =
                harness.plan(schema, isWeighted, List.of(), List.of(List.of()), List.of(call));
        return harness.run(plan, List.of(result), rows, 1_024, 1).get(0).get(0);
    }

    private @Nullable Object run(
            String name, DataType type, DataType result, @Nullable Object... values) {
        List<Row> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Row(Arrays.asList(value, 0.5), 1));
        }
        return run(name, type, result, false, rows);
    }

    private void assertFails(
            ErrorCode code, String name, DataType type, DataType result, Object... values) {
        assertEquals(
                code,
                assertThrows(SabotException.class, () -> run(name, type, result, values)).code());
    }

    @Test
    void sumsPastTheRangeAreErrors() {
        DataType bigint = DataType.BIGINT;
        assertFails(ErrorCode.OVERFLOW, "sum", bigint, bigint, Long.MAX_VALUE, 1L);
        assertEquals(
                Long.MAX_VALUE,
                run(
                        "sum",
                        bigint,
                        bigint,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        1L,
                        -Long.MAX_VALUE,
                        -1L));
        DataType decimal = DataType.decimal(38, 0);
        BigInteger large = BigInteger.TEN.pow(37).multiply(BigInteger.valueOf(9));
        assertFails(ErrorCode.OVERFLOW, "sum", decimal, decimal, large, large);
        assertFails(ErrorCode.OVERFLOW, "sum", decimal, decimal, large, large, large, large, large);
        assertEquals(large, run("sum", decimal, decimal, large, null));
    }

    @Test
    void averagesOfDecimalsRoundHalfUp() {
        DataType price = DataType.decimal(10, 2);
        DataType average = DataType.decimal(38, 6);
        assertEquals(
                BigInteger.valueOf(3_333),
                run("avg", price, average, BigInteger.ONE, BigInteger.ZERO, BigInteger.ZERO));
        assertEquals(
                BigInteger.valueOf(-6_667),
                run(
                        "avg",
                        price,
                        average,
                        BigInteger.TWO.negate(),
                        BigInteger.ZERO,
                        BigInteger.ZERO));
        assertEquals(null, run("avg", price, average, (Object) null));
        BigInteger wide = BigInteger.TEN.pow(30);
        assertEquals(
                wide.multiply(BigInteger.valueOf(5_000)),
                run("avg", DataType.decimal(35, 2), average, wide, BigInteger.ZERO));
    }

    @Test
    void aScalarSubqueryOfTwoRowsIsAnError() {
        DataType text = DataType.VARCHAR;
        assertEquals("a", run("single_value", text, text, "a"));
        assertEquals(null, run("single_value", text, text));
        assertFails(ErrorCode.SUBQUERY_ROWS, "single_value", text, text, "a", "a");
    }

    @Test
    void extremesPutNanAboveAllNumbers() {
        DataType real = DataType.DOUBLE;
        assertEquals(Double.NaN, run("max", real, real, 1.0, Double.NaN, 7.0));
        assertEquals(-0.5, run("min", real, real, Double.NaN, -0.5, 7.0));
    }

    @Test
    void sumsTakeNansAndLargeNumbersBack() {
        List<Row> rows = new ArrayList<>();
        for (double value : new double[] {0.5, Double.NaN, 1e300, Double.NEGATIVE_INFINITY}) {
            rows.add(new Row(Arrays.asList(value, 0.5), 1));
        }
        for (double value : new double[] {Double.NEGATIVE_INFINITY, 1e300, Double.NaN}) {
            rows.add(new Row(Arrays.asList(value, 0.5), -1));
        }
        assertEquals(0.5, run("sum", DataType.DOUBLE, DataType.DOUBLE, true, rows));
        assertEquals(0.5, run("avg", DataType.DOUBLE, DataType.DOUBLE, true, rows));
    }

    @Test
    void aQuantileTakesOneFraction() {
        Row first = new Row(Arrays.asList(1.0, 0.5), 1);
        for (double fraction : new double[] {0.4, 1.5, Double.NaN}) {
            Row second = new Row(Arrays.asList(2.0, fraction), 1);
            SabotException error =
                    assertThrows(
                            SabotException.class,
                            () ->
                                    run(
                                            "quantile_cont",
                                            DataType.DOUBLE,
                                            DataType.DOUBLE,
                                            false,
                                            List.of(first, second)));
            assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
        }
    }

    @Test
    void estimatesManyDistinctValues() {
        Object[] values = new Object[50_000];
        for (int row = 0; row < values.length; row++) {
            values[row] = (long) row;
        }
        Object estimate = run("approx_count_distinct", DataType.BIGINT, DataType.BIGINT, values);
        assertEquals(50_000, (Long) estimate, 50_000 * 0.05);
    }

    @Test
    void everyFunctionIsDocumented() {
        for (AggregateFunction function : AggregateFunctions.all()) {
            String name = function.doc().name();
            assertEquals(false, function.doc().description().isBlank(), name);
            assertEquals(true, function.doc().example().contains(name), name);
        }
    }
}
