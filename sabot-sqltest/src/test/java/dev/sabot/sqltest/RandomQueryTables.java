package dev.sabot.sqltest;

import dev.sabot.sqltest.RandomQueryColumn.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random tables, as statements that both engines run.
///
/// Every table has the same columns: a unique `id`, a skewed `k` with few values, and columns of
/// each type with nulls. One table is empty, one has a few rows, and one, which no join reads,
/// spans batches of every size.
final class RandomQueryTables {
    /// A table and what may be asked of it.
    record Table(String name, int rows) {}

    /// The columns of every table; the first is unique and never null.
    static final List<RandomQueryColumn> COLUMNS =
            List.of(
                    new RandomQueryColumn("id", Type.INTEGER),
                    new RandomQueryColumn("k", Type.INTEGER),
                    new RandomQueryColumn("i", Type.INTEGER),
                    new RandomQueryColumn("b", Type.BIGINT),
                    new RandomQueryColumn("d", Type.DECIMAL),
                    new RandomQueryColumn("f", Type.DOUBLE),
                    new RandomQueryColumn("s", Type.TEXT),
                    new RandomQueryColumn("u", Type.TEXT),
                    new RandomQueryColumn("dt", Type.DATE),
                    new RandomQueryColumn("o", Type.BOOLEAN));

    private static final int ROWS_PER_INSERT = 100;
    private static final double[] NULLS = {0, 0.05, 0.3, 0.6};
    private static final Table LARGE = new Table("large", 10_000);

    private final Random random;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    RandomQueryTables(Random random) {
        this.random = random;
        add("t0", 0);
        add("t1", 1 + random.nextInt(6));
        add("t2", 20 + random.nextInt(40));
        add("t3", 150 + random.nextInt(250));
        statements.add(
                "CREATE OR REPLACE TABLE large AS SELECT x.id * 100 + y.id AS id, y.k, x.i, x.b,"
                        + " y.d, x.f, y.s, x.u, y.dt, x.o FROM t3 AS x CROSS JOIN t2 AS y");
    }

    /// Returns the table that is too large for joins.
    Table large() {
        return LARGE;
    }

    List<Table> tables() {
        return tables;
    }

    /// Returns the statements that make and fill the tables.
    List<String> statements() {
        return statements;
    }

    private void add(String name, int rows) {
        tables.add(new Table(name, rows));
        StringBuilder create = new StringBuilder("CREATE OR REPLACE TABLE " + name + " (");
        for (RandomQueryColumn column : COLUMNS) {
            create.append(column == COLUMNS.getFirst() ? "" : ", ")
                    .append(column.sql())
                    .append(' ')
                    .append(column.type().sql());
        }
        statements.add(create.append(')').toString());
        double nulls = NULLS[random.nextInt(NULLS.length)];
        for (int start = 0; start < rows; start += ROWS_PER_INSERT) {
            List<String> values = new ArrayList<>();
            for (int id = start; id < Math.min(rows, start + ROWS_PER_INSERT); id++) {
                values.add(row(id, nulls));
            }
            statements.add("INSERT INTO " + name + " VALUES " + String.join(", ", values));
        }
    }

    private String row(int id, double nulls) {
        List<String> values = new ArrayList<>();
        values.add(Integer.toString(id));
        for (RandomQueryColumn column : COLUMNS.subList(1, COLUMNS.size())) {
            boolean isNull = random.nextDouble() < (column.sql().equals("k") ? 0.1 : nulls);
            values.add(isNull ? "CAST(NULL AS " + column.type().sql() + ")" : value(column));
        }
        return "(" + String.join(", ", values) + ")";
    }

    private String value(RandomQueryColumn column) {
        return switch (column.sql()) {
            // Half of the rows share one key.
            case "k" -> random.nextBoolean() ? "1" : Integer.toString(random.nextInt(6));
            case "u" -> "'u" + random.nextInt(1000) + "'";
            default -> column.type().literal(random);
        };
    }
}
