package dev.sabot.planner.physical;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.Partitioning;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.planner.catalog.ColumnScan;
import dev.sabot.planner.cost.CardinalityEstimator;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.Literals;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.logical.UnnestElements;
import dev.sabot.planner.logical.WatermarkAssign;
import dev.sabot.planner.logical.WindowAssign;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.Schema;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.TableSpool;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.TransientTable;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Translates an optimized relational tree into a physical plan, node by node: what stands in the
/// tree is what runs. Only the choice of operators is made here: scans take the filter above them,
/// a limit over a sort becomes a TopN, a join with equal keys a hash join.
public final class PhysicalPlanner {
    private final RexTranslator expressions;
    private final CardinalityEstimator estimator;
    private final AggregateTranslator aggregates;
    private final JoinTranslator joins;
    private final WindowTranslator windows;
    private final SeriesTranslator series;

    /// The names and numbers of the recursions whose step is being translated, the innermost
    /// first.
    private final Deque<Map.Entry<List<String>, Integer>> recursions = new ArrayDeque<>();

    private int numRecursions;

    public PhysicalPlanner(
            FunctionRegistry registry, RexTranslator expressions, CardinalityEstimator estimator) {
        this.expressions = expressions;
        this.estimator = estimator;
        this.aggregates = new AggregateTranslator(registry);
        this.joins = new JoinTranslator(expressions);
        this.windows = new WindowTranslator(registry, expressions);
        this.series = new SeriesTranslator(expressions);
    }

