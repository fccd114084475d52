package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.SabotErrors;
import dev.sabot.jdbc.SqlPosition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Asks random queries of random tables, under random configurations, and compares with DuckDB.
///
/// `-Drandom.queries=5000 -Drandom.seed=7` asks more, or others; the seed is printed with every
/// failure. A query that DuckDB refuses is left out and counted.
class RandomQueryTest {
    private static final int DEFAULT_QUERIES = 150;
    private static final long DEFAULT_SEED = 20260101;
    private static final int QUERIES_PER_TABLES = 75;
    private static final int MAX_FAILURES = 20;
    private static final double MAX_REFUSED = 0.1;
    private static final String BUG = "INTERNAL";

    /// What a mismatch is, so that a smaller query can be seen to fail in the same way.
    ///
    /// @param kind the error's code, or `rows`
    private record Mismatch(String kind, String detail) {}

    private final List<String> failures = new ArrayList<>();
    private int refused;

    @Test
    void answersAreThoseOfDuckDb() throws SQLException {
        int queries = Integer.getInteger("random.queries", DEFAULT_QUERIES);
        long seed = Long.getLong("random.seed", DEFAULT_SEED);
        System.out.println("random queries: " + queries + ", seed " + seed);
        for (int first = 0; first < queries; first += QUERIES_PER_TABLES) {
            run(seed + first, Math.min(QUERIES_PER_TABLES, queries - first));
        }
        System.out.println(refused + " queries refused by DuckDB");
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
        assertTrue(refused <= MAX_REFUSED * queries, refused + " queries refused by DuckDB");
    }

    private void run(long seed, int queries) throws SQLException {
        Random random = new Random(seed);
        RandomQueryTables tables = new RandomQueryTables(random);
        RandomQueryGenerator generator = new RandomQueryGenerator(random, tables);
        try (Connection sabot = DriverManager.getConnection("jdbc:sabot:");
                Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(sabot, tables.statements());
            execute(duckdb, tables.statements());
            RunConfiguration[] configurations = RunConfiguration.values();
            for (int index = 0; index < queries && failures.size() < MAX_FAILURES; index++) {
                RunConfiguration configuration =
                        configurations[random.nextInt(configurations.length)];
                execute(sabot, List.of("RESET ALL"));
                execute(sabot, configuration.statements());
                RandomQuery query = generator.next();
                Mismatch mismatch = mismatch(sabot, duckdb, query);
                if (mismatch != null) {
                    RandomQuery small = minimized(sabot, duckdb, query, mismatch.kind());
                    Mismatch last = mismatch(sabot, duckdb, small);
                    failures.add(
                            "-Drandom.seed="
                                    + seed
                                    + " query "
                                    + index
                                    + " under "
                                    + configuration
                                    + ": "
                                    + (last == null ? mismatch : last).detail()
                                    + "\n"
                                    + small.sql());
                }
            }
        }
    }

    private static void execute(Connection connection, List<String> statements)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private @Nullable Mismatch mismatch(Connection sabot, Connection duckdb, RandomQuery query) {
        RandomQueryAnswer expected = RandomQueryAnswer.of(duckdb, query);
        RandomQueryAnswer given = RandomQueryAnswer.of(sabot, query);
        refused += expected.error() == null ? 0 : 1;
        SQLException error = given.error();
        if (error != null) {
            SqlPosition position = SabotErrors.position(error);
            String code =
                    position == null ? String.valueOf(error.getSQLState()) : position.codeName();
            return expected.error() == null || code.equals(BUG)
                    ? new Mismatch(code, String.valueOf(error.getMessage()))
                    : null;
        }
        if (expected.error() != null) {
            return null;
        }
        String difference = given.difference(expected, query.types());
        return difference == null ? null : new Mismatch("rows", difference);
    }

    /// Takes parts away as long as the query still fails in the same way.
    private RandomQuery minimized(
            Connection sabot, Connection duckdb, RandomQuery query, String kind) {
        int refusedBefore = refused;
        RandomQuery smallest = query;
        boolean isSmaller = true;
        while (isSmaller) {
            isSmaller = false;
            for (RandomQuery candidate : smallest.smaller()) {
                Mismatch mismatch = mismatch(sabot, duckdb, candidate);
                if (mismatch != null && mismatch.kind().equals(kind)) {
                    smallest = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }
        refused = refusedBefore;
        return smallest;
    }
}
