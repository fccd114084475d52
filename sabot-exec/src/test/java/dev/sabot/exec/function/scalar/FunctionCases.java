package dev.sabot.exec.function.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.expression.TestColumns;
import dev.sabot.exec.expression.TestContext;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.NullRule;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Runs lines of the form `expression => text of the result`, `NULL` or `!ERROR_CODE`: with
/// constant arguments, and with columns of the same values among nulls, under selections.
public final class FunctionCases {
    public static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();
    private static final int NUM_ROWS = 200;

    private FunctionCases() {}

    /// Returns a test for each line that is not empty.
    public static List<DynamicTest> of(String lines) {
        List<DynamicTest> tests = new ArrayList<>();
        lines.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    int arrow = line.lastIndexOf("=>");
                    String expression = line.substring(0, arrow).strip();
                    String expected = line.substring(arrow + 2).strip();
                    tests.add(
                            DynamicTest.dynamicTest(expression, () -> check(expression, expected)));
                });
        return tests;
    }

    /// Checks one expression.
    public static void check(String sql, String expected) {
        try (TestContext context = new TestContext()) {
            if (expected.startsWith("!")) {
                SabotException error =
                        assertThrows(
                                SabotException.class,
                                () ->
                                        evaluate(
                                                SqlExpressions.parse(sql, REGISTRY, context),
                                                context));
                assertEquals(expected.substring(1), error.code().name(), error.getMessage());
                return;
            }
            Expression expression = SqlExpressions.parse(sql, REGISTRY, context);
            assertEquals(expected, evaluate(expression, context));
            if (expression instanceof Expression.Call call) {
                checkColumns(call, expected, context);
            }
        }
    }

    private static String evaluate(Expression expression, TestContext context) {
        Expression text = new Expression.Cast(expression, DataType.VARCHAR, false);
        Object value = ExpressionCompiler.evaluateConstant(text, REGISTRY, context).value();
        return value == null ? "NULL" : (String) value;
    }

    private static void checkColumns(Expression.Call call, String expected, TestContext context) {
        ScalarFunction function = Objects.requireNonNull(REGISTRY.scalar(call.function()));
        if (function.volatility() == Volatility.VOLATILE) {
            return;
        }
        List<Expression.Literal> literals = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            literals.add(ExpressionCompiler.evaluateConstant(argument, REGISTRY, context));
        }
        // All arguments from columns; then all but one constant, which is the usual form.
        checkColumns(call, literals, -1, expected, context);
        for (int only = 0; only < literals.size(); only++) {
            checkColumns(call, literals, only, expected, context);
        }
    }

    private static void checkColumns(
            Expression.Call call,
            List<Expression.Literal> literals,
            int only,
            String expected,
            TestContext context) {
        ScalarFunction function = Objects.requireNonNull(REGISTRY.scalar(call.function()));
        boolean isStrict = function.nullRule() == NullRule.PROPAGATE;
        // A function that sees nulls may refuse them.
        boolean hasNulls = isStrict || !function.canFail();
        List<Expression> arguments = new ArrayList<>();
        Column[] columns = new Column[literals.size()];
        for (int index = 0; index < columns.length; index++) {
            Expression.Literal literal = literals.get(index);
            @Nullable Object[] values = new @Nullable Object[NUM_ROWS];
            for (int row = 0; row < NUM_ROWS; row++) {
                values[row] = hasNulls && isNull(row, index) ? null : literal.value();
            }
            columns[index] =
                    TestColumns.of(context.allocator(), literal.type(), Arrays.asList(values));
            boolean isConstant = only >= 0 && only != index;
            arguments.add(
                    isConstant ? literal : new Expression.ColumnReference(index, literal.type()));
        }
        Expression text =
                new Expression.Cast(
                        new Expression.Call(call.function(), arguments, call.type()),
                        DataType.VARCHAR,
                        false);
        CompiledExpression compiled = ExpressionCompiler.compile(text, REGISTRY, true);
        Random random = new Random(42);
        try (Evaluator evaluator = compiled.newEvaluator(context)) {
            for (int round = 0; round < 4; round++) {
                Selection active = TestColumns.selection(random, NUM_ROWS);
                try (Column result = evaluator.evaluate(columns, NUM_ROWS, active)) {
                    for (int row = 0; row < NUM_ROWS; row++) {
                        if (!TestColumns.isActive(active, row, NUM_ROWS)) {
                            continue;
                        }
                        if (!hasNull(row, columns.length, only)) {
                            String value = result.isNull(row) ? "NULL" : result.getString(row);
                            assertEquals(expected, value);
                        } else if (isStrict) {
                            assertNull(result.isNull(row) ? null : result.getString(row));
                        }
                    }
                }
            }
        }
        for (Column column : columns) {
            column.close();
        }
    }

    private static boolean isNull(int row, int argument) {
        return row % 5 == 3 && row / 5 % 4 == argument % 4;
    }

    private static boolean hasNull(int row, int numArguments, int only) {
        for (int argument = 0; argument < numArguments; argument++) {
            if ((only < 0 || only == argument) && isNull(row, argument)) {
                return true;
            }
        }
        return false;
    }
}
