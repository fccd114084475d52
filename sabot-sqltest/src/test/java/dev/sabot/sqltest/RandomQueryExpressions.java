package dev.sabot.sqltest;

import dev.sabot.sqltest.RandomQueryColumn.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Makes random expressions over some columns.
///
/// What DuckDB answers otherwise by design is never made: division, AVG of decimals, dates moved by
/// intervals without a cast back. Numbers stay far from overflow.
final class RandomQueryExpressions {
    private final Random random;
    private final List<RandomQueryColumn> columns;

    RandomQueryExpressions(Random random, List<RandomQueryColumn> columns) {
        this.random = random;
        this.columns = columns;
    }

    List<RandomQueryColumn> columns() {
        return columns;
    }

    /// Returns an expression of any type.
    RandomQueryColumn any(int depth) {
        Type type = Type.any(random);
        return new RandomQueryColumn(value(type, depth), type);
    }

    @SafeVarargs
    private String oneOf(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    /// Returns a column of a type, or a literal where there is none.
    String column(Type type) {
        List<RandomQueryColumn> fitting =
                columns.stream().filter(column -> column.type() == type).toList();
        return fitting.isEmpty()
                ? type.literal(random)
                : fitting.get(random.nextInt(fitting.size())).sql();
    }

    private String leaf(Type type) {
        int choice = random.nextInt(20);
        if (choice == 0) {
            return "CAST(NULL AS " + type.sql() + ")";
        }
        return choice < 5 ? type.literal(random) : column(type);
    }

    /// Returns an expression of a type.
    String value(Type type, int depth) {
        if (depth <= 0 || random.nextInt(4) == 0) {
            return leaf(type);
        }
        if (type != Type.BOOLEAN && random.nextInt(4) == 0) {
            return conditional(type, depth - 1);
        }
        return switch (type) {
            case INTEGER -> integer(depth - 1);
            case BIGINT -> conditional(type, depth - 1);
            case DECIMAL -> decimal(depth - 1);
            case DOUBLE -> floating(depth - 1);
            case TEXT -> text(depth - 1);
            case DATE ->
                    oneOf(
                            () -> conditional(type, depth - 1),
                            () ->
                                    "CAST(CASE WHEN "
                                            + column(type)
                                            + " < DATE '9000-01-01' THEN "
                                            + leaf(type)
                                            + " END AS DATE)");
            case BOOLEAN -> predicate(depth);
        };
    }

    private String conditional(Type type, int depth) {
        return oneOf(
                () -> "GREATEST(" + value(type, depth) + ", " + value(type, depth) + ")",
                () -> "LEAST(" + value(type, depth) + ", " + leaf(type) + ")",
                () -> "COALESCE(" + value(type, depth) + ", " + value(type, depth) + ")",
                () -> "NULLIF(" + value(type, depth) + ", " + value(type, depth) + ")",
                () ->
                        "CASE WHEN "
                                + predicate(depth)
                                + " THEN "
                                + value(type, depth)
                                + (random.nextBoolean() ? " ELSE " + value(type, depth) : "")
                                + " END",
                () ->
                        "CASE "
                                + column(Type.TEXT)
                                + " WHEN 'a' THEN "
                                + leaf(type)
                                + " WHEN 'ab' THEN "
                                + leaf(type)
                                + " ELSE "
                                + value(type, depth)
                                + " END");
    }

    private String integer(int depth) {
        return oneOf(
                () -> binary(Type.INTEGER, depth, "+", "-"),
                () -> "(" + leaf(Type.INTEGER) + " * " + leaf(Type.INTEGER) + ")",
                () -> "(" + value(Type.INTEGER, depth) + " % " + (2 + random.nextInt(6)) + ")",
                () -> "ABS(" + value(Type.INTEGER, depth) + ")",
                () -> "(-(" + value(Type.INTEGER, depth) + "))",
                () -> "CHAR_LENGTH(" + value(Type.TEXT, depth) + ")",
                () -> "POSITION('a' IN " + value(Type.TEXT, depth) + ")",
                () -> "EXTRACT(" + datePart() + " FROM " + value(Type.DATE, depth) + ")");
    }

    private String datePart() {
        return oneOf(() -> "YEAR", () -> "MONTH", () -> "DAY");
    }

    private String decimal(int depth) {
        return oneOf(
                () -> binary(Type.DECIMAL, depth, "+", "-"),
                () -> "(" + leaf(Type.DECIMAL) + " * " + random.nextInt(9) + ")",
                () -> "(" + column(Type.DECIMAL) + " * " + column(Type.DECIMAL) + ")",
                () -> "ABS(" + value(Type.DECIMAL, depth) + ")",
                () -> "(-(" + value(Type.DECIMAL, depth) + "))");
    }

    private String floating(int depth) {
        return oneOf(
                () -> binary(Type.DOUBLE, depth, "+", "-"),
                () -> "(" + leaf(Type.DOUBLE) + " * " + leaf(Type.DOUBLE) + ")",
                () -> "ABS(" + value(Type.DOUBLE, depth) + ")",
                () -> "FLOOR(" + value(Type.DOUBLE, depth) + ")",
                () -> "CEIL(" + value(Type.DOUBLE, depth) + ")",
                () -> "CAST(" + value(Type.INTEGER, depth) + " AS DOUBLE)");
    }

    private String text(int depth) {
        return oneOf(
                () -> "(" + value(Type.TEXT, depth) + " || " + value(Type.TEXT, depth) + ")",
                () -> "UPPER(" + value(Type.TEXT, depth) + ")",
                () -> "LOWER(" + value(Type.TEXT, depth) + ")",
                () -> "TRIM(" + value(Type.TEXT, depth) + ")",
                () -> "REVERSE(" + value(Type.TEXT, depth) + ")",
                () -> "REPLACE(" + value(Type.TEXT, depth) + ", 'a', 'xy')",
                () ->
                        "SUBSTRING("
                                + value(Type.TEXT, depth)
                                + " FROM "
                                + (1 + random.nextInt(3))
                                + " FOR "
                                + random.nextInt(4)
                                + ")",
                () -> "CAST(" + value(Type.INTEGER, depth) + " AS VARCHAR)");
    }

    private String binary(Type type, int depth, String... operators) {
        return "("
                + value(type, depth)
                + " "
                + operators[random.nextInt(operators.length)]
                + " "
                + value(type, depth)
                + ")";
    }

    /// Returns a condition, of three truth values.
    String predicate(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return oneOf(
                    () -> "(" + predicate(depth - 1) + " AND " + predicate(depth - 1) + ")",
                    () -> "(" + predicate(depth - 1) + " OR " + predicate(depth - 1) + ")",
                    () -> "(NOT " + predicate(depth - 1) + ")");
        }
        Type type = Type.any(random);
        int inner = Math.min(depth - 1, 1);
        return oneOf(
                () -> compared(type, inner),
                () -> compared(type, inner),
                () -> "(" + value(type, inner) + " IS " + not() + "NULL)",
                () ->
                        "("
                                + value(type, inner)
                                + " IS "
                                + not()
                                + "DISTINCT FROM "
                                + leaf(type)
                                + ")",
                () ->
                        "("
                                + value(type, inner)
                                + " "
                                + not()
                                + "BETWEEN "
                                + leaf(type)
                                + " AND "
                                + leaf(type)
                                + ")",
                () -> "(" + value(type, inner) + " " + not() + "IN (" + list(type) + "))",
                () -> "(" + value(Type.TEXT, inner) + " " + not() + "LIKE " + pattern() + ")",
                () -> "(" + leaf(Type.BOOLEAN) + " IS " + not() + truth() + ")",
                () -> leaf(Type.BOOLEAN));
    }

