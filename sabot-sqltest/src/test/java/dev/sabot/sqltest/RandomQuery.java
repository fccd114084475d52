package dev.sabot.sqltest;

import dev.sabot.sqltest.RandomQueryColumn.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A random query in parts, so that one that fails can be made smaller.
sealed interface RandomQuery {
    String sql();

    /// Returns the types of the columns.
    List<Type> types();

    /// Returns the query without a column, and without what goes with it.
    RandomQuery withoutColumn(int index);

    /// Returns queries with less in them; some may not be valid.
    List<RandomQuery> smaller();

    /// Says whether the rows come in an order that the query fixes.
    default boolean isOrdered() {
        return false;
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }

    private static List<RandomQuery> withoutColumns(RandomQuery query) {
        return query.types().size() == 1
                ? List.of()
                : IntStream.range(0, query.types().size()).mapToObj(query::withoutColumn).toList();
    }

    /// SELECT with its clauses.
    ///
    /// @param head what stands before SELECT: WITH and its queries, or nothing
    /// @param from the first table and the joins after it
    /// @param grouping what GROUP BY is followed by, such as ROLLUP, or nothing
    record Select(
            String head,
            boolean isDistinct,
            List<RandomQueryColumn> items,
            List<String> from,
            List<String> where,
            String grouping,
            List<String> groups,
            List<String> having)
            implements RandomQuery {
        @Override
        public String sql() {
            StringBuilder sql = new StringBuilder(head);
            sql.append(isDistinct ? "SELECT DISTINCT " : "SELECT ");
            sql.append(
                    IntStream.range(0, items.size())
                            .mapToObj(index -> items.get(index).sql() + " AS c" + index)
                            .collect(Collectors.joining(", ")));
            sql.append(" FROM ").append(String.join(" ", from));
            if (!where.isEmpty()) {
                sql.append(" WHERE ").append(String.join(" AND ", where));
            }
            if (!groups.isEmpty()) {
                sql.append(" GROUP BY ").append(grouping).append('(');
                sql.append(String.join(", ", groups)).append(')');
            }
            if (!having.isEmpty()) {
                sql.append(" HAVING ").append(String.join(" AND ", having));
            }
            return sql.toString();
        }

        @Override
        public List<Type> types() {
            return items.stream().map(RandomQueryColumn::type).toList();
        }

        @Override
        public Select withoutColumn(int index) {
            return withItems(without(items, index));
        }

        private Select withItems(List<RandomQueryColumn> list) {
            return new Select(head, isDistinct, list, from, where, grouping, groups, having);
        }

        @Override
        public List<RandomQuery> smaller() {
            List<RandomQuery> smaller = new ArrayList<>(withoutColumns(this));
            for (int index = 1; index < from.size(); index++) {
                List<String> rest = without(from, index);
                smaller.add(
                        new Select(head, isDistinct, items, rest, where, grouping, groups, having));
            }
            for (int index = 0; index < where.size(); index++) {
                List<String> rest = without(where, index);
                smaller.add(
                        new Select(head, isDistinct, items, from, rest, grouping, groups, having));
            }
            for (int index = 0; index < groups.size(); index++) {
                List<String> rest = without(groups, index);
                smaller.add(
                        new Select(head, isDistinct, items, from, where, grouping, rest, having));
            }
            for (int index = 0; index < having.size(); index++) {
                List<String> rest = without(having, index);
                smaller.add(
                        new Select(head, isDistinct, items, from, where, grouping, groups, rest));
            }
            if (isDistinct) {
                smaller.add(new Select(head, false, items, from, where, grouping, groups, having));
            }
            return smaller;
        }
    }

    /// Two queries and UNION, INTERSECT or EXCEPT.
    record Combined(RandomQuery left, String operator, RandomQuery right) implements RandomQuery {
        @Override
        public String sql() {
            return "(" + left.sql() + ") " + operator + " (" + right.sql() + ")";
        }

        @Override
        public List<Type> types() {
            return left.types();
        }

        @Override
        public RandomQuery withoutColumn(int index) {
            return new Combined(left.withoutColumn(index), operator, right.withoutColumn(index));
        }

        @Override
        public List<RandomQuery> smaller() {
            List<RandomQuery> smaller = new ArrayList<>(List.of(left, right));
            smaller.addAll(withoutColumns(this));
            left.smaller().stream()
                    .filter(query -> query.types().size() == types().size())
                    .forEach(query -> smaller.add(new Combined(query, operator, right)));
            right.smaller().stream()
                    .filter(query -> query.types().size() == types().size())
                    .forEach(query -> smaller.add(new Combined(left, operator, query)));
            return smaller;
        }
    }

    /// A query ordered by all of its columns, and cut.
    ///
    /// @param directions ASC or DESC and the place of nulls, per column
    /// @param limit LIMIT and OFFSET, or nothing
    record Ordered(RandomQuery query, List<String> directions, String limit)
            implements RandomQuery {
        @Override
        public String sql() {
            String keys =
                    IntStream.range(0, directions.size())
                            .mapToObj(index -> "c" + index + " " + directions.get(index))
                            .collect(Collectors.joining(", "));
            return "SELECT * FROM (" + query.sql() + ") AS ordered ORDER BY " + keys + limit;
        }

        @Override
        public List<Type> types() {
            return query.types();
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        @Override
        public RandomQuery withoutColumn(int index) {
            RandomQuery rest = query.withoutColumn(index);
            return new Ordered(rest, directions.subList(0, rest.types().size()), limit);
        }

        @Override
        public List<RandomQuery> smaller() {
            List<RandomQuery> smaller = new ArrayList<>(List.of(query));
            smaller.addAll(withoutColumns(this));
            if (!limit.isEmpty()) {
                smaller.add(new Ordered(query, directions, ""));
            }
            query.smaller().stream()
                    .filter(rest -> rest.types().size() == directions.size())
                    .forEach(rest -> smaller.add(new Ordered(rest, directions, limit)));
            return smaller;
        }
    }
}
