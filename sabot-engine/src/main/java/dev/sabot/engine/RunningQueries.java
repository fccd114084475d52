package dev.sabot.engine;

import dev.sabot.exec.exchange.ResultExchange;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.QueryRun;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Knows the queries of an engine that have not ended, or whose rows are still being read.
///
/// **Threads**: safe.
final class RunningQueries {
    private final Set<Running> queries = ConcurrentHashMap.newKeySet();

    private record Running(QueryRun run, ResultExchange result) {}

    /// Notes a query before it starts.
    void add(QueryRun run, ResultExchange result) {
        queries.removeIf(known -> known.result.isOver());
        queries.add(new Running(run, result));
    }

    /// Waits until no query moves: what one has written may have set another going, so all are
    /// looked at until none has moved meanwhile.
    boolean awaitQuiet(long timeoutMillis, EngineClock clock) throws InterruptedException {
        long deadline = clock.monotonicNanos() + timeoutMillis * 1_000_000L;
        while (true) {
            for (Running query : List.copyOf(queries)) {
                if (!query.run.awaitQuiet(left(deadline, clock))
                        || !query.result.awaitDrained(left(deadline, clock))) {
                    return false;
                }
            }
            boolean isQuiet = true;
            for (Running query : queries) {
                isQuiet &= query.run.awaitQuiet(0) && query.result.awaitDrained(0);
            }
            if (isQuiet) {
                return true;
            }
        }
    }

    private static long left(long deadline, EngineClock clock) {
        return Math.max(0, (deadline - clock.monotonicNanos()) / 1_000_000L);
    }
}
