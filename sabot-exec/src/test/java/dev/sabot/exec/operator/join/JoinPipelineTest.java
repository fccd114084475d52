package dev.sabot.exec.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Batch;
import dev.sabot.exec.exchange.ResultExchange;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.operator.TestRows;
import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.Pipeline;
import dev.sabot.exec.pipeline.PipelineBuilder;
import dev.sabot.exec.pipeline.QueryRun;
import dev.sabot.exec.pipeline.TaskScheduler;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs joins as pipelines of a scheduler.
class JoinPipelineTest {
    private static final Schema NUMBER = Schema.of(Field.of("n", DataType.BIGINT));
    private static final Schema NUMBERS =
            Schema.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.BIGINT));

    private static PlanProperties properties(Schema schema) {
        return PlanProperties.bounded(schema, -1);
    }

    private static PhysicalPlan numbers(long... numbers) {
        List<List<Literal>> rows = new ArrayList<>();
        for (long number : numbers) {
            rows.add(List.of(new Literal(number, DataType.BIGINT)));
        }
        return new PhysicalPlan.Values(rows, properties(NUMBER));
    }

    private static Map<List<@Nullable Object>, Long> run(PhysicalPlan plan) {
        List<Batch> results = new ArrayList<>();
        try (OperatorHarness harness = new OperatorHarness(2, 2);
                TaskScheduler scheduler = new TaskScheduler(2, EngineClock.SYSTEM)) {
            ResultExchange exchange = new ResultExchange(harness.context(), 1 << 20);
            QueryRun run =
                    new QueryRun(
                            harness.context(),
                            scheduler,
                            EngineClock.SYSTEM,
                            PipelineBuilder.build(plan, exchange, harness.context()));
            run.start();
            run.completion().join();
            exchange.end(null);
            for (Batch batch = take(exchange); batch != null; batch = take(exchange)) {
                results.add(batch);
            }
            return TestRows.consolidate(TestRows.decode(results, plan.schema().types()));
        }
    }

    private static @Nullable Batch take(ResultExchange exchange) {
        try {
            return exchange.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<List<@Nullable Object>, Long> rows(Row... rows) {
        return TestRows.consolidate(List.of(rows));
    }

    private static PhysicalPlan hashJoin(JoinType type, PhysicalPlan left, PhysicalPlan right) {
        return new PhysicalPlan.HashJoin(
                left,
                right,
                type,
                List.of(0),
                List.of(0),
                List.of(false),
                null,
                properties(JoinShape.emitsPairs(type) ? NUMBERS : NUMBER));
    }

    @Test
    void fullJoinEndsWithUnmatchedRightRows() {
        assertEquals(
                rows(Row.of(1L, null), Row.of(2L, 2L), Row.of(2L, 2L), Row.of(null, 9L)),
                run(hashJoin(JoinType.FULL, numbers(1, 2), numbers(2, 2, 9))));
    }

    @Test
    void joinsProbeTablesOfOtherJoins() {
        PhysicalPlan inner = hashJoin(JoinType.SEMI, numbers(1, 2, 3, 4, 5), numbers(5, 3, 1));
        PhysicalPlan outer = hashJoin(JoinType.ANTI, inner, numbers(3));
        assertEquals(rows(Row.of(1L), Row.of(5L)), run(outer));
    }

    @Test
    void probesWithTheRowsTestedForAMatch() {
        PhysicalPlan semi = hashJoin(JoinType.RIGHT_SEMI, numbers(5, 3, 3, 1), numbers(1, 2, 3));
        PhysicalPlan anti = hashJoin(JoinType.RIGHT_ANTI, numbers(5, 3), numbers(1, 2, 3));
        assertEquals(rows(Row.of(1L), Row.of(3L)), run(semi));
        assertEquals(rows(Row.of(1L), Row.of(2L)), run(anti));
        assertEquals(rows(Row.of(1L)), run(hashJoin(JoinType.SEMI, semi, numbers(1, 5))));
    }

    @Test
    void runsTheSameAggregationOnce() {
        PhysicalPlan distinct = distinct(numbers(4, 4, 5));
        PhysicalPlan join = hashJoin(JoinType.INNER, distinct, distinct(numbers(4, 4, 5)));
        assertEquals(rows(Row.of(4L, 4L), Row.of(5L, 5L)), run(join));
        try (OperatorHarness harness = new OperatorHarness(1, 2)) {
            ResultExchange exchange = new ResultExchange(harness.context(), 1 << 20);
            // one of the values to the groups, and one for each use of these
            List<Pipeline> built = PipelineBuilder.build(join, exchange, harness.context());
            assertEquals(3, built.size());
            exchange.end(null);
        }
    }

    private static PhysicalPlan distinct(PhysicalPlan input) {
        return new PhysicalPlan.Aggregate(
                input,
                List.of(0),
                List.of(List.of(0)),
                List.of(),
                PhysicalPlan.Aggregate.Phase.SINGLE,
                null,
                properties(NUMBER));
    }

    @Test
    void crossJoinsAndSetOperationsMeet() {
        PhysicalPlan cross =
                new PhysicalPlan.NestedLoopJoin(
                        numbers(1, 2, 3), numbers(7), JoinType.INNER, null, properties(NUMBERS));
        PhysicalPlan other =
                new PhysicalPlan.NestedLoopJoin(
                        numbers(2), numbers(7, 8), JoinType.INNER, null, properties(NUMBERS));
        PhysicalPlan except =
                new PhysicalPlan.SetOperation(
                        cross,
                        other,
                        PhysicalPlan.SetOperation.Kind.EXCEPT,
                        false,
                        properties(NUMBERS));
        assertEquals(rows(Row.of(1L, 7L), Row.of(3L, 7L)), run(except));
    }
}
