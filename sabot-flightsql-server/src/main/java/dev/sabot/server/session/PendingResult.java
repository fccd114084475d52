package dev.sabot.server.session;

import dev.sabot.batch.Batch;
import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.exec.expression.Expression.Literal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a ticket stands for until it is fetched.
public sealed interface PendingResult {
    /// Frees what the result holds.
    void discard();

    /// A query that was planned and runs when it is fetched, once per row of values.
    ///
    /// @param timeoutMillis of the statement, 0 for the session's
    /// @param batchRows the most rows in a batch
    record Planned(
            PreparedStatement statement,
            List<List<Literal>> rows,
            long timeoutMillis,
            int batchRows)
            implements PendingResult {
        @Override
        public void discard() {}
    }

    /// A query that runs already; the first batches were taken from it.
    record Started(Query query, List<Batch> taken, int batchRows) implements PendingResult {
        @Override
        public void discard() {
            taken.forEach(query::release);
            query.close();
        }
    }

    /// A description that is being made: of a statement that runs before it can be described.
    record Described(CompletableFuture<?> description, Runnable canceller)
            implements PendingResult {
        @Override
        public void discard() {
            canceller.run();
        }
    }

    /// The number of rows a statement changed.
    record Count(long rows) implements PendingResult {
        @Override
        public void discard() {}
    }
}
