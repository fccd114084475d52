package dev.sabot.engine;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.exchange.ResultExchange;
import dev.sabot.exec.operator.scan.StreamScan;
import dev.sabot.exec.operator.scan.TableScan;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineBuilder;
import dev.sabot.exec.pipeline.QueryRun;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// A running statement: batches of a result, or the number of rows it changed.
///
/// **Ownership**: batches belong to whoever took them and stay readable after [#close()]; the
/// statement's memory is given back when the query is closed and the last batch is.
///
/// **Threads**: one thread reads; any may cancel or ask for progress.
public final class Query implements AutoCloseable {
    private final Schema schema;
    private final Kind kind;
    private final StatementContext context;
    private final QueryRun run;
    private final ResultExchange result;
    private final QueryStarter.Effects effects;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> ended;
    private int batchesOut;
    private boolean isClosed;
    private boolean isFreed;

    /// Whether a statement gives rows or a count.
    public enum Kind {
        ROWS,
        COUNT
    }

    Query(
            Kind kind,
            Schema schema,
            StatementContext context,
            QueryRun run,
            ResultExchange result,
            QueryStarter.Effects effects) {
        this.kind = kind;
        this.schema = schema;
        this.context = context;
        this.run = run;
        this.result = result;
        this.effects = effects;
        this.ended =
                run.completion()
                        .whenComplete((_, error) -> {
                            result.end(applyEffects(error));
                            free();
                        });
    }

    /// Runs what was to happen at the end and returns the error the reader is to see, or null.
    private @Nullable SabotException applyEffects(@Nullable Throwable error) {
        Throwable seen = error;
        if (seen == null && effects.succeeded() != null) {
            try {
                effects.succeeded().run();
            } catch (RuntimeException e) {
                seen = e;
            }
        }
        if (seen == null) {
            return null;
        }
        if (effects.failed() != null) {
            effects.failed().run();
        }
        return asSabotException(seen);
    }

    private static SabotException asSabotException(Throwable error) {
        return error instanceof SabotException known
                ? known
                : new SabotException(ErrorCode.INTERNAL, "a bug: " + error, error);
    }

    public Kind kind() {
        return kind;
    }

    /// Returns the columns of the result; of the count, one BIGINT.
    public Schema schema() {
        return schema;
    }

    /// Returns what the statement has to say beside its result.
    public List<String> notices() {
        return effects.notices();
    }

    /// Returns the next batch, owned by the caller until [#release], waiting for it; null at the
    /// end.
    ///
    /// **Errors**: that of the statement.
    public @Nullable Batch next() {
        return give(result::take);
    }

    /// As [#next()], but null also when no batch comes within some milliseconds; errors are left
    /// to [#next()]. For readers that join small batches.
    public @Nullable Batch poll(long timeoutMillis) {
        return give(() -> result.poll(timeoutMillis));
    }

    /// Says whether [#next()] will answer at once, with the end or an error.
    public boolean isDrained() {
        return result.isDrained();
    }

    /// Waits for a batch.
    private interface Wait {
        @Nullable Batch forBatch() throws InterruptedException;
    }

