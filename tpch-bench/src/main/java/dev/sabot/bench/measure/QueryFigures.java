package dev.sabot.bench.measure;

import dev.sabot.bench.query.TpchQuery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The times of a query on every engine measured.
public record QueryFigures(TpchQuery query, Map<EngineKind, Times> times) {

    public QueryFigures {
        times = new EnumMap<>(times);
    }

    /// **Errors**: IllegalArgumentException when the engine was not measured.
    public Times of(EngineKind kind) {
        Times found = times.get(kind);
        if (found == null) {
            throw new IllegalArgumentException(kind + " was not measured");
        }
        return found;
    }

    /// Returns Sabot's median as a multiple of DuckDB's, when both were measured.
    public OptionalDouble ratio() {
        Times sabot = times.get(EngineKind.SABOT);
        Times peer = times.get(EngineKind.DUCKDB);
        return sabot == null || peer == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(sabot.median() / peer.median());
    }

    /// Returns the geometric mean of a figure of all queries.
    public static double geometricMean(
            List<QueryFigures> all, ToDoubleFunction<QueryFigures> figure) {
        return Math.exp(
                all.stream()
                        .mapToDouble(query -> Math.log(figure.applyAsDouble(query)))
                        .average()
                        .orElseThrow());
    }
}
