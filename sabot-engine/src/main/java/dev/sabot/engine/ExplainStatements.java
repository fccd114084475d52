package dev.sabot.engine;

import dev.sabot.batch.Batch;
import dev.sabot.engine.QueryStarter.Effects;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.exchange.ResultExchange;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineBuilder;
import dev.sabot.exec.pipeline.PipelineMetrics;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.planner.PlannedQuery;
import dev.sabot.planner.physical.Explain;
import dev.sabot.planner.physical.StateText;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.ExplainStatement;
import dev.sabot.sql.statement.ExplainStatement.Stage;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.UpdateStatement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Answers EXPLAIN: the text of each stage of a plan, or what running it took.
final class ExplainStatements {
    private final Session session;
    private final QueryPlanning queries;

    ExplainStatements(Session session, QueryPlanning queries) {
        this.session = session;
        this.queries = queries;
    }

    Work plan(ExplainStatement explain, StatementContext context) {
        PlannedQuery planned = planned(explain.statement(), context);
        Set<Stage> stages = explain.stages().isEmpty() ? Set.of(Stage.PHYSICAL) : explain.stages();
        return new Work(
                Query.Kind.ROWS,
                SystemTables.text("stage", "plan"),
                planned.parameterTypes(),
                run -> start(stages, planned, run));
    }

    private PlannedQuery planned(Statement statement, StatementContext context) {
        return switch (statement) {
            case QueryStatement _, InsertStatement _, UpdateStatement _, DeleteStatement _ ->
                    queries.plan(statement, context);
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            statement.position(),
                            "only queries, INSERT, UPDATE and DELETE have a plan to explain");
        };
    }

    private Query start(Set<Stage> stages, PlannedQuery planned, StatementContext context) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (stages.contains(Stage.LOGICAL)) {
            add(rows, Stage.LOGICAL, planned.logicalText());
        }
        if (stages.contains(Stage.PHYSICAL)) {
            add(rows, Stage.PHYSICAL, Explain.physical(planned.plan()));
        }
        if (stages.contains(Stage.PIPELINE)) {
            add(rows, Stage.PIPELINE, pipelines(planned, context));
        }
        if (stages.contains(Stage.STATE)) {
            add(rows, Stage.STATE, StateText.of(planned.plan()));
        }
        StatementContext output = context;
        if (stages.contains(Stage.ANALYZE)) {
            planned.requireEnd(
                    "EXPLAIN ANALYZE",
                    "EXPLAIN (PHYSICAL, STATE) shows the plan, SHOW JOBS what jobs do");
            output = session.newContext(0);
            add(rows, Stage.ANALYZE, analyze(planned, context));
        }
        return session.starter()
                .rows(SystemTables.text("stage", "plan"), rows, output, Effects.NONE);
    }

    private static void add(List<List<@Nullable Object>> rows, Stage stage, String text) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        for (String line : text.stripTrailing().split("\n", -1)) {
            rows.add(Arrays.asList(name, line));
        }
    }

    private static String pipelines(PlannedQuery planned, StatementContext context) {
        ResultExchange result = new ResultExchange(context, Long.MAX_VALUE);
        List<Pipeline> pipelines = PipelineBuilder.build(planned.plan(), result, context);
        StringBuilder text = new StringBuilder();
        for (Pipeline pipeline : pipelines) {
            text.append(describe(pipeline)).append('\n');
        }
        Set<Pipeline.Target> targets = new HashSet<>();
        for (Pipeline pipeline : pipelines) {
            close(pipeline.source());
            if (targets.add(pipeline.target())) {
                close(pipeline.target().state());
            }
        }
        return text.toString();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new SabotException(ErrorCode.INTERNAL, "a bug: close failed: " + e, e);
        }
    }

    private static String describe(Pipeline pipeline) {
        String operators =
                pipeline.operators().stream()
                        .map(Operator::name)
                        .map(name -> " -> " + name)
                        .collect(Collectors.joining());
        String after =
                pipeline.dependencies().isEmpty()
                        ? ""
                        : pipeline.dependencies().stream()
                                .map(Pipeline.Target::name)
                                .collect(Collectors.joining(", ", ", after ", ""));
        return pipeline
                + ": "
                + pipeline.source().name()
                + operators
                + " => "
                + pipeline.target().name()
                + after;
    }

    /// Runs the statement, drops its rows and tells what each step did.
    private String analyze(PlannedQuery planned, StatementContext context) {
        Query query =
                session.starter()
                        .start(
                                Query.Kind.ROWS,
                                planned.plan(),
                                planned.output(),
                                context,
                                Effects.NONE);
        long rows = 0;
        try (query) {
            Batch batch = query.next();
            while (batch != null) {
                rows += batch.numRows();
                query.release(batch);
                batch = query.next();
            }
            StringBuilder text = new StringBuilder();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%d rows in %.3f ms, peak memory %.1f MiB, planned in %.3f ms%n",
                            rows,
                            (double) query.elapsedMillis(),
                            query.peakBytes() / 1048576.0,
                            planned.planningNanos() / 1e6));
            for (Pipeline pipeline : query.pipelines()) {
                text.append(describe(pipeline)).append('\n');
                for (PipelineMetrics.Step step : pipeline.metrics().steps()) {
                    text.append(
                            String.format(
                                    Locale.ROOT,
                                    "    %-40s %,14d rows %,8d batches %10.3f ms%n",
                                    step.name(),
                                    step.rows().sum(),
                                    step.batches().sum(),
                                    step.nanos().sum() / 1e6));
                }
            }
            return text.toString();
        }
    }
}