    /// Translates a tree.
    ///
    /// **Errors**: UNSUPPORTED for nodes and expressions that nothing executes.
    public PhysicalPlan translate(RelNode node) {
        return switch (node) {
            case ColumnScan scan -> scan(scan, null);
            case Filter filter -> filter(filter);
            case Project project -> project(project);
            case Join join -> join(join);
            case Aggregate aggregate ->
                    aggregates.translate(
                            aggregate, translate(aggregate.getInput()), properties(aggregate));
            case Sort sort -> sort(sort);
            case Union union -> union(union);
            case Intersect intersect ->
                    setOperation(intersect, PhysicalPlan.SetOperation.Kind.INTERSECT);
            case Minus minus -> setOperation(minus, PhysicalPlan.SetOperation.Kind.EXCEPT);
            case Values values -> values(values);
            case TableFunctionScan scan -> series.translate(scan, properties(scan));
            case UnnestElements unnest -> unnest(unnest);
            case RepeatUnion recursion -> recursion(recursion);
            case TableSpool spool -> translate(spool.getInput());
            case TableScan scan when scan.getTable().unwrap(TransientTable.class) != null ->
                    recursiveScan(scan);
            case WindowAssign windowed -> windowTable(windowed);
            case WatermarkAssign watermark -> RowTimes.assign(watermark, this, expressions);
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "a query that needs "
                                    + node.getRelTypeName().replace("Logical", "")
                                    + " is not supported");
        };
    }

    private PlanProperties properties(RelNode node) {
        return PlanProperties.bounded(
                TypeMapping.toSchema(node.getRowType()), estimator.rows(node));
    }

    private PhysicalPlan scan(ColumnScan scan, @Nullable Filter filter) {
        PlanProperties properties =
                new PlanProperties(
                        scan.schema(),
                        Partitioning.Arbitrary.INSTANCE,
                        scan.source().boundedness(),
                        ChangeMode.Append.INSTANCE,
                        estimator.rows(filter == null ? scan : filter));
        Expression predicate = filter == null ? null : expressions.translate(filter.getCondition());
        return new PhysicalPlan.Scan(
                scan.source().handle(), scan.columns(), predicate, -1, null, properties);
    }

    private PhysicalPlan filter(Filter filter) {
        if (filter.getInput() instanceof ColumnScan scan) {
            return scan(scan, filter);
        }
        PhysicalPlan input = translate(filter.getInput());
        Expression predicate = expressions.translate(filter.getCondition());
        return new PhysicalPlan.Filter(input, predicate, properties(filter));
    }

    private PhysicalPlan project(Project project) {
        PhysicalPlan input = translate(project.getInput());
        if (project.containsOver()) {
            return windows.translate(project, input, properties(project));
        }
        List<Expression> columns = expressions.translate(project.getProjects());
        return Projections.project(input, columns, properties(project).schema());
    }

    private PhysicalPlan join(Join join) {
        PhysicalPlan left = translate(join.getLeft());
        PhysicalPlan right = translate(join.getRight());
        return joins.translate(join, left, right, properties(join));
    }

    private PhysicalPlan sort(Sort sort) {
        PhysicalPlan input = translate(sort.getInput());
        List<SortKey> keys = sortKeys(sort.getCollation().getFieldCollations());
        long offset = sort.offset == null ? 0 : constant(sort.offset, "OFFSET");
        long limit = sort.fetch == null ? -1 : constant(sort.fetch, "LIMIT");
        PlanProperties properties = properties(sort);
        if (keys.isEmpty()) {
            return new PhysicalPlan.Limit(limited(input, offset, limit), offset, limit, properties);
        }
        if (limit >= 0) {
            return new PhysicalPlan.TopN(input, keys, offset, limit, properties);
        }
        PhysicalPlan sorted = new PhysicalPlan.Sort(input, keys, input.properties());
        return offset == 0 ? sorted : new PhysicalPlan.Limit(sorted, offset, limit, properties);
    }

    static List<SortKey> sortKeys(List<RelFieldCollation> collations) {
        List<SortKey> keys = new ArrayList<>(collations.size());
        for (RelFieldCollation collation : collations) {
            keys.add(
                    new SortKey(
                            collation.getFieldIndex(),
                            collation.getDirection().isDescending(),
                            collation.nullDirection == RelFieldCollation.NullDirection.FIRST));
        }
        return keys;
    }

    private static long constant(RexNode node, String clause) {
        if (node instanceof RexLiteral literal
                && Literals.toLiteral(literal).value() instanceof Long value) {
            return value;
        }
        throw new SabotException(
                ErrorCode.UNSUPPORTED, clause + " takes a constant number of rows");
    }

    /// Tells the scan below rows that are dropped and computed singly how many rows are wanted.
    private static PhysicalPlan limited(PhysicalPlan plan, long offset, long limit) {
        if (limit < 0 || limit > Long.MAX_VALUE - offset) {
            return plan;
        }
        return switch (plan) {
            case PhysicalPlan.Scan scan ->
                    new PhysicalPlan.Scan(
                            scan.table(),
                            scan.columns(),
                            scan.filter(),
                            offset + limit,
                            scan.rowTime(),
                            scan.properties());
            case PhysicalPlan.Project project ->
                    new PhysicalPlan.Project(
                            limited(project.input(), offset, limit),
                            project.expressions(),
                            project.properties());
            default -> plan;
        };
    }

    private PhysicalPlan union(Union union) {
        PlanProperties properties = properties(union);
        List<PhysicalPlan> inputs = new ArrayList<>();
        for (RelNode input : union.getInputs()) {
            PhysicalPlan plan = Projections.cast(translate(input), properties.schema());
            if (union.all && plan instanceof PhysicalPlan.UnionAll nested) {
                inputs.addAll(nested.inputs());
            } else {
                inputs.add(plan);
            }
        }
        PhysicalPlan all = new PhysicalPlan.UnionAll(List.copyOf(inputs), properties);
        return union.all ? all : distinct(all, properties);
    }

    private static PhysicalPlan distinct(PhysicalPlan input, PlanProperties properties) {
        List<Integer> keys = IntStream.range(0, input.schema().size()).boxed().toList();
        return new PhysicalPlan.Aggregate(
                input,
                keys,
                List.of(keys),
                List.of(),
                PhysicalPlan.Aggregate.Phase.SINGLE,
                null,
                properties);
    }

    private PhysicalPlan setOperation(SetOp node, PhysicalPlan.SetOperation.Kind kind) {
        PlanProperties properties = properties(node);
        Schema schema = properties.schema();
        PhysicalPlan result = Projections.cast(translate(node.getInput(0)), schema);
        for (RelNode input : node.getInputs().subList(1, node.getInputs().size())) {
            PhysicalPlan right = Projections.cast(translate(input), schema);
            result = new PhysicalPlan.SetOperation(result, right, kind, node.all, properties);
        }
        return result;
    }

    private PhysicalPlan recursion(RepeatUnion node) {
        PlanProperties properties = properties(node);
        PhysicalPlan seed = Projections.cast(translate(node.getSeedRel()), properties.schema());
        numRecursions++;
        int number = numRecursions;
        RelOptTable table = Objects.requireNonNull(node.getTransientTable());
        recursions.push(Map.entry(table.getQualifiedName(), number));
        PhysicalPlan step =
                Projections.cast(translate(node.getIterativeRel()), properties.schema());
        recursions.pop();
        return new PhysicalPlan.Recursion(seed, step, number, node.all, properties);
    }

    private PhysicalPlan recursiveScan(TableScan scan) {
        List<String> name = scan.getTable().getQualifiedName();
        for (Map.Entry<List<String>, Integer> recursion : recursions) {
            if (recursion.getKey().equals(name)) {
                return new PhysicalPlan.RecursiveScan(recursion.getValue(), properties(scan));
            }
        }
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                "the recursive query "
                        + name.getLast()
                        + " refers to itself in a subquery only; join it in FROM instead");
    }

    private PhysicalPlan values(Values values) {
        PlanProperties properties = properties(values);
        List<List<Literal>> rows = new ArrayList<>(values.getTuples().size());
        for (List<RexLiteral> tuple : values.getTuples()) {
            List<Literal> row = new ArrayList<>(tuple.size());
            for (int index = 0; index < tuple.size(); index++) {
                Literal literal = Literals.toLiteral(tuple.get(index));
                row.add((Literal) Casts.cast(literal, properties.schema().type(index)));
            }
            rows.add(List.copyOf(row));
        }
        return new PhysicalPlan.Values(List.copyOf(rows), properties);
    }

    private PhysicalPlan unnest(UnnestElements unnest) {
        return new PhysicalPlan.Unnest(
                translate(unnest.getInput()),
                unnest.column(),
                unnest.withOrdinality(),
                unnest.isOuter(),
                properties(unnest));
    }

    private PhysicalPlan windowTable(WindowAssign node) {
        WindowAssign.Span span = node.span();
        return new PhysicalPlan.WindowTable(
                translate(node.getInput()),
                node.timeColumn(),
                span.sizeMicros(),
                span.slideMicros(),
                span.offsetMicros(),
                properties(node));
    }

    /// Returns the column a reference names, or -1 for other expressions.
    static int columnOf(Expression expression) {
        return expression instanceof ColumnReference reference ? reference.column() : -1;
    }

    /// Returns the conjunction of terms, or null when there are none.
    static @Nullable Expression conjunction(List<Expression> terms) {
        return switch (terms.size()) {
            case 0 -> null;
            case 1 -> terms.getFirst();
            default -> new Conjunction(terms);
        };
    }
}
