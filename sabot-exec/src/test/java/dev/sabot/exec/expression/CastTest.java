package dev.sabot.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class CastTest {
    private static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();
    private static final DataType DAY = DataType.INTERVAL_DAY;
    private static final DataType MONTH = DataType.INTERVAL_MONTH;
    private static final DataType ZONED = DataType.TIMESTAMP_TZ;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestContext context = new TestContext();

    @AfterEach
    void checkLeaks() {
        context.close();
    }

    private @Nullable Object cast(@Nullable Object value, DataType from, DataType to) {
        return cast(value, from, to, false);
    }

    /// Casts a column of one row, so that nothing folds.
    private @Nullable Object cast(
            @Nullable Object value, DataType from, DataType to, boolean isTry) {
        Expression cast = new Cast(new ColumnReference(0, from), to, isTry);
        CompiledExpression compiled = ExpressionCompiler.compile(cast, REGISTRY, false);
        try (Column column = TestColumns.of(context.allocator(), from, value);
                Evaluator evaluator = compiled.newEvaluator(context);
                Column result = evaluator.evaluate(new Column[] {column}, 1, null)) {
            return Constants.read(result, 0, to);
        }
    }

    private @Nullable Object text(Object value, DataType from) {
        return cast(value, from, DataType.VARCHAR);
    }

    private @Nullable Object parse(String text, DataType to) {
        return cast(text, DataType.VARCHAR, to);
    }

    private void fails(ErrorCode code, Object value, DataType from, DataType to) {
        SabotException error =
                assertThrows(
                        SabotException.class, () -> cast(value, from, to), value + " as " + to);
        assertEquals(code, error.code());
        assertNull(cast(value, from, to, true));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void numbers() {
        assertEquals(3L, cast(big(25), DataType.decimal(3, 1), DataType.INTEGER));
        assertEquals(-3L, cast(big(-25), DataType.decimal(3, 1), DataType.INTEGER));
        assertEquals(2L, cast(2.5, DataType.DOUBLE, DataType.INTEGER));
        assertEquals(4L, cast(3.5, DataType.DOUBLE, DataType.INTEGER));
        assertEquals(big(2), cast(0.15, DataType.DOUBLE, DataType.decimal(3, 1)));
        assertEquals(big(100), cast(1L, DataType.INTEGER, DataType.decimal(5, 2)));
        assertEquals(big(13), cast(big(125), DataType.decimal(5, 2), DataType.decimal(4, 1)));
        assertEquals(1.25, cast(big(125), DataType.decimal(5, 2), DataType.DOUBLE));
        assertEquals(1L, cast(true, DataType.BOOLEAN, DataType.BIGINT));
        assertEquals(true, cast(big(5), DataType.decimal(5, 2), DataType.BOOLEAN));
        fails(ErrorCode.OVERFLOW, 128L, DataType.INTEGER, DataType.TINYINT);
        fails(ErrorCode.OVERFLOW, 1e19, DataType.DOUBLE, DataType.BIGINT);
        fails(ErrorCode.OVERFLOW, Double.NaN, DataType.DOUBLE, DataType.BIGINT);
        fails(ErrorCode.OVERFLOW, 1000L, DataType.INTEGER, DataType.decimal(5, 2));
        fails(ErrorCode.OVERFLOW, 1e300, DataType.DOUBLE, DataType.REAL);
        assertNull(cast(null, DataType.INTEGER, DataType.BIGINT));
    }

    @Test
    void numbersToText() {
        assertEquals("-5", text(-5L, DataType.INTEGER));
        assertEquals("-9223372036854775808", text(Long.MIN_VALUE, DataType.BIGINT));
        assertEquals("1.50", text(big(150), DataType.decimal(5, 2)));
        assertEquals("-0.05", text(big(-5), DataType.decimal(5, 2)));
        assertEquals("0.00000000000000000005", text(big(5), DataType.decimal(38, 20)));
        assertEquals(
                "123456789012345678901234567.8",
                text(new BigInteger("1234567890123456789012345678"), DataType.decimal(38, 1)));
        assertEquals("1.5", text(1.5, DataType.DOUBLE));
        assertEquals("2.0", text(2.0, DataType.DOUBLE));
        assertEquals("-0.0", text(-0.0, DataType.DOUBLE));
        assertEquals("1e+20", text(1e20, DataType.DOUBLE));
        assertEquals("1e-05", text(0.00001, DataType.DOUBLE));
        assertEquals("0.0001", text(0.0001, DataType.DOUBLE));
        assertEquals("1000000000000000.0", text(1e15, DataType.DOUBLE));
        assertEquals("1e+16", text(1e16, DataType.DOUBLE));
        assertEquals("1.2345e+100", text(1.2345e100, DataType.DOUBLE));
        assertEquals("123456.789", text(123456.789, DataType.DOUBLE));
        assertEquals("0.1", text((double) 0.1f, DataType.REAL));
        assertEquals("nan", text(Double.NaN, DataType.DOUBLE));
        assertEquals("-inf", text(Double.NEGATIVE_INFINITY, DataType.DOUBLE));
        assertEquals("true", text(true, DataType.BOOLEAN));
    }

    @Test
    void textToNumbers() {
        assertEquals(-12L, parse(" -12 ", DataType.INTEGER));
        assertEquals(2L, parse("1.5", DataType.INTEGER));
        assertEquals(1500L, parse("1.5e3", DataType.INTEGER));
        assertEquals(big(150), parse("1.5", DataType.decimal(5, 2)));
        assertEquals(big(1), parse("0.005", DataType.decimal(5, 2)));
        assertEquals(
                big(2),
                parse("0.0150000000000000000000000000000000000000001", DataType.decimal(5, 2)));
        assertEquals(
                new BigInteger("99999999999999999999999999999999999999"),
                parse("99999999999999999999999999999999999999", DataType.decimal(38, 0)));
        assertEquals(1.5, parse("1.5", DataType.DOUBLE));
        assertEquals(1e-300, parse("1e-300", DataType.DOUBLE));
        assertEquals(0.1 + 0.2, parse("0.30000000000000004", DataType.DOUBLE));
        assertEquals(Double.NEGATIVE_INFINITY, parse("-Infinity", DataType.DOUBLE));
        assertEquals(true, parse(" Yes", DataType.BOOLEAN));
        assertEquals(false, parse("f", DataType.BOOLEAN));
        for (String wrong : List.of("", " ", "a", "1a", "--1", "1.2.3", "1e", ".", "e5", "1 2")) {
            fails(ErrorCode.INVALID_CAST, wrong, DataType.VARCHAR, DataType.INTEGER);
            fails(ErrorCode.INVALID_CAST, wrong, DataType.VARCHAR, DataType.decimal(5, 2));
            fails(ErrorCode.INVALID_CAST, wrong, DataType.VARCHAR, DataType.DOUBLE);
        }
        fails(ErrorCode.OVERFLOW, "1e400", DataType.VARCHAR, DataType.DOUBLE);
        fails(ErrorCode.OVERFLOW, "1e400", DataType.VARCHAR, DataType.decimal(38, 0));
        fails(ErrorCode.OVERFLOW, "9223372036854775808", DataType.VARCHAR, DataType.BIGINT);
        fails(ErrorCode.OVERFLOW, "1" + "0".repeat(60), DataType.VARCHAR, DataType.BIGINT);
        fails(ErrorCode.INVALID_CAST, "maybe", DataType.VARCHAR, DataType.BOOLEAN);
        SabotException error =
                assertThrows(SabotException.class, () -> parse("x'y", DataType.INTEGER));
        assertTrue(String.valueOf(error.getMessage()).contains("'x'y' is no INTEGER"));
    }

    @Test
    void datesAndTimes() {
        assertEquals("2024-01-31", text(19_753L, DataType.DATE));
        assertEquals("-0001-12-31", text(-719_529L, DataType.DATE));
        assertEquals("12:00:00", text(43_200_000_000L, DataType.TIME));
        assertEquals("1969-12-31 23:59:59.5", text(-500_000L, DataType.TIMESTAMP));
        assertEquals("1970-01-01 00:59:59.5+01", text(-500_000L, ZONED));
        assertEquals(19_753L, parse("2024-01-31", DataType.DATE));
        assertEquals(19_753L, parse("2024-1-31 23:59:59", DataType.DATE));
        assertEquals(-719_529L, parse("-0001-12-31", DataType.DATE));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 12:00:00", DataType.TIMESTAMP));
        assertEquals(
                1_706_702_400_123_456L, parse("2024-01-31T12:00:00.1234567", DataType.TIMESTAMP));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 14:00:00+02", DataType.TIMESTAMP));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 13:00", ZONED));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 12:00:00Z", ZONED));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 17:30:00 +05:30", ZONED));
        assertEquals(1_706_702_400_000_000L, parse("2024-01-31 07:00:00 America/New_York", ZONED));
        assertEquals(43_200_500_000L, parse("12:00:00.5", DataType.TIME));
        assertEquals(43_200_000_000L, parse("2024-01-31 12:00:00", DataType.TIME));
        for (String wrong :
                List.of(
                        "",
                        "2024",
                        "2024-02-30",
                        "2024-13-01",
                        "2024-01-01 24:00",
                        "x",
                        "24-1-1x")) {
            fails(ErrorCode.INVALID_CAST, wrong, DataType.VARCHAR, DataType.TIMESTAMP);
        }
        fails(ErrorCode.INVALID_CAST, "2024-01-31 12:00 Mars/Base", DataType.VARCHAR, ZONED);
        fails(ErrorCode.DATETIME_OVERFLOW, "500000-01-01", DataType.VARCHAR, DataType.TIMESTAMP);
        long noon = 1_706_702_400_000_000L;
        assertEquals(19_753L, cast(noon, DataType.TIMESTAMP, DataType.DATE));
        assertEquals(-1L, cast(-1L, DataType.TIMESTAMP, DataType.DATE));
        assertEquals(43_200_000_000L, cast(noon, DataType.TIMESTAMP, DataType.TIME));
        assertEquals(noon - 3_600_000_000L, cast(noon, DataType.TIMESTAMP, ZONED));
        assertEquals(noon + 3_600_000_000L, cast(noon, ZONED, DataType.TIMESTAMP));
        assertEquals(noon - 46_800_000_000L, cast(19_753L, DataType.DATE, ZONED));
        DataType millis = new DataType(DataType.TIMESTAMP.kind(), 3, 0, List.of());
        assertEquals(-1_000L, cast(-1L, DataType.TIMESTAMP, millis));
    }

    @Test
    void intervals() {
        assertEquals("3 days 04:05:06", text(273_906_000_000L, DAY));
        assertEquals("-1 day -00:00:00.5", text(-86_400_500_000L, DAY));
        assertEquals("00:00:00", text(0L, DAY));
        assertEquals("1 year 2 months", text(14L, MONTH));
        assertEquals("-1 year -1 month", text(-13L, MONTH));
        assertEquals("0 months", text(0L, MONTH));
        assertEquals(273_906_000_000L, parse("3 days 04:05:06", DAY));
        assertEquals(-86_400_500_000L, parse("-1 day -00:00:00.5", DAY));
        assertEquals(5_400_000_000L, parse("1.5 hours", DAY));
        assertEquals(14L, parse("1 year 2 mons", MONTH));
        fails(ErrorCode.INVALID_CAST, "1 month", DataType.VARCHAR, DAY);
        fails(ErrorCode.INVALID_CAST, "5", DataType.VARCHAR, DAY);
        fails(ErrorCode.INVALID_CAST, "x days", DataType.VARCHAR, DAY);
    }

    @Test
    void nestedValues() {
        DataType ints = DataType.array(DataType.INTEGER);
        assertEquals("[1, NULL, 3]", text(Arrays.asList(1L, null, 3L), ints));
        assertEquals("[]", text(List.of(), ints));
        DataType texts = DataType.array(DataType.VARCHAR);
        assertEquals(
                "[a, '', 'it\\'s', 'a,b', 'NULL']",
                text(List.of("a", "", "it's", "a,b", "NULL"), texts));
        DataType row =
                DataType.row(
                        List.of(Field.of("a", DataType.INTEGER), Field.of("b", DataType.VARCHAR)));
        assertEquals("{'a': 1, 'b': x}", text(List.of(1L, "x"), row));
        DataType map = DataType.map(DataType.VARCHAR, DataType.INTEGER);
        assertEquals("{k=1}", text(Map.of("k", 1L), map));
        assertEquals(Arrays.asList("1", null), cast(Arrays.asList(1L, null), ints, texts));
        assertEquals(Arrays.asList(1L, null), cast(Arrays.asList("1", "x"), texts, ints, true));
        SabotException error =
                assertThrows(SabotException.class, () -> cast(List.of("x"), texts, ints));
        assertEquals(ErrorCode.INVALID_CAST, error.code());
        assertEquals(
                Map.of("k", "1"),
                cast(Map.of("k", 1L), map, DataType.map(DataType.VARCHAR, DataType.VARCHAR)));
    }

    @Test
    void bytes() {
        assertEquals("a\\x00\\xFF\\x5C", text(new byte[] {'a', 0, -1, '\\'}, DataType.VARBINARY));
        byte[] parsed = (byte[]) parse("a\\x00\\xff", DataType.VARBINARY);
        assertEquals("[97, 0, -1]", Arrays.toString(parsed));
        fails(ErrorCode.INVALID_CAST, "\\x0", DataType.VARCHAR, DataType.VARBINARY);
    }

    @Test
    void missingCastsAreTypeErrors() {
        SabotException error =
                assertThrows(SabotException.class, () -> cast(1L, DataType.INTEGER, DataType.DATE));
        assertEquals(ErrorCode.TYPE_MISMATCH, error.code());
    }

    @Test
    void everyValueReadsBackFromItsText() {
        List<DataType> types =
                List.of(
                        DataType.TINYINT,
                        DataType.BIGINT,
                        DataType.DOUBLE,
                        DataType.REAL,
                        DataType.decimal(17, 5),
                        DataType.decimal(38, 20),
                        DataType.BOOLEAN,
                        DataType.DATE,
                        DataType.TIME,
                        DataType.TIMESTAMP,
                        ZONED,
                        DAY,
                        MONTH);
        for (DataType type : types) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int row = 0; row < 2_000; row++) {
                values.add(random.nextInt(20) == 0 ? null : value(type));
            }
            Expression there = new Cast(new ColumnReference(0, type), DataType.VARCHAR, false);
            Expression back = new Cast(there, type, false);
            CompiledExpression compiled = ExpressionCompiler.compile(back, REGISTRY, false);
            try (Column column = TestColumns.of(context.allocator(), type, values);
                    Evaluator evaluator = compiled.newEvaluator(context);
                    Column result = evaluator.evaluate(new Column[] {column}, 2_000, null)) {
                for (int row = 0; row < 2_000; row++) {
                    assertEquals(
                            Constants.read(column, row, type),
                            Constants.read(result, row, type),
                            type + ", seed " + seed);
                }
            }
        }
    }

    private Object value(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (long) (byte) random.nextInt();
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case REAL -> (double) Float.intBitsToFloat(random.nextInt());
            case DECIMAL ->
                    new BigInteger(random.nextInt(120), random)
                            .remainder(BigInteger.TEN.pow(type.precision()));
            case DATE -> (long) random.nextInt(2_000_000) - 1_000_000;
            case TIME -> random.nextLong(86_400_000_000L);
            case TIMESTAMP, TIMESTAMP_TZ ->
                    random.nextLong(200_000_000_000_000_000L) - 60_000_000_000_000_000L;
            case INTERVAL_MONTH -> (long) random.nextInt();
            case BIGINT, INTERVAL_DAY -> random.nextLong();
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    @Test
    void foldedLiteralsEqualEvaluatedCasts() {
        Literal seven = new Literal(7L, DataType.INTEGER);
        Literal folded =
                ExpressionCompiler.evaluateConstant(
                        new Cast(seven, DataType.decimal(5, 2), false), REGISTRY, context);
        assertEquals(big(700), folded.value());
        assertEquals(big(700), cast(7L, DataType.INTEGER, DataType.decimal(5, 2)));
    }
}