    private String truth() {
        return random.nextBoolean() ? "TRUE" : "FALSE";
    }

    private String not() {
        return random.nextInt(3) == 0 ? "NOT " : "";
    }

    private String compared(Type type, int depth) {
        List<String> operators = List.of("=", "<>", "<", "<=", ">", ">=");
        String operator = operators.get(random.nextInt(operators.size()));
        return "(" + value(type, depth) + " " + operator + " " + value(type, depth) + ")";
    }

    private String list(Type type) {
        List<String> values = new ArrayList<>();
        int size = random.nextInt(8) == 0 ? 30 : 1 + random.nextInt(4);
        for (int index = 0; index < size; index++) {
            values.add(type.literal(random));
        }
        if (random.nextInt(4) == 0) {
            values.add("NULL");
        }
        return String.join(", ", values);
    }

    private String pattern() {
        List<String> patterns =
                List.of("'a%'", "'%b%'", "'_'", "'%'", "'%é%'", "'u1%'", "'a_c'", "''");
        return patterns.get(random.nextInt(patterns.size()));
    }

    /// Returns an aggregate call.
    RandomQueryColumn aggregate() {
        Type type = Type.any(random);
        String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + predicate(1) + ")" : "";
        String distinct = random.nextInt(3) == 0 ? "DISTINCT " : "";
        return switch (random.nextInt(6)) {
            case 0 -> new RandomQueryColumn("COUNT(*)" + filter, Type.BIGINT);
            case 1 ->
                    new RandomQueryColumn(
                            "COUNT(" + distinct + value(type, 1) + ")" + filter, Type.BIGINT);
            case 2 ->
                    new RandomQueryColumn(
                            (random.nextBoolean() ? "MIN(" : "MAX(")
                                    + value(type, 1)
                                    + ")"
                                    + filter,
                            type);
            case 3 ->
                    new RandomQueryColumn(
                            "AVG(" + distinct + value(Type.INTEGER, 1) + ")" + filter, Type.DOUBLE);
            case 4 ->
                    new RandomQueryColumn(
                            (random.nextBoolean() ? "BOOL_AND(" : "BOOL_OR(")
                                    + predicate(0)
                                    + ")"
                                    + filter,
                            Type.BOOLEAN);
            default -> sum(distinct, filter);
        };
    }

    private RandomQueryColumn sum(String distinct, String filter) {
        Type type =
                switch (random.nextInt(3)) {
                    case 0 -> Type.INTEGER;
                    case 1 -> Type.DECIMAL;
                    default -> Type.DOUBLE;
                };
        return new RandomQueryColumn(
                "SUM(" + distinct + value(type, 1) + ")" + filter,
                type == Type.INTEGER ? Type.BIGINT : type);
    }
}
