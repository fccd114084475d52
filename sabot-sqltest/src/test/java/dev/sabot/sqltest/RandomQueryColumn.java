package dev.sabot.sqltest;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A typed piece of a random query: a column, or any expression over columns.
record RandomQueryColumn(String sql, Type type) {
    /// What an expression gives. BIGINT holds extremes, so no arithmetic is done on it.
    enum Type {
        INTEGER("INTEGER"),
        BIGINT("BIGINT"),
        DECIMAL("DECIMAL(9, 2)"),
        DOUBLE("DOUBLE"),
        TEXT("VARCHAR"),
        DATE("DATE"),
        BOOLEAN("BOOLEAN");

        private static final List<Type> ALL = List.of(values());

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        static Type any(Random random) {
            return ALL.get(random.nextInt(ALL.size()));
        }

        /// Returns the type's name in SQL.
        String sql() {
            return sql;
        }

        /// Returns a literal; the few values of small ones make equal values likely.
        String literal(Random random) {
            return switch (this) {
                case INTEGER -> whole(random.nextInt(6) == 0 ? 1000 : 7, random);
                case BIGINT -> BIG.get(random.nextInt(BIG.size()));
                case DECIMAL ->
                        String.format(Locale.ROOT, "(%.2f)", (random.nextInt(2000) - 1000) / 100.0);
                // Quarters, whose sums and products are exact in any order.
                case DOUBLE ->
                        String.format(Locale.ROOT, "(%.2fe0)", (random.nextInt(200) - 100) / 4.0);
                case TEXT -> "'" + TEXTS.get(random.nextInt(TEXTS.size())) + "'";
                case DATE -> "DATE '" + DATES.get(random.nextInt(DATES.size())) + "'";
                case BOOLEAN -> random.nextBoolean() ? "TRUE" : "FALSE";
            };
        }

        private static String whole(int bound, Random random) {
            return "(" + (random.nextInt(2 * bound + 1) - bound) + ")";
        }
    }

    private static final List<String> BIG =
            List.of(
                    "9223372036854775807",
                    "(-9223372036854775807)",
                    "9223372036854775806",
                    "4294967296",
                    "(-2147483649)",
                    "CAST(0 AS BIGINT)",
                    "CAST(1 AS BIGINT)",
                    "CAST(-1 AS BIGINT)");
    private static final List<String> TEXTS =
            List.of(
                    "", " ", "a", "b", "ab", "abc", "B", "Zeta", "é", "aé日", "a b ", "%", "x_y",
                    "0");
    private static final List<String> DATES =
            List.of(
                    "1969-12-31",
                    "1970-01-01",
                    "2000-02-29",
                    "2023-12-31",
                    "2024-01-01",
                    "2024-02-29",
                    "0001-01-01",
                    "9999-12-31");
}
