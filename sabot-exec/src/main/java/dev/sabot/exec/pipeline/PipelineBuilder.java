package dev.sabot.exec.pipeline;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.Sink;
import dev.sabot.connector.WriteRequest;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.ExpressionCompiler;
import dev.sabot.exec.operator.FilterProject;
import dev.sabot.exec.operator.Limit;
import dev.sabot.exec.operator.RuntimeFilter;
import dev.sabot.exec.operator.TableWriter;
import dev.sabot.exec.operator.Unnest;
import dev.sabot.exec.operator.aggregate.HashAggregate;
import dev.sabot.exec.operator.join.HashJoinBuild;
import dev.sabot.exec.operator.join.HashJoinTable;
import dev.sabot.exec.operator.join.NestedLoopBuild;
import dev.sabot.exec.operator.join.NestedLoopTable;
import dev.sabot.exec.operator.join.stream.StreamJoin;
import dev.sabot.exec.operator.join.stream.StreamJoinState;
import dev.sabot.exec.operator.recursion.Recursion;
import dev.sabot.exec.operator.recursion.WorkingTable;
import dev.sabot.exec.operator.scan.ConstantSources;
import dev.sabot.exec.operator.scan.StreamScan;
import dev.sabot.exec.operator.scan.TableScan;
import dev.sabot.exec.operator.set.SetOperationState;
import dev.sabot.exec.operator.sort.Sort;
import dev.sabot.exec.operator.sort.TopN;
import dev.sabot.exec.operator.stream.StreamWriter;
import dev.sabot.exec.operator.stream.WindowAssignment;
import dev.sabot.exec.operator.window.WindowBreaker;
import dev.sabot.exec.pipeline.Pipeline.Target;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.RowTime;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Cuts a physical plan at its breakers into the pipelines of one run.
///
/// The plan is walked from the root down; a [Chain] holds what comes after the node at hand. A
/// breaker ends the chain of its input and starts a pipeline of its own with its result as source.
public final class PipelineBuilder {
    /// The name of the target that hands rows to a table.
    public static final String WRITER = "TableWriter";

    private final QueryContext context;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Map<PhysicalPlan.Aggregate, Aggregation> aggregations = new HashMap<>();

    /// An aggregation whose pipelines are built.
    private record Aggregation(Breaker.ResultState state, Target target) {}

    /// The last rows of the recursions around, by number.
    private final Map<Integer, WorkingTable> recursions;

    private PipelineBuilder(QueryContext context, Map<Integer, WorkingTable> recursions) {
        this.context = context;
        this.recursions = recursions;
    }

    /// Builds the pipelines that bring the plan's rows to a sink, in the order they may start.
    public static List<Pipeline> build(
            PhysicalPlan plan, Breaker.State sink, QueryContext context) {
        return build(plan, new Target("Result", sink), context, Map.of());
    }

    private static List<Pipeline> build(
            PhysicalPlan plan,
            Target target,
            QueryContext context,
            Map<Integer, WorkingTable> recursions) {
        PipelineBuilder builder = new PipelineBuilder(context, recursions);
        builder.build(plan, Chain.to(target));
        return builder.pipelines;
    }

    /// What comes after a node: operators, the target, what must be finished before, and filters on
    /// the node's output columns that joins further down the chain supply.
    private record Chain(
            List<Operator> operators,
            Target target,
            List<Target> dependencies,
            List<TableScan.KeyFilter> keyFilters) {

        static Chain to(Target target) {
            return new Chain(List.of(), target, List.of(), List.of());
        }

        /// Puts an operator first; key filters are lost unless given anew.
        Chain prepend(Operator operator, List<TableScan.KeyFilter> filters) {
            List<Operator> longer = new ArrayList<>();
            longer.add(operator);
            longer.addAll(operators);
            return new Chain(longer, target, dependencies, filters);
        }

        Chain dependingOn(Target other) {
            List<Target> more = new ArrayList<>(dependencies);
            more.add(other);
            return new Chain(operators, target, more, keyFilters);
        }
    }

