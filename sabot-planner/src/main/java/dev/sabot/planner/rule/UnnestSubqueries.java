package dev.sabot.planner.rule;

import com.google.common.collect.ImmutableSet;

import dev.sabot.planner.rule.CorrelationPuller.Pulled;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Turns the subqueries whose correlation can be pulled out into joins: EXISTS and IN that stand
/// alone in WHERE into semi and anti joins, scalar subqueries and lateral joins into outer joins.
///
/// NOT IN becomes an anti join on `(a = b) IS NOT FALSE`: a row stays when no inner row is equal or
/// might be. Where both sides are never null that is `a = b`.
final class UnnestSubqueries {
    private final RexBuilder rex;
    private final ScalarSubqueries scalars;

    private UnnestSubqueries(RexBuilder rex) {
        this.rex = rex;
        this.scalars = new ScalarSubqueries(rex);
    }

    static RelNode apply(RelNode root, RuleContext context) {
        return new UnnestSubqueries(context.rexBuilder()).rewrite(root);
    }

    private RelNode rewrite(RelNode node) {
        RelNode current = withRewrittenSubqueries(Rebuild.mapInputs(node, this::rewrite));
        return switch (current) {
            case Filter filter when RexSubQueries.isIn(filter) -> filter(filter);
            case Project project when RexSubQueries.isIn(project) -> project(project);
            case Join join when RexSubQueries.isIn(join) -> join(join);
            case Correlate correlate -> correlate(correlate);
            case Uncollect uncollect -> uncollect(uncollect);
            default -> current;
        };
    }

