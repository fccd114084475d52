package dev.sabot.bench.run;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.rows.Difference;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// A query that an engine could not answer, or answered wrongly.
public final class QueryFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    private QueryFailure(String text, @Nullable SQLException cause) {
        super(text, cause);
        this.text = text;
    }

    /// Returns what the user is told.
    public String text() {
        return text;
    }

    static QueryFailure error(TpchQuery query, EngineKind engine, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : " (SQLSTATE " + cause.getSQLState() + ")";
        return new QueryFailure(
                query.name() + " fails on " + engine + ": " + cause.getMessage() + state, cause);
    }

    static QueryFailure wrongRows(TpchQuery query, Difference difference) {
        return new QueryFailure(
                "%s has wrong rows: %s: %s has %s, %s has %s"
                        .formatted(
                                query.name(),
                                difference.place(),
                                EngineKind.SABOT,
                                difference.actual(),
                                EngineKind.DUCKDB,
                                difference.expected()),
                null);
    }
}
