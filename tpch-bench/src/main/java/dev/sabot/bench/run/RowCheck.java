package dev.sabot.bench.run;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.rows.Difference;
import dev.sabot.bench.rows.ResultRows;
import dev.sabot.bench.rows.RowComparison;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Holds Sabot's rows to those of DuckDB, which it asks once for each query.
public final class RowCheck {
    private final BenchEngine oracle;
    private final Map<Integer, ResultRows> expected = new HashMap<>();

    /// @param oracle DuckDB with the same tables
    public RowCheck(BenchEngine oracle) {
        if (oracle.kind() != EngineKind.DUCKDB) {
            throw new IllegalArgumentException(oracle.kind() + " is no oracle");
        }
        this.oracle = oracle;
    }

    /// Runs a query on both engines and compares all rows.
    public void check(TpchQuery query, BenchEngine engine) throws QueryFailure {
        ResultRows known = expected.get(query.number());
        if (known == null) {
            known = rows(query, oracle);
            expected.put(query.number(), known);
        }
        compare(query, known, rows(query, engine));
    }

    /// Compares further rows of a query that was checked before.
    void checkAgain(TpchQuery query, ResultRows actual) throws QueryFailure {
        ResultRows known = expected.get(query.number());
        if (known == null) {
            throw new IllegalStateException(query.name() + " was not checked before");
        }
        compare(query, known, actual);
    }

    static ResultRows rows(TpchQuery query, BenchEngine engine) throws QueryFailure {
        try {
            return engine.query(query.text());
        } catch (SQLException e) {
            throw QueryFailure.error(query, engine.kind(), e);
        }
    }

    private static void compare(TpchQuery query, ResultRows known, ResultRows actual)
            throws QueryFailure {
        Difference difference = RowComparison.compare(known, actual, query.orderBy());
        if (difference != null) {
            throw QueryFailure.wrongRows(query, difference);
        }
    }
}
