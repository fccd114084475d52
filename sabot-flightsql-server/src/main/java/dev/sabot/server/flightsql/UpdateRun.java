package dev.sabot.server.flightsql;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.session.ClientSession;

import java.util.ArrayList;
import java.util.List;

/// Runs a statement that gives a count, once per row of values.
final class UpdateRun {
    private final ServerContext server;
    private final ClientSession.Running call;
    private final long timeoutMillis;
    private final List<Long> counts = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    UpdateRun(ServerContext server, ClientSession.Running call, long timeoutMillis) {
        this.server = server;
        this.call = call;
        this.timeoutMillis = timeoutMillis;
    }

    /// Runs the statement with each row of values and returns the sum of the counts.
    ///
    /// **Errors**: those of the statement; as a [RowFailure] when there are several rows.
    long runAll(PreparedStatement statement, List<List<Literal>> rows) {
        if (statement.kind() != Query.Kind.COUNT) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the statement gives rows, not a count; execute it as a query");
        }
        long sum = 0;
        for (List<Literal> values : rows) {
            try {
                long count = run(statement, values);
                counts.add(count);
                sum += count;
            } catch (SabotException e) {
                if (rows.size() > 1) {
                    throw new RowFailure(e, counts);
                }
                throw e;
            }
        }
        return sum;
    }

    private long run(PreparedStatement statement, List<Literal> values) {
        if (call.isCancelled()) {
            throw new SabotException(ErrorCode.CANCELLED, "the statement was cancelled");
        }
        server.metrics().update();
        try (Query query = statement.execute(values, timeoutMillis)) {
            call.follow(query);
            long count = query.count();
            notices.addAll(query.notices());
            return count;
        }
    }

    /// Returns the count of each row.
    List<Long> counts() {
        return List.copyOf(counts);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }
}