    private RelNode withRewrittenSubqueries(RelNode node) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        RelNode rewritten = rewrite(subQuery.rel);
                        RexNode value = constant(subQuery, rewritten, node.getVariablesSet());
                        if (value != null) {
                            return value;
                        }
                        return rewritten == subQuery.rel ? subQuery : subQuery.clone(rewritten);
                    }
                });
    }

    /// Returns what a subquery without a table is, such as `(SELECT t.k)`: an expression of the
    /// outer row. Null when it is no such subquery.
    private @Nullable RexNode constant(
            RexSubQuery subQuery, RelNode rel, Set<CorrelationId> variables) {
        boolean isConstant =
                subQuery.getKind() == SqlKind.SCALAR_QUERY
                        && rel instanceof Project project
                        && project.getInput() instanceof Values values
                        && values.getTuples().size() == 1
                        && Columns.used(project.getProjects()).isEmpty()
                        && !project.containsOver()
                        && !Correlation.hasSubQuery(project.getProjects().getFirst());
        if (!isConstant) {
            return null;
        }
        RexNode value = ((Project) rel).getProjects().getFirst();
        for (CorrelationId variable : variables) {
            value = Correlation.flatten(value, variable, 0);
        }
        return rex.ensureType(subQuery.getType(), value, true);
    }

    private RelNode filter(Filter filter) {
        int numColumns = filter.getRowType().getFieldCount();
        CorrelationId id = Correlation.only(filter.getVariablesSet());
        RelNode input = filter.getInput();
        List<RexNode> rest = new ArrayList<>();
        List<RexNode> nested = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            (Correlation.hasSubQuery(conjunct) ? nested : rest).add(conjunct);
        }
        if (!rest.isEmpty()) {
            input = Rebuild.filter(input, rest);
        }
        List<RexNode> left = new ArrayList<>();
        List<RexNode> scalar = new ArrayList<>();
        for (RexNode conjunct : nested) {
            RelNode joined = semiJoin(input, conjunct, id);
            if (joined != null) {
                input = joined;
            } else if (isScalarOnly(conjunct)) {
                scalar.add(conjunct);
            } else {
                left.add(conjunct);
            }
        }
        for (RexNode conjunct : scalar) {
            RelNode filtered = scalarFilter(input, conjunct, id, numColumns);
            if (filtered != null) {
                input = filtered;
            } else {
                left.add(conjunct);
            }
        }
        return left.isEmpty()
                ? input
                : LogicalFilter.create(
                        input,
                        RexUtil.composeConjunction(rex, left),
                        ImmutableSet.copyOf(filter.getVariablesSet()));
    }

    private static boolean isScalarOnly(RexNode node) {
        boolean[] isScalar = {true};
        node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        isScalar[0] &= subQuery.getKind() == SqlKind.SCALAR_QUERY;
                        return subQuery;
                    }
                });
        return isScalar[0];
    }

    private @Nullable RelNode scalarFilter(
            RelNode input, RexNode conjunct, @Nullable CorrelationId id, int numColumns) {
        ScalarSubqueries.Attached attached = scalars.attach(input, List.of(conjunct), id);
        if (attached == null) {
            return null;
        }
        RelNode filtered = Rebuild.filter(attached.input(), attached.expressions());
        return Columns.first(filtered, numColumns);
    }

    /// Returns the input joined with the subquery that the conjunct consists of, or null when it is
    /// no EXISTS or IN or cannot be pulled.
    private @Nullable RelNode semiJoin(
            RelNode input, RexNode conjunct, @Nullable CorrelationId id) {
        boolean isNegated = conjunct.isA(SqlKind.NOT);
        RexNode inner = isNegated ? ((RexCall) conjunct).getOperands().getFirst() : conjunct;
        if (!(inner instanceof RexSubQuery subQuery)) {
            return null;
        }
        return switch (subQuery.getKind()) {
            case EXISTS -> exists(input, subQuery, id, isNegated);
            case IN -> in(input, subQuery, id, isNegated);
            case NOT_IN -> in(input, subQuery, id, !isNegated);
            default -> null;
        };
    }

    private @Nullable RelNode exists(
            RelNode input, RexSubQuery subQuery, @Nullable CorrelationId id, boolean isNegated) {
        Pulled pulled = scalars.pull(existence(subQuery.rel), id, input);
        if (pulled == null || pulled.whenEmpty() != null) {
            return null;
        }
        if (pulled.conditions().isEmpty()) {
            RexNode one = rex.makeExactLiteral(BigDecimal.ONE);
            RelNode first = LogicalSort.create(pulled.rel(), RelCollations.EMPTY, null, one);
            return semiJoin(input, new Pulled(first, List.of(), null), id, List.of(), isNegated);
        }
        return semiJoin(input, pulled, id, pulled.conditions(), isNegated);
    }

    /// Whether there is a row does not depend on its columns, nor on the order.
    private static RelNode existence(RelNode node) {
        return switch (node) {
            case Project project when !project.containsOver() -> existence(project.getInput());
            case Sort sort when sort.offset == null && isPositive(sort.fetch) ->
                    existence(sort.getInput());
            default -> node;
        };
    }

    private static boolean isPositive(@Nullable RexNode fetch) {
        return fetch == null
                || (fetch instanceof RexLiteral literal && RexLiteral.intValue(literal) > 0);
    }

    private @Nullable RelNode in(
            RelNode input, RexSubQuery subQuery, @Nullable CorrelationId id, boolean isNegated) {
        if (subQuery.getOperands().stream().anyMatch(Correlation::hasSubQuery)) {
            ScalarSubqueries.Attached attached = attachOperands(input, List.of(subQuery), id);
            if (attached == null) {
                return null;
            }
            RexSubQuery compared = (RexSubQuery) attached.expressions().getFirst();
            RelNode joined = in(attached.input(), compared, id, isNegated);
            int numColumns = input.getRowType().getFieldCount();
            return joined == null ? null : Columns.first(joined, numColumns);
        }
        Pulled pulled = scalars.pull(subQuery.rel, id, input);
        if (pulled == null || pulled.whenEmpty() != null) {
            return null;
        }
        int numOuter = input.getRowType().getFieldCount();
        List<RexNode> conditions = new ArrayList<>(pulled.conditions());
        RelNode joined = semiJoin(input, pulled, id, conditions, isNegated);
        Join join = (Join) joined;
        List<RexNode> all = new ArrayList<>();
        for (int index = 0; index < subQuery.getOperands().size(); index++) {
            RexNode outer = subQuery.getOperands().get(index);
            RexNode inner =
                    rex.makeInputRef(Columns.type(join.getRight(), index), numOuter + index);
            RexNode equality = rex.makeCall(SqlStdOperatorTable.EQUALS, outer, inner);
            boolean isCertain = !outer.getType().isNullable() && !inner.getType().isNullable();
            all.add(
                    isNegated && !isCertain
                            ? rex.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equality)
                            : equality);
        }
        all.addAll(RelOptUtil.conjunctions(join.getCondition()));
        return Rebuild.join(
                join.getLeft(),
                join.getRight(),
                RexUtil.composeConjunction(rex, all),
                join.getJoinType());
    }

    private RelNode semiJoin(
            RelNode input,
            Pulled pulled,
            @Nullable CorrelationId id,
            List<RexNode> conditions,
            boolean isNegated) {
        int numOuter = input.getRowType().getFieldCount();
        List<RexNode> flat = new ArrayList<>();
        for (RexNode condition : conditions) {
            flat.add(ScalarSubqueries.flatten(condition, id, numOuter));
        }
        return Rebuild.join(
                input,
                pulled.rel(),
                RexUtil.composeConjunction(rex, flat),
                isNegated ? JoinRelType.ANTI : JoinRelType.SEMI);
    }

    private RelNode project(Project project) {
        CorrelationId id = Correlation.only(project.getVariablesSet());
        List<RexNode> nested =
                project.getProjects().stream().filter(Correlation::hasSubQuery).toList();
        if (!nested.stream().allMatch(UnnestSubqueries::isScalarOnly)) {
            return withAttachedOperands(project, id);
        }
        ScalarSubqueries.Attached attached =
                scalars.attach(project.getInput(), project.getProjects(), id);
        return attached == null
                ? project
                : Rebuild.project(
                        attached.input(),
                        attached.expressions(),
                        project.getRowType().getFieldNames());
    }

    private RelNode withAttachedOperands(Project project, @Nullable CorrelationId id) {
        ScalarSubqueries.Attached attached =
                attachOperands(project.getInput(), project.getProjects(), id);
        return attached == null || attached.input() == project.getInput()
                ? project
                : LogicalProject.create(
                        attached.input(),
                        List.of(),
                        attached.expressions(),
                        project.getRowType().getFieldNames(),
                        project.getVariablesSet());
    }

    /// Joins the scalar subqueries that sets are compared with, as in `(SELECT …) IN (SELECT …)`.
    private ScalarSubqueries.@Nullable Attached attachOperands(
            RelNode input, List<? extends RexNode> expressions, @Nullable CorrelationId id) {
        List<RexNode> operands = new ArrayList<>();
        new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                subQuery.getOperands().stream()
                        .filter(Correlation::hasSubQuery)
                        .forEach(operands::add);
                return subQuery;
            }
        }.apply(expressions);
        if (!operands.stream().allMatch(UnnestSubqueries::isScalarOnly)) {
            return null;
        }
        ScalarSubqueries.Attached attached = scalars.attach(input, operands, id);
        if (attached == null) {
            return null;
        }
        RexShuttle replacement =
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        List<RexNode> compared = new ArrayList<>();
                        for (RexNode operand : subQuery.getOperands()) {
                            int known = operands.indexOf(operand);
                            compared.add(known < 0 ? operand : attached.expressions().get(known));
                        }
                        return subQuery.clone(subQuery.getType(), compared);
                    }
                };
        return new ScalarSubqueries.Attached(
                attached.input(), replacement.apply(List.<RexNode>copyOf(expressions)));
    }

    /// The condition of an inner join is a filter above it.
    private RelNode join(Join join) {
        if (join.getJoinType() != JoinRelType.INNER) {
            return join;
        }
        RelNode product =
                Rebuild.join(
                        join.getLeft(), join.getRight(), rex.makeLiteral(true), JoinRelType.INNER);
        return filter(
                LogicalFilter.create(
                        product, join.getCondition(), ImmutableSet.copyOf(join.getVariablesSet())));
    }

    private RelNode uncollect(Uncollect uncollect) {
        RelNode unnested = UnnestPattern.match(uncollect, rex);
        return unnested == null || Correlation.usesAny(uncollect) ? uncollect : unnested;
    }

    private RelNode correlate(Correlate correlate) {
        RelNode unnested = UnnestPattern.match(correlate, rex);
        if (unnested != null) {
            return unnested;
        }
        JoinRelType type = correlate.getJoinType();
        if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
            return correlate;
        }
        RelNode joined =
                scalars.lateral(
                        correlate.getLeft(),
                        correlate.getRight(),
                        correlate.getCorrelationId(),
                        type);
        return joined == null ? correlate : joined;
    }

    /// Says whether a tree gives one row at most, whatever its input.
    static boolean isSingleRow(RelNode node) {
        return switch (node) {
            case Aggregate aggregate -> aggregate.getGroupCount() == 0;
            case Project project -> isSingleRow(project.getInput());
            case Filter filter -> isSingleRow(filter.getInput());
            case Sort sort ->
                    isSingleRow(sort.getInput())
                            || (sort.fetch instanceof RexLiteral literal
                                    && RexLiteral.intValue(literal) <= 1);
            case Values values -> values.getTuples().size() <= 1;
            case Join join ->
                    isSingleRow(join.getLeft())
                            && (!join.getJoinType().projectsRight()
                                    || isSingleRow(join.getRight()));
            default -> false;
        };
    }
}
