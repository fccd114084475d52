package dev.sabot.exec.function.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Column;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.expression.TestColumns;
import dev.sabot.exec.expression.TestContext;
import dev.sabot.type.DataType;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rounds random decimals of every precision as BigDecimal does.
class DecimalRoundingTest {
    private static final int NUM_ROWS = 200;

    @Test
    void wholeNumbers() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            int precision = 1 + random.nextInt(37);
            int scale = random.nextInt(precision + 1);
            DataType type = DataType.decimal(precision, scale);
            DataType whole = DataType.decimal(precision, 0);
            List<BigInteger> values = values(random, precision);
            check("floor", type, -1, whole, values, RoundingMode.FLOOR);
            check("ceil", type, -1, whole, values, RoundingMode.CEILING);
            check("round", type, -1, whole, values, RoundingMode.HALF_UP);
            check("trunc", type, -1, whole, values, RoundingMode.DOWN);
        }
    }

    @Test
    void digits() {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            int precision = 1 + random.nextInt(37);
            int scale = random.nextInt(precision + 1);
            DataType type = DataType.decimal(precision, scale);
            DataType wider = DataType.decimal(precision + 1, scale);
            int digits = random.nextInt(scale + 1);
            List<BigInteger> values = values(random, precision);
            check("round", type, digits, wider, values, RoundingMode.HALF_UP);
            check("trunc", type, digits, wider, values, RoundingMode.DOWN);
        }
    }

    private static List<BigInteger> values(Random random, int precision) {
        BigInteger limit = BigInteger.TEN.pow(precision);
        List<BigInteger> values = new ArrayList<>();
        values.add(limit.subtract(BigInteger.ONE));
        values.add(limit.subtract(BigInteger.ONE).negate());
        values.add(BigInteger.ZERO);
        while (values.size() < NUM_ROWS) {
            BigInteger value = new BigInteger(1 + random.nextInt(130), random).mod(limit);
            values.add(random.nextBoolean() ? value : value.negate());
        }
        return values;
    }

    /// @param digits the second argument, or a negative number for none
    private static void check(
            String function,
            DataType type,
            int digits,
            DataType result,
            List<BigInteger> values,
            RoundingMode mode) {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(new ColumnReference(0, type));
        if (digits >= 0) {
            arguments.add(new Literal((long) digits, DataType.INTEGER));
        }
        CompiledExpression compiled =
                ExpressionCompiler.compile(
                        new Call(function, arguments, result), FunctionCases.REGISTRY, true);
        assertEquals(result, compiled.type());
        try (TestContext context = new TestContext();
                Column column = TestColumns.of(context.allocator(), type, values);
                Evaluator evaluator = compiled.newEvaluator(context);
                Column rounded = evaluator.evaluate(new Column[] {column}, values.size(), null)) {
            List<Object> actual = new ArrayList<>(TestColumns.values(rounded, result));
            for (int row = 0; row < values.size(); row++) {
                BigInteger expected =
                        new BigDecimal(values.get(row), type.scale())
                                .setScale(Math.max(0, digits), mode)
                                .setScale(result.scale())
                                .unscaledValue();
                assertEquals(expected, actual.get(row), function + " of " + values.get(row));
            }
        }
    }
}
