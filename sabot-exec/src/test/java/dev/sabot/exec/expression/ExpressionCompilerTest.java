package dev.sabot.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

final class ExpressionCompilerTest {
    private static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();
    private final TestContext context = new TestContext();

    @AfterEach
    void checkLeaks() {
        context.close();
    }

    private static Expression column(int index, DataType type) {
        return new ColumnReference(index, type);
    }

    private static Literal literal(@Nullable Object value, DataType type) {
        return new Literal(value, type);
    }

    private static Call call(String name, DataType type, Expression... arguments) {
        return new Call(name, List.of(arguments), type);
    }

    private static Call test(String name, Expression... arguments) {
        return call(name, DataType.BOOLEAN, arguments);
    }

    private Column ints(@Nullable Object... values) {
        return TestColumns.of(context.allocator(), DataType.INTEGER, values);
    }

    private List<@Nullable Object> evaluate(Expression expression, Column... columns) {
        return evaluate(expression, columns[0].length(), null, columns);
    }

    private List<@Nullable Object> evaluate(
            Expression expression, int numRows, @Nullable Selection active, Column... columns) {
        CompiledExpression compiled = ExpressionCompiler.compile(expression, REGISTRY, false);
        try (Evaluator evaluator = compiled.newEvaluator(context);
                Column result = evaluator.evaluate(columns, numRows, active)) {
            return TestColumns.values(result, compiled.type());
        } finally {
            for (Column column : columns) {
                column.close();
            }
        }
    }

    private @Nullable Selection select(Expression expression, int numRows, Column... columns) {
        CompiledExpression compiled = ExpressionCompiler.compile(expression, REGISTRY, false);
        try (Evaluator evaluator = compiled.newEvaluator(context)) {
            return evaluator.select(columns, numRows, null);
        } finally {
            for (Column column : columns) {
                column.close();
            }
        }
    }

    @Test
    void columnIsShared() {
        Column ints = ints(1L, 2L);
        CompiledExpression compiled =
                ExpressionCompiler.compile(column(0, DataType.INTEGER), REGISTRY, false);
        try (Evaluator evaluator = compiled.newEvaluator(context);
                Column result = evaluator.evaluate(new Column[] {ints}, 2, null)) {
            assertSame(ints, result);
        }
        ints.close();
    }

    @Test
    void arithmeticPropagatesNulls() {
        Expression sum =
                call(
                        "add",
                        DataType.INTEGER,
                        column(0, DataType.INTEGER),
                        literal(1L, DataType.INTEGER));
        assertEquals(Arrays.asList(2L, null, 4L), evaluate(sum, ints(1L, null, 3L)));
    }

    @Test
    void overflowCountsOnActiveRowsOnly() {
        Expression sum =
                call(
                        "add",
                        DataType.INTEGER,
                        column(0, DataType.INTEGER),
                        literal(1L, DataType.INTEGER));
        Selection first = new Selection.Indexes(new int[] {0}, 1);
        assertEquals(6L, evaluate(sum, 2, first, ints(5L, (long) Integer.MAX_VALUE)).get(0));
        Column column = ints(5L, (long) Integer.MAX_VALUE);
        SabotException error = assertThrows(SabotException.class, () -> evaluate(sum, column));
        assertEquals(ErrorCode.OVERFLOW, error.code());
    }

    @Test
    void decimalProductIsExact() {
        DataType money = DataType.decimal(15, 2);
        Expression charge =
                call(
                        "multiply",
                        DataType.decimal(31, 4),
                        column(0, money),
                        call(
                                "subtract",
                                DataType.decimal(16, 2),
                                literal(1L, DataType.INTEGER),
                                column(1, money)));
        Column price =
                TestColumns.of(context.allocator(), money, 10_050L, 999_999_999_999_999L, null);
        Column discount = TestColumns.of(context.allocator(), money, 5L, -999_999_999_999_899L, 1L);
        assertEquals(
                Arrays.asList(
                        BigInteger.valueOf(954_750),
                        new BigInteger("999999999999998000000000000001"),
                        null),
                evaluate(charge, price, discount));
    }

