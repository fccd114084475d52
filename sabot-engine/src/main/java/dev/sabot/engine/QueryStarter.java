package dev.sabot.engine;

import dev.sabot.exec.exchange.ResultExchange;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineBuilder;
import dev.sabot.exec.pipeline.QueryRun;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.pipeline.TaskScheduler;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanCodec;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Turns physical plans into running queries.
final class QueryStarter {
    /// The bytes of results that may wait for a reader.
    private static final long RESULT_CREDIT_BYTES = 32L << 20;

    static final Schema COUNT_SCHEMA = Schema.of(new Field("Count", DataType.BIGINT, false));

    private final IntFunction<TaskScheduler> schedulers;
    private final EngineClock clock;
    private final RunningQueries running;

    QueryStarter(IntFunction<TaskScheduler> schedulers, EngineClock clock, RunningQueries running) {
        this.schedulers = schedulers;
        this.clock = clock;
        this.running = running;
    }

    /// What happens beside the rows.
    ///
    /// @param succeeded run before the reader sees the end, or null
    /// @param failed run when the statement ends with an error, or null
    record Effects(List<String> notices, @Nullable Runnable succeeded, @Nullable Runnable failed) {
        static final Effects NONE = new Effects(List.of(), null, null);
    }

    /// Runs a plan; its result has the plan's columns under the names of the schema.
    Query start(
            Query.Kind kind,
            PhysicalPlan plan,
            Schema schema,
            StatementContext context,
            Effects effects) {
        PhysicalPlan runnable = plan;
        if ("true".equals(context.setting(Setting.PLAN_CODEC.key()))) {
            runnable = PlanCodec.decode(PlanCodec.encode(plan));
        }
        boolean showsChanges = !(runnable.properties().changeMode() instanceof ChangeMode.Append);
        ResultExchange result = new ResultExchange(context, RESULT_CREDIT_BYTES, showsChanges);
        List<Pipeline> pipelines = PipelineBuilder.build(runnable, result, context);
        QueryRun run = new QueryRun(context, schedulers.apply(context.threads()), clock, pipelines);
        Query query = new Query(kind, schema, context, run, result, effects);
        running.add(run, result);
        run.start();
        return query;
    }

    /// Gives rows already at hand as a result.
    Query rows(
            Schema schema,
            List<List<@Nullable Object>> rows,
            StatementContext context,
            Effects effects) {
        return start(Query.Kind.ROWS, values(schema, rows), schema, context, effects);
    }

    /// Gives a count already known as a result.
    Query count(long count, StatementContext context, List<String> notices) {
        List<List<@Nullable Object>> rows = List.of(List.of(count));
        return start(
                Query.Kind.COUNT,
                values(COUNT_SCHEMA, rows),
                COUNT_SCHEMA,
                context,
                new Effects(notices, null, null));
    }

    private static PhysicalPlan values(Schema schema, List<List<@Nullable Object>> rows) {
        List<List<Literal>> literals = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<Literal> converted = new ArrayList<>();
            for (int index = 0; index < row.size(); index++) {
                converted.add(new Literal(row.get(index), schema.type(index)));
            }
            literals.add(converted);
        }
        return new PhysicalPlan.Values(literals, PlanProperties.bounded(schema, rows.size()));
    }
}
