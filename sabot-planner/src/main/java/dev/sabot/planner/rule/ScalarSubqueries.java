package dev.sabot.planner.rule;

import dev.sabot.planner.rule.CorrelationPuller.Pulled;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Joins scalar subqueries and lateral tables to the row they belong to.
final class ScalarSubqueries {
    private final RexBuilder rex;

    ScalarSubqueries(RexBuilder rex) {
        this.rex = rex;
    }

    /// Expressions whose subqueries became columns of their input.
    record Attached(RelNode input, List<RexNode> expressions) {}

    /// Joins all scalar subqueries of expressions to the input, or returns null when one cannot be
    /// pulled.
    @Nullable Attached attach(
            RelNode input, List<RexNode> expressions, @Nullable CorrelationId id) {
        RelNode current = input;
        List<RexNode> remaining = new ArrayList<>(expressions);
        for (RexSubQuery next = first(remaining); next != null; next = first(remaining)) {
            int column = current.getRowType().getFieldCount();
            RelNode joined = join(current, next, id);
            if (joined == null) {
                return null;
            }
            RexNode value = RexInputRef.of(column, joined.getRowType());
            RexSubQuery subQuery = next;
            remaining.replaceAll(node -> RexSubQueries.replace(node, subQuery, value));
            current = joined;
        }
        return new Attached(current, remaining);
    }

    private static @Nullable RexSubQuery first(List<RexNode> nodes) {
        for (RexNode node : nodes) {
            RexSubQuery found = RexSubQueries.find(node);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable RelNode join(
            RelNode input, RexSubQuery subQuery, @Nullable CorrelationId id) {
        RelNode rel = subQuery.rel;
        if (id != null && Correlation.uses(rel, id)) {
            boolean isSingle = isAggregated(rel) || UniqueRows.isSingle(rel);
            RelNode single =
                    isSingle ? rel : RelOptUtil.createSingleValueAggRel(rel.getCluster(), rel);
            return lateral(input, single, id, JoinRelType.LEFT);
        }
        if (Correlation.usesAny(rel)) {
            return null;
        }
        RelNode single =
                UnnestSubqueries.isSingleRow(rel)
                        ? rel
                        : RelOptUtil.createSingleValueAggRel(rel.getCluster(), rel);
        return Rebuild.join(input, single, rex.makeLiteral(true), JoinRelType.LEFT);
    }

    /// An aggregate gives one row per outer row by itself.
    private static boolean isAggregated(RelNode rel) {
        return switch (rel) {
            case Aggregate aggregate -> aggregate.getGroupCount() == 0;
            case Project project -> isAggregated(project.getInput());
            default -> false;
        };
    }

    /// Takes the outer row out of a tree; without a variable there is none in it.
    @Nullable Pulled pull(RelNode rel, @Nullable CorrelationId id, RelNode outer) {
        return id == null
                ? new Pulled(rel, List.of(), null)
                : new CorrelationPuller(id, rex, outer).pull(rel);
    }

    static RexNode flatten(RexNode condition, @Nullable CorrelationId id, int numOuter) {
        return id == null
                ? RexUtil.shift(condition, numOuter)
                : Correlation.flatten(condition, id, numOuter);
    }

    /// Joins a correlated tree to its outer rows: the outer columns, then the tree's. Returns null
    /// when the correlation cannot be pulled.
    @Nullable RelNode lateral(RelNode outer, RelNode inner, CorrelationId id, JoinRelType type) {
        Pulled pulled = new CorrelationPuller(id, rex, outer).pull(inner);
        if (pulled == null) {
            return null;
        }
        int numOuter = outer.getRowType().getFieldCount();
        int numInner = inner.getRowType().getFieldCount();
        RelNode right = pulled.rel();
        List<RexNode> whenEmpty = pulled.whenEmpty();
        boolean isFilled = whenEmpty != null && !isAllNull(whenEmpty);
        if (isFilled) {
            right = marked(right);
        }
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode condition : pulled.conditions()) {
            conditions.add(Correlation.flatten(condition, id, numOuter));
        }
        RelNode joined =
                Rebuild.join(
                        outer,
                        right,
                        RexUtil.composeConjunction(rex, conditions),
                        whenEmpty != null ? JoinRelType.LEFT : type);
        if (!isFilled || whenEmpty == null) {
            return Columns.first(joined, numOuter + numInner);
        }
        return filled(joined, numOuter, whenEmpty);
    }

    private static boolean isAllNull(List<RexNode> values) {
        return values.stream().allMatch(value -> Strong.isNull(value, ImmutableBitSet.of()));
    }

    /// Adds a column that is null only in rows an outer join adds.
    private RelNode marked(RelNode rel) {
        List<RexNode> columns = new ArrayList<>(Columns.all(rel));
        columns.add(rex.makeLiteral(true));
        List<String> names = new ArrayList<>(rel.getRowType().getFieldNames());
        names.add("$matched");
        return Rebuild.project(rel, columns, names);
    }

    private RelNode filled(RelNode joined, int numOuter, List<RexNode> whenEmpty) {
        List<RexNode> columns = new ArrayList<>(Columns.all(joined).subList(0, numOuter));
        int marker = joined.getRowType().getFieldCount() - 1;
        RexNode isMissing =
                rex.makeCall(
                        SqlStdOperatorTable.IS_NULL, RexInputRef.of(marker, joined.getRowType()));
        for (int index = 0; index < whenEmpty.size(); index++) {
            RexNode value = RexInputRef.of(numOuter + index, joined.getRowType());
            RelDataType type = value.getType();
            columns.add(
                    rex.makeCall(
                            type,
                            SqlStdOperatorTable.CASE,
                            List.of(
                                    isMissing,
                                    rex.ensureType(type, whenEmpty.get(index), true),
                                    value)));
        }
        List<String> names = joined.getRowType().getFieldNames().subList(0, columns.size());
        return Rebuild.project(joined, columns, names);
    }
}