    @Test
    void conjunctionIsKleene() {
        Expression and =
                new Expression.Conjunction(
                        List.of(column(0, DataType.BOOLEAN), column(1, DataType.BOOLEAN)));
        Expression or =
                new Expression.Disjunction(
                        List.of(column(0, DataType.BOOLEAN), column(1, DataType.BOOLEAN)));
        Object[] one = {true, true, true, false, false, false, null, null, null};
        Object[] other = {true, false, null, true, false, null, true, false, null};
        assertEquals(
                Arrays.asList(true, false, null, false, false, false, null, false, null),
                evaluate(
                        and,
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, one),
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, other)));
        assertEquals(
                Arrays.asList(true, true, true, true, false, null, true, null, null),
                evaluate(
                        or,
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, one),
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, other)));
        Selection selected =
                select(
                        test("not", and),
                        9,
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, one),
                        TestColumns.of(context.allocator(), DataType.BOOLEAN, other));
        assertEquals(5, selected == null ? 9 : selected.count());
    }

    @Test
    void laterTermsSeeUndecidedRowsOnly() {
        Expression zero = literal(0L, DataType.INTEGER);
        Expression divisor = column(0, DataType.INTEGER);
        Expression safe =
                new Expression.Conjunction(
                        List.of(
                                test("not_equal", divisor, zero),
                                test(
                                        "greater",
                                        call(
                                                "divide",
                                                DataType.INTEGER,
                                                literal(10L, DataType.INTEGER),
                                                divisor),
                                        zero)));
        assertEquals(Arrays.asList(true, false, null), evaluate(safe, ints(5L, 0L, null)));
        Selection selected = select(safe, 3, ints(5L, 0L, null));
        assertEquals(1, selected == null ? 3 : selected.count());
    }

    @Test
    void caseEvaluatesBranchesOnTheirRows() {
        Expression value = column(0, DataType.INTEGER);
        Expression zero = literal(0L, DataType.INTEGER);
        Expression ratio =
                new Expression.Case(
                        List.of(
                                new Expression.Case.Branch(
                                        test("equal", value, zero), literal(null, DataType.NULL)),
                                new Expression.Case.Branch(
                                        test("less", value, zero), literal(-1L, DataType.INTEGER))),
                        call("divide", DataType.INTEGER, literal(100L, DataType.INTEGER), value),
                        DataType.INTEGER);
        assertEquals(Arrays.asList(50L, null, -1L, null), evaluate(ratio, ints(2L, 0L, -7L, null)));
    }

    @Test
    void constantsAreNotEvaluatedWithoutRows() {
        Expression failing =
                call(
                        "divide",
                        DataType.INTEGER,
                        literal(1L, DataType.INTEGER),
                        literal(0L, DataType.INTEGER));
        Expression guarded =
                new Expression.Case(
                        List.of(new Expression.Case.Branch(Literal.FALSE, failing)),
                        literal(7L, DataType.INTEGER),
                        DataType.INTEGER);
        assertEquals(Arrays.asList(7L, 7L), evaluate(guarded, ints(1L, 2L)));
    }

    @Test
    void dictionaryStaysDictionary() {
        List<String> values = Arrays.asList("b", "a", null, "b", "a");
        Column texts =
                TestColumns.dictionary(context.allocator(), DataType.VARCHAR, values, "unused");
        Expression joined =
                call(
                        "concatenate",
                        DataType.VARCHAR,
                        column(0, DataType.VARCHAR),
                        literal("!", DataType.VARCHAR));
        CompiledExpression compiled = ExpressionCompiler.compile(joined, REGISTRY, false);
        try (Evaluator evaluator = compiled.newEvaluator(context);
                Column result = evaluator.evaluate(new Column[] {texts}, 5, null);
                Column again = evaluator.evaluate(new Column[] {texts}, 5, null)) {
            assertEquals(Column.Encoding.DICTIONARY, result.encoding());
            assertSame(result.values(), again.values());
            assertEquals(
                    Arrays.asList("b!", "a!", null, "b!", "a!"),
                    TestColumns.values(result, DataType.VARCHAR));
        }
        Selection selected =
                select(
                        test("like", column(0, DataType.VARCHAR), literal("%b%", DataType.VARCHAR)),
                        5,
                        texts);
        assertEquals(2, selected == null ? 5 : selected.count());
    }

    @Test
    void castsOfUnusedDictionaryEntriesDoNotFail() {
        List<String> values = Arrays.asList("1", null, "2");
        Column texts =
                TestColumns.dictionary(context.allocator(), DataType.VARCHAR, values, "no number");
        Expression cast = new Expression.Cast(column(0, DataType.VARCHAR), DataType.INTEGER, false);
        assertEquals(Arrays.asList(1L, null, 2L), evaluate(cast, texts));
    }

    @Test
    void inFollowsNullLogic() {
        Expression in =
                new Expression.In(
                        column(0, DataType.INTEGER),
                        List.of(literal(1L, DataType.INTEGER), literal(null, DataType.INTEGER)));
        assertEquals(Arrays.asList(true, null, null), evaluate(in, ints(1L, 2L, null)));
        Selection none = select(test("not", in), 3, ints(1L, 2L, null));
        assertEquals(0, none == null ? 3 : none.count());
        List<Literal> many =
                LongStream.range(0, 40)
                        .mapToObj(value -> literal(value * 3, DataType.INTEGER))
                        .toList();
        assertEquals(
                Arrays.asList(true, false, null),
                evaluate(
                        new Expression.In(column(0, DataType.INTEGER), many), ints(9L, 10L, null)));
    }

    @Test
    void selectReturnsTheSelectionItselfWhenAllMatch() {
        assertNull(
                select(
                        test("greater", column(0, DataType.INTEGER), literal(0L, DataType.INTEGER)),
                        2,
                        ints(1L, 2L)));
    }

    @Test
    void decimalComparesWithConstantsOfOtherScales() {
        DataType money = DataType.decimal(15, 2);
        Expression less =
                test(
                        "less",
                        column(0, money),
                        literal(BigInteger.valueOf(50), DataType.decimal(4, 3)));
        assertEquals(
                Arrays.asList(true, false, false),
                evaluate(less, TestColumns.of(context.allocator(), money, 4L, 5L, 6L)));
        Expression equal =
                test(
                        "equal",
                        column(0, money),
                        literal(BigInteger.valueOf(51), DataType.decimal(4, 3)));
        assertEquals(
                Arrays.asList(false, false, false),
                evaluate(equal, TestColumns.of(context.allocator(), money, 4L, 5L, 6L)));
    }

    @Test
    void parametersAreBoundPerTask() {
        try (TestContext bound = new TestContext(literal(5L, DataType.INTEGER))) {
            Expression sum =
                    call(
                            "add",
                            DataType.INTEGER,
                            column(0, DataType.INTEGER),
                            new Expression.Parameter(0, DataType.INTEGER));
            CompiledExpression compiled = ExpressionCompiler.compile(sum, REGISTRY, false);
            try (Column ints = TestColumns.of(bound.allocator(), DataType.INTEGER, 1L);
                    Evaluator evaluator = compiled.newEvaluator(bound);
                    Column result = evaluator.evaluate(new Column[] {ints}, 1, null)) {
                assertEquals(6L, result.getLong(0));
            }
        }
    }

    @Test
    void constantsFold() {
        Expression day =
                call(
                        "subtract",
                        DataType.DATE,
                        literal(10_561L, DataType.DATE),
                        literal(90L * 86_400_000_000L, DataType.INTERVAL_DAY));
        assertEquals(
                literal(10_471L, DataType.DATE),
                ExpressionCompiler.evaluateConstant(day, REGISTRY, context));
        Expression months =
                call(
                        "add",
                        DataType.DATE,
                        literal(9_161L, DataType.DATE),
                        literal(1L, DataType.INTERVAL_MONTH));
        assertEquals(
                literal(9_189L, DataType.DATE),
                ExpressionCompiler.evaluateConstant(months, REGISTRY, context));
    }

    @Test
    void unknownFunctionAndWrongTypes() {
        SabotException unknown =
                assertThrows(
                        SabotException.class,
                        () ->
                                ExpressionCompiler.compile(
                                        test("no_such_function"), REGISTRY, false));
        assertEquals(ErrorCode.UNKNOWN_FUNCTION, unknown.code());
        SabotException mismatch =
                assertThrows(
                        SabotException.class,
                        () ->
                                ExpressionCompiler.compile(
                                        test(
                                                "like",
                                                column(0, DataType.INTEGER),
                                                literal("x", DataType.VARCHAR)),
                                        REGISTRY,
                                        false));
        assertEquals(ErrorCode.TYPE_MISMATCH, mismatch.code());
    }
}
