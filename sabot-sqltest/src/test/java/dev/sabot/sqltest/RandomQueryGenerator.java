package dev.sabot.sqltest;

import dev.sabot.sqltest.RandomQueryColumn.Type;
import dev.sabot.sqltest.RandomQueryTables.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random queries over tables: filters, joins, groups, windows, subqueries, set operations.
final class RandomQueryGenerator {
    /// Without an equality, a join with more rows than these would take too long.
    private static final int MAX_UNEQUAL_ROWS = 60;

    private final Random random;
    private final List<Table> tables;
    private final Table large;
    private int numAliases;

    RandomQueryGenerator(Random random, RandomQueryTables tables) {
        this.random = random;
        this.tables = tables.tables();
        this.large = tables.large();
    }

    /// What stands after FROM, and its columns.
    private record Source(String head, List<String> from, List<RandomQueryColumn> columns) {}

    /// Returns the next query.
    RandomQuery next() {
        numAliases = 0;
        RandomQuery query =
                switch (random.nextInt(8)) {
                    case 0, 1 -> combined();
                    case 2 -> windowed();
                    case 3, 4, 5 -> grouped();
                    default -> plain();
                };
        if (random.nextInt(3) > 0) {
            return query;
        }
        List<String> directions = new ArrayList<>();
        for (int index = 0; index < query.types().size(); index++) {
            directions.add(direction());
        }
        String limit = random.nextBoolean() ? " LIMIT " + random.nextInt(30) : "";
        String offset = !limit.isEmpty() && random.nextBoolean() ? " OFFSET 3" : "";
        return new RandomQuery.Ordered(query, directions, limit + offset);
    }

    private String direction() {
        return (random.nextBoolean() ? "ASC" : "DESC")
                + (random.nextBoolean() ? " NULLS FIRST" : " NULLS LAST");
    }

    private String alias() {
        return "x" + numAliases++;
    }

    private Table anyTable() {
        // The empty table and the one with a few rows are rarer than the others.
        int index = random.nextInt(5 * tables.size());
        return tables.get(index < tables.size() ? index : tables.size() - 1 - random.nextInt(2));
    }

    /// Returns a table that is not to be joined.
    private Table loneTable() {
        return random.nextInt(5) == 0 ? large : anyTable();
    }

    private static List<RandomQueryColumn> columns(String alias) {
        return RandomQueryTables.COLUMNS.stream()
                .map(column -> new RandomQueryColumn(alias + "." + column.sql(), column.type()))
                .toList();
    }

