package dev.sabot.bench.run;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.measure.Times;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.rows.ResultRows;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Times queries, the engines taking turns run by run, so that what else the machine does hits all
/// of them alike.
///
/// Rows that were checked before are checked again after every run, outside of its time.
public final class QueryTiming {
    private final Setup setup;
    private final List<BenchEngine> engines;
    private final @Nullable RowCheck check;
    private final BenchOutput output;

    /// @param check null when rows are not checked
    public QueryTiming(
            Setup setup, List<BenchEngine> engines, @Nullable RowCheck check, BenchOutput output) {
        this.setup = setup;
        this.engines = List.copyOf(engines);
        this.check = check;
        this.output = output;
    }

    /// Runs each query the number of warm-up times, all queries in turn.
    public void warmUpAll(List<TpchQuery> queries) throws QueryFailure {
        for (int run = 0; run < setup.warmUps(); run++) {
            for (TpchQuery query : queries) {
                warmUp(query);
            }
        }
    }

    /// Warms up one query and times its runs.
    public QueryFigures warmUpAndTime(TpchQuery query) throws QueryFailure {
        for (int run = 0; run < setup.warmUps(); run++) {
            warmUp(query);
        }
        return time(query);
    }

    /// Times the runs of a query.
    public QueryFigures time(TpchQuery query) throws QueryFailure {
        Map<EngineKind, Stopwatch> watches = new EnumMap<>(EngineKind.class);
        for (int run = 1; run <= setup.runs(); run++) {
            int number = run;
            output.progress(() -> query.name() + ": run " + number + " of " + setup.runs());
            for (BenchEngine engine : engines) {
                Stopwatch watch = watches.computeIfAbsent(engine.kind(), _ -> new Stopwatch());
                time(query, engine, watch);
            }
        }
        Map<EngineKind, Times> times = new EnumMap<>(EngineKind.class);
        watches.forEach((kind, watch) -> times.put(kind, watch.times()));
        return new QueryFigures(query, times);
    }

    private void warmUp(TpchQuery query) throws QueryFailure {
        output.progress(() -> query.name() + ": warming up");
        for (BenchEngine engine : engines) {
            time(query, engine, new Stopwatch());
        }
    }

    private void time(TpchQuery query, BenchEngine engine, Stopwatch watch) throws QueryFailure {
        watch.start();
        ResultRows rows = RowCheck.rows(query, engine);
        watch.stop();
        if (check != null && engine.kind() == EngineKind.SABOT) {
            check.checkAgain(query, rows);
        }
    }
}
