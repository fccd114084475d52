package dev.sabot.exec.operator.recursion;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.NestingSource;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.QueryRun;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/// Computes WITH RECURSIVE: takes the rows of the first query, then runs the step over the rows of
/// the step before until it gives none.
///
/// Every step is a run of its own within the query's run, so that it uses all threads. A step
/// starts only when all rows of the one before were asked for: `LIMIT` above ends a recursion that
/// has no end of its own. Otherwise such a recursion runs until it is cancelled, reaches its
/// timeout or its memory limit.
///
/// **Memory**: see [NewRows]; the rows of the last step besides.
///
/// **Threads**: safe.
public final class Recursion implements Breaker.ResultState {
    private final BiFunction<WorkingTable, Breaker.State, List<Pipeline>> step;
    private final WorkingTable working = new WorkingTable();
    private final NewRows rows;

    /// @param step builds the pipelines of a step that reads a table and fills a state
    public Recursion(
            PhysicalPlan.Recursion plan,
            BiFunction<WorkingTable, Breaker.State, List<Pipeline>> step,
            QueryContext context) {
        this.step = step;
        this.rows = new NewRows(plan.schema().types(), plan.isAll(), context);
    }

    @Override
    public Breaker.Local openLocal(TaskContext context) {
        return new Collecting();
    }

    @Override
    public List<Runnable> finish() {
        working.replace(rows.take());
        return List.of();
    }

    @Override
    public PipelineSource result() {
        return new Result();
    }

    @Override
    public void close() {
        rows.close();
        working.close();
    }

    private final class Collecting implements Breaker.Local {
        @Override
        public Progress sink(StreamElement element) {
            if (element instanceof StreamElement.Data(Batch batch)) {
                try (batch) {
                    rows.add(batch);
                }
            }
            return Progress.NEED_INPUT;
        }

        @Override
        public void combine() {}

        @Override
        public void close() {}
    }

    /// Takes the rows of one step; the recursion outlives it.
    private final class StepState implements Breaker.State {
        @Override
        public Breaker.Local openLocal(TaskContext context) {
            return new Collecting();
        }

        @Override
        public List<Runnable> finish() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private final class Result implements NestingSource {
        private @Nullable QueryRun run;

        @Override
        public void attach(QueryRun owner) {
            run = owner;
        }

        @Override
        public int maxTasks() {
            return 1;
        }

        @Override
        public Reader openReader(TaskContext context) {
            return new ResultReader(Objects.requireNonNull(run));
        }

        @Override
        public String name() {
            return "Recursion";
        }

        @Override
        public void close() {}
    }

    /// Gives the rows at hand, then those of one step after the other.
    private final class ResultReader implements PipelineSource.Reader {
        private final QueryRun run;
        private @Nullable CompletableFuture<@Nullable Void> running;
        private int next;
        private boolean isFinished;

        ResultReader(QueryRun run) {
            this.run = run;
        }

        @Override
        public @Nullable StreamElement next() {
            CompletableFuture<@Nullable Void> current = running;
            if (current != null) {
                if (!current.isDone()) {
                    return null;
                }
                endStep(current);
            }
            Batch batch = working.batch(next);
            if (batch != null) {
                next++;
                return new StreamElement.Data(batch);
            }
            if (working.size() == 0) {
                isFinished = true;
            } else {
                running = run.startNested(step.apply(working, new StepState()));
            }
            return null;
        }

        private void endStep(CompletableFuture<@Nullable Void> ended) {
            running = null;
            next = 0;
            try {
                ended.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
            working.replace(new ArrayList<>(rows.take()));
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public CompletableFuture<@Nullable Void> whenReady() {
            CompletableFuture<@Nullable Void> current = running;
            return current == null
                    ? CompletableFuture.completedFuture(null)
                    : current.handle((_, _) -> null);
        }

        @Override
        public void close() {}
    }
}