    private Source source() {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> {
                String alias = alias();
                yield new Source("", List.of(loneTable().name() + " AS " + alias), columns(alias));
            }
            case 3 -> derived();
            case 4 -> withQuery();
            case 5 -> lateral();
            default -> joined();
        };
    }

    private RandomQuery.Select inner(List<Type> types) {
        String alias = alias();
        RandomQueryExpressions inside = new RandomQueryExpressions(random, columns(alias));
        List<RandomQueryColumn> items = new ArrayList<>();
        for (Type type : types) {
            items.add(new RandomQueryColumn(inside.value(type, 1), type));
        }
        return new RandomQuery.Select(
                "",
                random.nextInt(4) == 0,
                items,
                List.of(anyTable().name() + " AS " + alias),
                random.nextBoolean() ? List.of(inside.predicate(1)) : List.of(),
                "",
                List.of(),
                List.of());
    }

    private List<Type> someTypes() {
        List<Type> types = new ArrayList<>(List.of(Type.INTEGER));
        for (int count = random.nextInt(4); count >= 0; count--) {
            types.add(Type.any(random));
        }
        return types;
    }

    private static List<RandomQueryColumn> outputs(String alias, List<Type> types) {
        List<RandomQueryColumn> columns = new ArrayList<>();
        for (int index = 0; index < types.size(); index++) {
            columns.add(new RandomQueryColumn(alias + ".c" + index, types.get(index)));
        }
        return columns;
    }

    private Source derived() {
        List<Type> types = someTypes();
        String alias = alias();
        String from = "(" + inner(types).sql() + ") AS " + alias;
        return new Source("", List.of(from), outputs(alias, types));
    }

    private Source withQuery() {
        List<Type> types = someTypes();
        String name = "w" + numAliases++;
        String left = alias();
        String right = alias();
        List<RandomQueryColumn> columns = new ArrayList<>(outputs(left, types));
        List<String> from = new ArrayList<>(List.of(name + " AS " + left));
        if (random.nextBoolean()) {
            columns.addAll(outputs(right, types));
            String key = "c" + random.nextInt(types.size());
            from.add(joinKind() + name + " AS " + right + " ON " + equal(left, right, key));
        }
        return new Source("WITH " + name + " AS (" + inner(types).sql() + ") ", from, columns);
    }

    private Source lateral() {
        String left = alias();
        String right = alias();
        List<RandomQueryColumn> columns = new ArrayList<>(columns(left));
        columns.addAll(outputs(right, List.of(Type.INTEGER, Type.BIGINT)));
        String inside = alias();
        String where = " WHERE " + equal(inside, left, random.nextBoolean() ? "k" : "i");
        String from = " FROM " + anyTable().name() + " AS " + inside + where;
        String query =
                random.nextBoolean()
                        ? "SELECT MAX(" + inside + ".i) AS c0, COUNT(*) AS c1" + from
                        : "SELECT "
                                + inside
                                + ".id AS c0, "
                                + inside
                                + ".b AS c1"
                                + from
                                + " ORDER BY "
                                + inside
                                + ".id LIMIT "
                                + (1 + random.nextInt(3));
        String join =
                random.nextBoolean()
                        ? "CROSS JOIN LATERAL (" + query + ") AS " + right
                        : "LEFT JOIN LATERAL (" + query + ") AS " + right + " ON TRUE";
        return new Source("", List.of(anyTable().name() + " AS " + left, join), columns);
    }

    private static String equal(String left, String right, String key) {
        return left + "." + key + " = " + right + "." + key;
    }

    private String joinKind() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> "JOIN ";
            case 2 -> "LEFT JOIN ";
            case 3 -> "RIGHT JOIN ";
            default -> "FULL JOIN ";
        };
    }

    private Source joined() {
        String alias = alias();
        Table first = anyTable();
        List<String> from = new ArrayList<>(List.of(first.name() + " AS " + alias));
        List<RandomQueryColumn> all = new ArrayList<>(columns(alias));
        int joins = 1 + random.nextInt(2);
        for (int join = 0; join < joins; join++) {
            String other = alias();
            Table table = anyTable();
            List<RandomQueryColumn> added = columns(other);
            boolean isSmall =
                    joins == 1 && Math.min(table.rows(), first.rows()) <= MAX_UNEQUAL_ROWS;
            List<RandomQueryColumn> both = new ArrayList<>(all);
            both.addAll(added);
            String text = table.name() + " AS " + other;
            if (isSmall && random.nextInt(6) == 0) {
                from.add("CROSS JOIN " + text);
            } else if (isSmall && random.nextInt(5) == 0) {
                from.add(unequal(text, alias, other, both));
            } else {
                from.add(joinKind() + text + " ON " + condition(alias, other, both));
            }
            all = both;
        }
        return new Source("", from, all);
    }

    /// DuckDB has full joins on equalities only.
    private String unequal(String text, String left, String right, List<RandomQueryColumn> both) {
        List<String> kinds = List.of("JOIN ", "LEFT JOIN ", "RIGHT JOIN ");
        String kind = kinds.get(random.nextInt(kinds.size()));
        String on =
                random.nextBoolean()
                        ? left + ".i < " + right + ".i"
                        : new RandomQueryExpressions(random, both).predicate(1);
        return kind + text + " ON " + on;
    }

    private String condition(String left, String right, List<RandomQueryColumn> both) {
        List<String> keys = List.of("id", "i", "b", "d", "f", "s", "u", "dt");
        String key = keys.get(random.nextInt(keys.size()));
        String condition = equal(left, right, key);
        if (random.nextInt(4) == 0) {
            condition += " AND " + equal(left, right, "k");
        }
        if (random.nextInt(3) == 0) {
            condition += " AND " + new RandomQueryExpressions(random, both).predicate(1);
        }
        return condition;
    }

    private List<String> conditions(RandomQueryExpressions expressions) {
        List<String> conditions = new ArrayList<>();
        for (int count = Math.max(0, random.nextInt(4) - 1); count > 0; count--) {
            conditions.add(
                    random.nextInt(4) == 0 ? subquery(expressions) : expressions.predicate(2));
        }
        return conditions;
    }

    private String subquery(RandomQueryExpressions outside) {
        String alias = alias();
        String table = anyTable().name() + " AS " + alias;
        RandomQueryExpressions inside = new RandomQueryExpressions(random, columns(alias));
        String not = random.nextInt(3) == 0 ? "NOT " : "";
        Type type = Type.any(random);
        String where = inside.predicate(1);
        return switch (random.nextInt(7)) {
            case 5 -> rowsIn(outside, not);
            case 6 ->
                    "("
                            + outside.column(type)
                            + (random.nextBoolean() ? " <= ALL" : " > ANY")
                            + " (SELECT "
                            + inside.column(type)
                            + " FROM "
                            + table
                            + " WHERE "
                            + where
                            + "))";
            case 0, 1 ->
                    "("
                            + not
                            + "EXISTS (SELECT 1 FROM "
                            + table
                            + " WHERE "
                            + inside.column(type)
                            + " = "
                            + outside.column(type)
                            + " AND "
                            + where
                            + "))";
            case 2, 3 ->
                    "("
                            + outside.column(type)
                            + " "
                            + not
                            + "IN (SELECT "
                            + inside.value(type, 1)
                            + " FROM "
                            + table
                            + " WHERE "
                            + where
                            + "))";
            default -> "(" + outside.column(Type.INTEGER) + " >= " + scalar(outside) + ")";
        };
    }

    private String rowsIn(RandomQueryExpressions outside, String not) {
        String alias = alias();
        RandomQueryExpressions inside = new RandomQueryExpressions(random, columns(alias));
        Type type = Type.any(random);
        return "(("
                + outside.column(Type.INTEGER)
                + ", "
                + outside.column(type)
                + ") "
                + not
                + "IN (SELECT "
                + inside.column(Type.INTEGER)
                + ", "
                + inside.column(type)
                + " FROM "
                + anyTable().name()
                + " AS "
                + alias
                + "))";
    }

    /// Returns a correlated subquery that gives one INTEGER.
    private String scalar(RandomQueryExpressions outside) {
        String alias = alias();
        RandomQueryExpressions inside = new RandomQueryExpressions(random, columns(alias));
        String function = random.nextBoolean() ? "MAX(" : "MIN(";
        return "(SELECT "
                + (random.nextInt(4) == 0
                        ? "COUNT(*)"
                        : function + inside.value(Type.INTEGER, 1) + ")")
                + " FROM "
                + anyTable().name()
                + " AS "
                + alias
                + " WHERE "
                + alias
                + ".k = "
                + outside.column(Type.INTEGER)
                + ")";
    }

    private RandomQuery plain() {
        Source source = source();
        RandomQueryExpressions expressions = new RandomQueryExpressions(random, source.columns());
        List<RandomQueryColumn> items = new ArrayList<>();
        for (int count = random.nextInt(5); count >= 0; count--) {
            items.add(
                    random.nextInt(8) == 0
                            ? new RandomQueryColumn(scalar(expressions), Type.INTEGER)
                            : expressions.any(2));
        }
        return new RandomQuery.Select(
                source.head(),
                random.nextInt(5) == 0,
                items,
                source.from(),
                conditions(expressions),
                "",
                List.of(),
                List.of());
    }

    private RandomQuery grouped() {
        Source source = source();
        RandomQueryExpressions expressions = new RandomQueryExpressions(random, source.columns());
        List<RandomQueryColumn> items = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Type type = Type.any(random);
            RandomQueryColumn key =
                    new RandomQueryColumn(
                            random.nextInt(3) == 0
                                    ? expressions.value(type, 1)
                                    : expressions.column(type),
                            type);
            // A literal after GROUP BY would be read as the number of a column, and a key that is
            // given twice makes grouping sets twice in DuckDB.
            if (key.sql().contains(".") && key.sql().contains("x") && !groups.contains(key.sql())) {
                items.add(key);
                groups.add(key.sql());
            }
        }
        for (int count = random.nextInt(3); count >= 0; count--) {
            items.add(expressions.aggregate());
        }
        List<String> having = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            RandomQueryColumn aggregate = expressions.aggregate();
            having.add(
                    random.nextBoolean()
                            ? "COUNT(*) > " + random.nextInt(4)
                            : "(" + aggregate.sql() + " IS NOT NULL)");
        }
        return new RandomQuery.Select(
                source.head(),
                false,
                items,
                source.from(),
                conditions(expressions),
                groups.size() > 1 ? grouping() : "",
                groups,
                having);
    }

    private String grouping() {
        return switch (random.nextInt(6)) {
            case 0 -> "ROLLUP ";
            case 1 -> "CUBE ";
            default -> "";
        };
    }

    private RandomQuery combined() {
        List<String> operators =
                List.of("UNION ALL", "UNION", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL");
        List<Type> types = someTypes();
        RandomQuery query =
                new RandomQuery.Combined(
                        inner(types),
                        operators.get(random.nextInt(operators.size())),
                        inner(types));
        return random.nextInt(3) > 0
                ? query
                : new RandomQuery.Combined(
                        query, operators.get(random.nextInt(operators.size())), inner(types));
    }

    private RandomQuery windowed() {
        String alias = alias();
        RandomQueryExpressions expressions = new RandomQueryExpressions(random, columns(alias));
        List<RandomQueryColumn> items = new ArrayList<>();
        items.add(new RandomQueryColumn(alias + ".id", Type.INTEGER));
        for (int count = random.nextInt(3); count >= 0; count--) {
            items.add(window(alias, expressions));
        }
        return new RandomQuery.Select(
                "",
                false,
                items,
                List.of(loneTable().name() + " AS " + alias),
                conditions(expressions),
                "",
                List.of(),
                List.of());
    }

    private RandomQueryColumn window(String alias, RandomQueryExpressions expressions) {
        String partition =
                random.nextInt(3) == 0
                        ? ""
                        : "PARTITION BY " + expressions.column(Type.any(random)) + " ";
        String peers = "ORDER BY " + expressions.column(Type.any(random)) + " " + direction();
        String total = " OVER (" + partition + peers + ", " + alias + ".id";
        String frame = " ROWS BETWEEN " + random.nextInt(4) + " PRECEDING AND " + bound() + ")";
        Type type = Type.any(random);
        String value = expressions.value(type, 1);
        String integer = expressions.value(Type.INTEGER, 1);
        String withPeers = " OVER (" + partition + peers + ")";
        return switch (random.nextInt(12)) {
            case 0 -> new RandomQueryColumn("ROW_NUMBER()" + total + ")", Type.BIGINT);
            case 1 -> new RandomQueryColumn("RANK()" + withPeers, Type.BIGINT);
            case 2 -> new RandomQueryColumn("DENSE_RANK()" + withPeers, Type.BIGINT);
            case 3 -> new RandomQueryColumn("SUM(" + integer + ")" + total + frame, Type.BIGINT);
            case 4 -> new RandomQueryColumn("SUM(" + integer + ")" + withPeers, Type.BIGINT);
            case 5 -> new RandomQueryColumn("COUNT(" + value + ")" + withPeers, Type.BIGINT);
            case 6 ->
                    new RandomQueryColumn(
                            "LAG(" + value + ", " + random.nextInt(3) + ")" + total + ")", type);
            case 7 -> new RandomQueryColumn("LEAD(" + value + ")" + total + ")", type);
            case 8 -> new RandomQueryColumn("FIRST_VALUE(" + value + ")" + total + frame, type);
            case 9 -> new RandomQueryColumn("LAST_VALUE(" + value + ")" + total + frame, type);
            case 10 -> new RandomQueryColumn("MAX(" + value + ")" + total + frame, type);
            default ->
                    new RandomQueryColumn(
                            "NTILE(" + (1 + random.nextInt(5)) + ")" + total + ")", Type.BIGINT);
        };
    }

    private String bound() {
        return switch (random.nextInt(3)) {
            case 0 -> "CURRENT ROW";
            case 1 -> "UNBOUNDED FOLLOWING";
            default -> "2 FOLLOWING";
        };
    }
}