    private @Nullable Batch give(Wait wait) {
        try {
            Batch batch = wait.forBatch();
            if (batch != null) {
                synchronized (this) {
                    batchesOut++;
                }
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            throw new SabotException(
                    ErrorCode.CANCELLED, "the thread that read the result was interrupted", e);
        }
    }

    /// Takes a batch back that [#next()] gave.
    public void release(Batch batch) {
        batch.close();
        synchronized (this) {
            batchesOut--;
        }
        free();
    }

    /// Waits for the end of a statement of kind COUNT and returns the number of rows it changed.
    public long count() {
        long count = 0;
        Batch batch = next();
        while (batch != null) {
            for (int row = 0; row < batch.numRows(); row++) {
                count += batch.column(0).getLong(row);
            }
            release(batch);
            batch = next();
        }
        return count;
    }

    /// Returns the share of the tables' splits that has been read, 0 to 1, or -1 when nothing is
    /// known.
    public double fractionDone() {
        double sum = 0;
        int scans = 0;
        for (Pipeline pipeline : run.pipelines()) {
            if (pipeline.source() instanceof TableScan scan) {
                sum += scan.fractionDone();
                scans++;
            }
        }
        return scans == 0 ? -1 : sum / scans;
    }

    /// Returns the rows the sources of the statement have given so far.
    public long rowsRead() {
        long rows = 0;
        for (Pipeline pipeline : run.pipelines()) {
            if (isScan(pipeline)) {
                rows += pipeline.metrics().steps().get(0).rows().sum();
            }
        }
        return rows;
    }

    private static boolean isScan(Pipeline pipeline) {
        return pipeline.source() instanceof TableScan || pipeline.source() instanceof StreamScan;
    }

    /// Returns the rows the statement has handed to a table so far.
    public long rowsWritten() {
        long rows = 0;
        for (Pipeline pipeline : run.pipelines()) {
            if (pipeline.target().name().equals(PipelineBuilder.WRITER)) {
                rows += pipeline.metrics().steps().getLast().rows().sum();
            }
        }
        return rows;
    }

    /// Returns the rows that came after their windows were given, one per row and window.
    public long lateRows() {
        return run.pipelines().stream().mapToLong(p -> p.metrics().lateRows().sum()).sum();
    }

    /// Returns the event time the statement has come to, or null when it has none yet.
    public @Nullable Long watermarkMicros() {
        Long least = null;
        for (Pipeline pipeline : run.pipelines()) {
            Long watermark = pipeline.metrics().watermarks().least();
            if (watermark != null
                    && watermark != StreamElement.END_OF_TIME
                    && pipeline.source() instanceof StreamScan) {
                least = least == null ? watermark : Long.valueOf(Math.min(least, watermark));
            }
        }
        return least;
    }

    /// Returns how far the event time is behind the clock, 0 without one.
    public long lagMillis() {
        Long watermark = watermarkMicros();
        return watermark == null ? 0 : (context.nowMicros() - watermark) / 1_000L;
    }

    /// Says whether the statement runs until it is cancelled.
    public boolean isUnbounded() {
        return run.pipelines().stream().anyMatch(p -> p.source() instanceof StreamScan);
    }

    /// Runs an action when the statement ends, with its error or null.
    void whenEnded(Consumer<@Nullable SabotException> action) {
        var _ =
                ended.whenComplete((_, error) -> {
                    Throwable cause =
                            error instanceof CompletionException wrapped
                                    ? wrapped.getCause()
                                    : error;
                    action.accept(cause == null ? null : asSabotException(cause));
                });
    }

    public long elapsedMillis() {
        return context.cancellation().elapsedNanos() / 1_000_000L;
    }

    /// Lends the pipelines, for EXPLAIN ANALYZE.
    List<Pipeline> pipelines() {
        return run.pipelines();
    }

    /// Returns the most memory the statement has used so far, in bytes.
    long peakBytes() {
        return context.memory().peakBytes();
    }

    /// Runs an action once the statement's memory is free.
    synchronized void whenClosed(Runnable action) {
        whenClosed.add(action);
    }

    /// Asks the statement to end with CANCELLED; returns at once.
    public void cancel() {
        run.cancel();
    }

    /// Cancels what still runs and waits until no thread works for the statement any more.
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        if (!run.completion().isDone()) {
            run.cancel();
        }
        result.abandon();
        try {
            ended.join();
        } catch (CompletionException | java.util.concurrent.CancellationException _) {
            // The error was, or would have been, the reader's.
        }
        result.abandon();
        free();
    }

    private void free() {
        List<Runnable> actions;
        synchronized (this) {
            if (isFreed || !isClosed || batchesOut > 0 || !run.completion().isDone()) {
                return;
            }
            isFreed = true;
            actions = List.copyOf(whenClosed);
        }
        try {
            context.close();
        } finally {
            actions.forEach(Runnable::run);
        }
    }
}
