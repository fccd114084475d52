package dev.sabot.exec.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Compares operators on random columns of every encoding, with nulls and selections, with the
/// plain answer of one row in Java, under vector and scalar kernels.
final class OperatorPropertyTest {
    private static final FunctionRegistry REGISTRY = BuiltinFunctions.registry();
    private static final int ROUNDS = 1_500;
    private static final List<DataType> NUMBERS =
            List.of(
                    DataType.TINYINT,
                    DataType.SMALLINT,
                    DataType.INTEGER,
                    DataType.BIGINT,
                    DataType.decimal(4, 1),
                    DataType.decimal(15, 2),
                    DataType.decimal(18, 0),
                    DataType.decimal(30, 10),
                    DataType.decimal(38, 4),
                    DataType.DOUBLE);
    private static final List<DataType> ORDERED =
            List.of(
                    DataType.BOOLEAN,
                    DataType.VARCHAR,
                    DataType.DATE,
                    DataType.TIMESTAMP,
                    DataType.INTERVAL_DAY,
                    DataType.REAL);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Object value(DataType type, boolean isSmall) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (long) (byte) random.nextInt();
            case SMALLINT -> isSmall ? random.nextInt(50) - 25L : (long) (short) random.nextInt();
            case INTEGER, DATE -> isSmall ? random.nextInt(50) - 25L : (long) random.nextInt();
            case BIGINT, TIMESTAMP, INTERVAL_DAY ->
                    isSmall ? random.nextInt(50) - 25L : random.nextLong();
            case DECIMAL -> decimal(type, isSmall);
            case REAL -> (double) (float) (random.nextInt(9) - 4) / 2;
            case DOUBLE -> random.nextInt(6) == 0 ? Double.NaN : (random.nextInt(9) - 4) / 2.0;
            case VARCHAR -> text();
            case VARBINARY, NULL, TIME, TIMESTAMP_TZ, INTERVAL_MONTH, ARRAY, ROW, MAP ->
                    throw new IllegalArgumentException(type.toString());
        };
    }

    private BigInteger decimal(DataType type, boolean isSmall) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        BigInteger number =
                isSmall
                        ? BigInteger.valueOf(random.nextInt(200) - 100)
                        : new BigInteger(random.nextInt(128), random);
        number = number.remainder(limit);
        return random.nextBoolean() ? number.negate() : number;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(4) == 0 ? 24 : 4);
        for (int index = 0; index < length; index++) {
            text.append("abAé日%".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    /// One operand: its values by row, its column and the expression that reads it.
    private final class Operand {
        final DataType type;
        final List<@Nullable Object> values = new ArrayList<>();
        final Column column;
        final Expression expression;

        Operand(DataType type, int index, int numRows, TestContext context) {
            this.type = type;
            boolean isSmall = random.nextBoolean();
            int nulls = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
            int shape = random.nextInt(5);
            Object constant = random.nextInt(10) == 0 ? null : value(type, isSmall);
            List<Object> few = List.of(value(type, isSmall), value(type, isSmall));
            for (int row = 0; row < numRows; row++) {
                Object next = shape == 2 ? pick(few) : value(type, isSmall);
                next = random.nextInt(100) < nulls ? null : next;
                values.add(shape >= 3 ? constant : next);
            }
            column =
                    switch (shape) {
                        case 2 ->
                                TestColumns.dictionary(
                                        context.allocator(), type, values, value(type, false));
                        case 3 ->
                                Column.constant(
                                        TestColumns.of(
                                                context.allocator(), type, Arrays.asList(constant)),
                                        numRows);
                        default -> TestColumns.of(context.allocator(), type, values);
                    };
            expression =
                    shape == 4 ? new Literal(constant, type) : new ColumnReference(index, type);
        }
    }

    @FunctionalInterface
    private interface Oracle {
        @Nullable Object apply(@Nullable Object left, @Nullable Object right);
    }

    private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Long number && actual instanceof BigInteger) {
            return BigInteger.valueOf(number).equals(actual);
        }
        if (expected instanceof Double one && actual instanceof Double other) {
            return one.equals(other) || one.doubleValue() == other;
        }
        return Objects.equals(expected, actual);
    }

    private void check(
            String function,
            DataType leftType,
            DataType rightType,
            @Nullable DataType wanted,
            Oracle oracle) {
        try (TestContext context = new TestContext()) {
            int numRows = random.nextInt(300);
            Operand left = new Operand(leftType, 0, numRows, context);
            Operand right = new Operand(rightType, 1, numRows, context);
            ScalarFunction declared = Objects.requireNonNull(REGISTRY.scalar(function));
            DataType result =
                    wanted != null
                            ? wanted
                            : Objects.requireNonNull(
                                            FunctionRegistry.resolve(
                                                    declared, List.of(leftType, rightType)))
                                    .result();
            Expression call =
                    new Call(function, List.of(left.expression, right.expression), result);
            Selection active = TestColumns.selection(random, numRows);
            List<@Nullable Object> expected = new ArrayList<>();
            boolean fails = false;
            for (int row = 0; row < numRows; row++) {
                Object answer = oracle.apply(left.values.get(row), right.values.get(row));
                fails |= answer == Answers.ERROR && TestColumns.isActive(active, row, numRows);
                expected.add(answer);
            }
            Column[] columns = {left.column, right.column};
            String message =
                    function + "(" + leftType + ", " + rightType + ") -> " + result + " seed "
                            + seed;
            try {
                run(call, columns, numRows, active, expected, message);
                if (fails) {
                    fail("no error: " + message);
                }
            } catch (SabotException e) {
                if (!fails) {
                    throw new AssertionError(message, e);
                }
            } finally {
                left.column.close();
                right.column.close();
            }
        }
    }

    private void run(
            Expression call,
            Column[] columns,
            int numRows,
            @Nullable Selection active,
            List<@Nullable Object> expected,
            String message) {
        try (TestContext other = new TestContext()) {
            CompiledExpression compiled =
                    ExpressionCompiler.compile(call, REGISTRY, random.nextBoolean());
            try (Evaluator evaluator = compiled.newEvaluator(other)) {
                for (int pass = 0; pass < 2; pass++) {
                    try (Column result = evaluator.evaluate(columns, numRows, active)) {
                        assertEquals(numRows, result.length(), message);
                        for (int row = 0; row < numRows; row++) {
                            if (TestColumns.isActive(active, row, numRows)) {
                                Object actual = Constants.read(result, row, compiled.type());
                                if (!isSame(expected.get(row), actual)) {
                                    assertEquals(
                                            expected.get(row), actual, message + " row " + row);
                                }
                            }
                        }
                    }
                    if (compiled.type().kind() == TypeKind.BOOLEAN) {
                        checkSelect(evaluator, columns, numRows, active, expected, message);
                    }
                }
            }
        }
    }

    private void checkSelect(
            Evaluator evaluator,
            Column[] columns,
            int numRows,
            @Nullable Selection active,
            List<@Nullable Object> expected,
            String message) {
        Selection selected = evaluator.select(columns, numRows, active);
        for (int row = 0; row < numRows; row++) {
            boolean isWanted =
                    TestColumns.isActive(active, row, numRows)
                            && Boolean.TRUE.equals(expected.get(row));
            boolean isSelected = selected == null || Bitmap.get(selected.bitmap(numRows), row);
            assertEquals(isWanted, isSelected, "select " + message + " row " + row);
        }
    }

    @Test
    void arithmetic() {
        System.err.println("seed " + seed);
        List<String> functions = List.of("add", "subtract", "multiply", "divide", "modulo");
        for (int round = 0; round < ROUNDS; round++) {
            String function = pick(functions);
            DataType left = pick(NUMBERS);
            DataType right = pick(NUMBERS);
            DataType own =
                    Objects.requireNonNull(
                                    FunctionRegistry.resolve(
                                            Objects.requireNonNull(REGISTRY.scalar(function)),
                                            List.of(left, right)))
                            .result();
            DataType result = own;
            if (own.isDecimal() && random.nextInt(3) == 0) {
                int precision = 1 + random.nextInt(38);
                result = DataType.decimal(precision, random.nextInt(precision + 1));
            }
            DataType[] types = {left, right, result};
            check(
                    function,
                    left,
                    right,
                    result,
                    (one, other) -> Answers.arithmetic(function, one, other, types));
        }
    }

    @Test
    void comparisons() {
        System.err.println("seed " + seed);
        List<String> functions =
                List.of(
                        "equal",
                        "not_equal",
                        "less",
                        "less_or_equal",
                        "greater",
                        "greater_or_equal",
                        "is_distinct",
                        "is_not_distinct");
        for (int round = 0; round < ROUNDS; round++) {
            String function = pick(functions);
            boolean isNumber = random.nextBoolean();
            DataType left = isNumber ? pick(NUMBERS) : pick(ORDERED);
            DataType right = isNumber ? pick(NUMBERS) : left;
            check(
                    function,
                    left,
                    right,
                    DataType.BOOLEAN,
                    (one, other) -> {
                        boolean isDistinctTest = function.startsWith("is_");
                        if (one == null || other == null) {
                            boolean isDistinct = one != null || other != null;
                            return isDistinctTest
                                    ? (Object) (isDistinct == function.equals("is_distinct"))
                                    : null;
                        }
                        int order = Answers.order(one, left, other, right);
                        return switch (function) {
                            case "equal", "is_not_distinct" -> order == 0;
                            case "not_equal", "is_distinct" -> order != 0;
                            case "less" -> order < 0;
                            case "less_or_equal" -> order <= 0;
                            case "greater" -> order > 0;
                            default -> order >= 0;
                        };
                    });
        }
    }

    @Test
    void patterns() {
        System.err.println("seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (TestContext context = new TestContext()) {
                int numRows = random.nextInt(200);
                Operand text = new Operand(DataType.VARCHAR, 0, numRows, context);
                boolean isConstant = random.nextInt(4) > 0;
                StringBuilder constant = new StringBuilder();
                int length = random.nextInt(6);
                for (int index = 0; index < length; index++) {
                    constant.append("abA%%_é".charAt(random.nextInt(7)));
                }
                Operand varying = new Operand(DataType.VARCHAR, 1, numRows, context);
                boolean ignoresCase = random.nextBoolean();
                Expression pattern =
                        isConstant
                                ? new Literal(constant.toString(), DataType.VARCHAR)
                                : varying.expression;
                Expression call =
                        new Call(
                                ignoresCase ? "ilike" : "like",
                                List.of(text.expression, pattern),
                                DataType.BOOLEAN);
                List<@Nullable Object> expected = new ArrayList<>();
                for (int row = 0; row < numRows; row++) {
                    Object value = text.values.get(row);
                    Object against = isConstant ? constant.toString() : varying.values.get(row);
                    expected.add(
                            value == null || against == null
                                    ? null
                                    : Answers.matches(
                                            (String) value, (String) against, ignoresCase));
                }
                Selection active = TestColumns.selection(random, numRows);
                Column[] columns = {text.column, varying.column};
                try {
                    String message = call + " seed " + seed;
                    run(call, columns, numRows, active, expected, message);
                } finally {
                    text.column.close();
                    varying.column.close();
                }
            }
        }
    }

    @Test
    void logicTrees() {
        System.err.println("seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (TestContext context = new TestContext()) {
                int numRows = random.nextInt(200);
                Operand number = new Operand(DataType.INTEGER, 0, numRows, context);
                Operand text = new Operand(DataType.VARCHAR, 1, numRows, context);
                Operand bool = new Operand(DataType.BOOLEAN, 2, numRows, context);
                List<Operand> operands = List.of(number, text, bool);
                Expression tree = tree(3, operands);
                List<@Nullable Object> expected = new ArrayList<>();
                for (int row = 0; row < numRows; row++) {
                    expected.add(truth(tree, operands, row));
                }
                Selection active = TestColumns.selection(random, numRows);
                Column[] columns = {number.column, text.column, bool.column};
                try {
                    run(tree, columns, numRows, active, expected, tree + " seed " + seed);
                } finally {
                    operands.forEach(operand -> operand.column.close());
                }
            }
        }
    }

    private Expression tree(int depth, List<Operand> operands) {
        if (depth == 0 || random.nextInt(4) == 0) {
            Operand operand = pick(operands);
            return switch (operand.type.kind()) {
                case BOOLEAN -> operand.expression;
                case VARCHAR, INTEGER -> leaf(operand);
                default -> throw new IllegalStateException();
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Expression.Conjunction(trees(depth, operands));
            case 1 -> new Expression.Disjunction(trees(depth, operands));
            case 2 -> new Call("not", List.of(tree(depth - 1, operands)), DataType.BOOLEAN);
            default ->
                    new Expression.Case(
                            List.of(
                                    new Expression.Case.Branch(
                                            tree(depth - 1, operands), tree(depth - 1, operands)),
                                    new Expression.Case.Branch(
                                            tree(depth - 1, operands), tree(depth - 1, operands))),
                            tree(depth - 1, operands),
                            DataType.BOOLEAN);
        };
    }

    private List<Expression> trees(int depth, List<Operand> operands) {
        List<Expression> terms = new ArrayList<>();
        for (int term = 1 + random.nextInt(3); term > 0; term--) {
            terms.add(tree(depth - 1, operands));
        }
        return terms;
    }

    private Expression leaf(Operand operand) {
        if (random.nextInt(4) == 0) {
            String test = random.nextBoolean() ? "is_null" : "is_not_null";
            return new Call(test, List.of(operand.expression), DataType.BOOLEAN);
        }
        Literal constant = new Literal(value(operand.type, true), operand.type);
        if (random.nextBoolean()) {
            return new Call("less", List.of(operand.expression, constant), DataType.BOOLEAN);
        }
        List<Literal> members = new ArrayList<>();
        for (int member = random.nextInt(12); member >= 0; member--) {
            boolean isNull = random.nextInt(12) == 0;
            Object value = isNull ? null : value(operand.type, true);
            members.add(new Literal(value, operand.type));
        }
        return new Expression.In(operand.expression, members);
    }

    private @Nullable Object scalar(Expression expression, List<Operand> operands, int row) {
        return switch (expression) {
            case Literal literal -> literal.value();
            case ColumnReference reference -> operands.get(reference.column()).values.get(row);
            default -> truth(expression, operands, row);
        };
    }

    private @Nullable Object truth(Expression expression, List<Operand> operands, int row) {
        return switch (expression) {
            case Literal literal -> literal.value();
            case ColumnReference _ -> scalar(expression, operands, row);
            case Expression.Conjunction and -> logic(and.terms(), false, operands, row);
            case Expression.Disjunction or -> logic(or.terms(), true, operands, row);
            case Expression.Case branches -> {
                for (Expression.Case.Branch branch : branches.branches()) {
                    if (Boolean.TRUE.equals(truth(branch.condition(), operands, row))) {
                        yield truth(branch.value(), operands, row);
                    }
                }
                yield truth(branches.otherwise(), operands, row);
            }
            case Expression.In in -> {
                Object value = scalar(in.value(), operands, row);
                if (value == null) {
                    yield null;
                }
                boolean hasNull = in.members().stream().anyMatch(member -> member.value() == null);
                boolean isFound =
                        in.members().stream().anyMatch(member -> value.equals(member.value()));
                yield isFound ? (Object) true : hasNull ? null : (Object) false;
            }
            case Call call -> {
                Object value = scalar(call.arguments().get(0), operands, row);
                yield switch (call.function()) {
                    case "not" -> value == null ? null : (Object) !((Boolean) value);
                    case "is_null" -> value == null;
                    case "is_not_null" -> value != null;
                    default -> {
                        Literal constant = (Literal) call.arguments().get(1);
                        DataType type = constant.type();
                        yield value == null
                                ? null
                                : (Object)
                                        (Answers.order(
                                                        value,
                                                        type,
                                                        Objects.requireNonNull(constant.value()),
                                                        type)
                                                < 0);
                    }
                };
            }
            case Expression.Parameter _, Expression.Cast _ -> throw new IllegalStateException();
        };
    }

    private @Nullable Object logic(
            List<Expression> terms, boolean deciding, List<Operand> operands, int row) {
        boolean hasNull = false;
        for (Expression term : terms) {
            Object value = truth(term, operands, row);
            if (value == null) {
                hasNull = true;
            } else if ((Boolean) value == deciding) {
                return deciding;
            }
        }
        return hasNull ? null : (Object) !deciding;
    }
}