    private void add(PipelineSource source, Chain chain, List<Pipeline> predecessors) {
        add(source, chain, predecessors, List.of(), false);
    }

    private void add(
            PipelineSource source,
            Chain chain,
            List<Pipeline> predecessors,
            List<Target> streams,
            boolean isUnbounded) {
        List<String> names = new ArrayList<>();
        names.add(source.name());
        chain.operators().forEach(operator -> names.add(operator.name()));
        names.add(chain.target().name());
        pipelines.add(
                new Pipeline(
                        pipelines.size(),
                        source,
                        chain.operators(),
                        chain.target(),
                        chain.dependencies(),
                        predecessors,
                        streams,
                        isUnbounded || !streams.isEmpty() || chain.target().state().isStreaming(),
                        new PipelineMetrics(names)));
    }

    private CompiledExpression compile(Expression expression) {
        return ExpressionCompiler.compile(
                expression, context.functions(), context.usesScalarKernels());
    }

    private @Nullable CompiledExpression compileOrNull(@Nullable Expression expression) {
        return expression == null ? null : compile(expression);
    }

    private void build(PhysicalPlan plan, Chain chain) {
        switch (plan) {
            case PhysicalPlan.Scan scan -> scan(scan, chain);
            case PhysicalPlan.Values values ->
                    add(ConstantSources.values(values, context), chain, List.of());
            case PhysicalPlan.Series series ->
                    add(
                            ConstantSources.series(
                                    constant(series.start()),
                                    constant(series.stop()),
                                    constant(series.step()),
                                    context),
                            chain,
                            List.of());
            case PhysicalPlan.Filter filter ->
                    build(
                            filter.input(),
                            chain.prepend(
                                    new FilterProject(compile(filter.predicate()), null),
                                    chain.keyFilters()));
            case PhysicalPlan.Project project -> project(project, chain);
            case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate, chain);
            case PhysicalPlan.HashJoin join -> hashJoin(join, chain);
            case PhysicalPlan.NestedLoopJoin join -> nestedLoopJoin(join, chain);
            case PhysicalPlan.Sort sort ->
                    breaker(new Sort(sort).open(context), "Sort", sort.input(), chain);
            case PhysicalPlan.TopN topN ->
                    breaker(new TopN(topN).open(context), "TopN", topN.input(), chain);
            case PhysicalPlan.Limit limit ->
                    build(
                            limit.input(),
                            chain.prepend(new Limit(limit.offset(), limit.limit()), List.of()));
            case PhysicalPlan.UnionAll union -> {
                for (PhysicalPlan input : union.inputs()) {
                    build(input, chain);
                }
            }
            case PhysicalPlan.SetOperation operation -> setOperation(operation, chain);
            case PhysicalPlan.Recursion recursion -> recursion(recursion, chain);
            case PhysicalPlan.RecursiveScan scan ->
                    add(
                            Objects.requireNonNull(recursions.get(scan.table())).source(),
                            chain,
                            List.of());
            case PhysicalPlan.Window window ->
                    breaker(
                            new WindowBreaker(window, context.functions()).open(context),
                            "Window",
                            window.input(),
                            chain);
            case PhysicalPlan.Unnest unnest ->
                    build(unnest.input(), chain.prepend(new Unnest(unnest), List.of()));
            case PhysicalPlan.TableWrite write -> tableWrite(write, chain);
            case PhysicalPlan.StreamJoin join -> streamJoin(join, chain);
            case PhysicalPlan.WindowTable window ->
                    build(window.input(), chain.prepend(new WindowAssignment(window), List.of()));
            case PhysicalPlan.Exchange exchange -> build(exchange.input(), chain);
        }
    }

    private void scan(PhysicalPlan.Scan scan, Chain chain) {
        CompiledExpression predicate = compileOrNull(scan.filter());
        if (scan.properties().boundedness() == Boundedness.BOUNDED) {
            add(new TableScan(scan, predicate, chain.keyFilters(), context), chain, List.of());
            return;
        }
        RowTime rowTime = scan.rowTime();
        CompiledExpression time = rowTime == null ? null : compile(rowTime.time());
        CompiledExpression watermark = rowTime == null ? null : compile(rowTime.watermark());
        StreamScan source = new StreamScan(scan, predicate, time, watermark, context);
        add(source, chain, List.of(), List.of(), true);
    }

    private void streamJoin(PhysicalPlan.StreamJoin join, Chain chain) {
        StreamJoinState state = new StreamJoin(join, compileOrNull(join.residual())).open(context);
        Target left = new Target("StreamJoin left", state.left());
        Target right = new Target("StreamJoin right", state.right());
        build(join.left(), Chain.to(left));
        build(join.right(), Chain.to(right));
        Chain after = new Chain(chain.operators(), chain.target(), chain.dependencies(), List.of());
        add(state.result(), after, List.of(), List.of(left, right), true);
    }

    private long constant(Expression expression) {
        Expression.Literal literal =
                ExpressionCompiler.evaluateConstant(expression, context.functions(), context);
        if (!(literal.value() instanceof Long value)) {
            throw new dev.sabot.error.SabotException(
                    dev.sabot.error.ErrorCode.INVALID_ARGUMENT,
                    "the bounds of a series must not be NULL");
        }
        return value;
    }

    /// Filters directly below a projection run in the same operator.
    private void project(PhysicalPlan.Project project, Chain chain) {
        PhysicalPlan input = project.input();
        CompiledExpression predicate = null;
        if (input instanceof PhysicalPlan.Filter filter) {
            predicate = compile(filter.predicate());
            input = filter.input();
        }
        List<CompiledExpression> expressions =
                project.expressions().stream().map(this::compile).toList();
        List<TableScan.KeyFilter> filters = new ArrayList<>();
        for (TableScan.KeyFilter filter : chain.keyFilters()) {
            if (project.expressions().get(filter.column())
                    instanceof Expression.ColumnReference reference) {
                filters.add(new TableScan.KeyFilter(reference.column(), filter.filter()));
            }
        }
        build(input, chain.prepend(new FilterProject(predicate, expressions), filters));
    }

    private void breaker(Breaker.ResultState state, String name, PhysicalPlan input, Chain chain) {
        Target target = new Target(name, state);
        build(input, Chain.to(target));
        addResult(state, target, chain);
    }

    private void addResult(Breaker.ResultState state, Target target, Chain chain) {
        Chain after = new Chain(chain.operators(), chain.target(), chain.dependencies(), List.of());
        if (state.isStreaming()) {
            add(state.result(), after, List.of(), List.of(target), true);
        } else {
            add(state.result(), after.dependingOn(target), List.of());
        }
    }

    /// An aggregation that occurs again, as in a view or WITH query used twice, runs once.
    private void aggregate(PhysicalPlan.Aggregate aggregate, Chain chain) {
        Aggregation known = aggregations.get(aggregate);
        if (known == null) {
            HashAggregate operator = new HashAggregate(aggregate, context.functions());
            Breaker.ResultState state = operator.open(context);
            Target target = new Target("HashAggregate", state);
            build(aggregate.input(), Chain.to(target));
            known = new Aggregation(state, target);
            if (new RepeatablePlan(context.functions()).isRepeatable(aggregate)) {
                aggregations.put(aggregate, known);
            }
        }
        addResult(known.state, known.target, chain);
    }

    private void hashJoin(PhysicalPlan.HashJoin join, Chain chain) {
        HashJoinTable table = new HashJoinBuild(join).open(context);
        Target buildTarget = new Target("HashJoinBuild", table);
        List<TableScan.KeyFilter> filters = new ArrayList<>();
        if (table.emitsLeft()) {
            build(join.right(), Chain.to(buildTarget));
            int leftColumns = join.left().schema().size();
            for (TableScan.KeyFilter filter : chain.keyFilters()) {
                if (filter.column() < leftColumns) {
                    filters.add(filter);
                }
            }
        } else {
            // what filters the right rows that remain may as well filter all right rows
            Chain toBuild =
                    new Chain(List.of(), buildTarget, chain.dependencies(), chain.keyFilters());
            build(join.right(), toBuild);
        }
        for (int key = 0; key < join.leftKeys().size(); key++) {
            RuntimeFilter filter = table.runtimeFilter(key);
            if (filter != null) {
                filters.add(new TableScan.KeyFilter(join.leftKeys().get(key), filter));
            }
        }
        Operator probe = table.probe(compileOrNull(join.residual()));
        int before = pipelines.size();
        build(join.left(), chain.prepend(probe, filters).dependingOn(buildTarget));
        if (table.hasNotedRows()) {
            addNoted(table.notedRows(), chain, before);
        }
    }

    private void nestedLoopJoin(PhysicalPlan.NestedLoopJoin join, Chain chain) {
        NestedLoopTable table = new NestedLoopBuild(join).open(context);
        Target buildTarget = new Target("NestedLoopBuild", table);
        build(join.right(), Chain.to(buildTarget));
        Operator probe = table.probe(compileOrNull(join.condition()));
        int before = pipelines.size();
        build(join.left(), chain.prepend(probe, List.of()).dependingOn(buildTarget));
        if (table.hasNotedRows()) {
            addNoted(table.notedRows(), chain, before);
        }
    }

    /// Adds the pipeline of the build rows that are output by whether they have a match, after all
    /// that probe.
    private void addNoted(PipelineSource source, Chain chain, int firstProbing) {
        List<Pipeline> probing = List.copyOf(pipelines.subList(firstProbing, pipelines.size()));
        Chain after = new Chain(chain.operators(), chain.target(), chain.dependencies(), List.of());
        add(source, after, probing);
    }

    /// The pipelines of the step are built anew for every run of it.
    private void recursion(PhysicalPlan.Recursion plan, Chain chain) {
        Recursion recursion =
                new Recursion(
                        plan,
                        (working, state) -> {
                            Map<Integer, WorkingTable> known = new HashMap<>(recursions);
                            known.put(plan.table(), working);
                            Target target = new Target("Recursion step", state);
                            return build(plan.step(), target, context, known);
                        },
                        context);
        breaker(recursion, "Recursion", plan.seed(), chain);
    }

    private void setOperation(PhysicalPlan.SetOperation operation, Chain chain) {
        SetOperationState state = new SetOperationState(operation, context);
        Target left = new Target("SetOperation left", state.left());
        Target right = new Target("SetOperation right", state.right());
        build(operation.left(), Chain.to(left));
        build(operation.right(), Chain.to(right));
        Chain after = new Chain(chain.operators(), chain.target(), chain.dependencies(), List.of());
        add(state.result(), after.dependingOn(left).dependingOn(right), List.of());
    }

    /// Returns the columns written: of the input, under the names the table declares for them.
    private static Schema written(PhysicalPlan.TableWrite write) {
        Schema input = write.input().schema();
        Schema declared = write.table().schema();
        if (write.mode() != WriteRequest.Mode.INSERT
                || declared == null
                || declared.size() != input.size()) {
            return input;
        }
        List<Field> fields = new ArrayList<>();
        for (int index = 0; index < input.size(); index++) {
            fields.add(input.field(index).withName(declared.field(index).name()));
        }
        return new Schema(fields);
    }

    private void tableWrite(PhysicalPlan.TableWrite write, Chain chain) {
        Sink sink =
                context.table(write.table()).write(new WriteRequest(write.mode(), written(write)));
        boolean ends = write.input().properties().boundedness() == Boundedness.BOUNDED;
        breaker(
                ends ? new TableWriter(sink, context) : new StreamWriter(sink, context),
                WRITER,
                write.input(),
                chain);
    }
}
