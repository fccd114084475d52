package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Takes the conditions on the outer row out of a correlated tree, so that they can become the
/// condition of a join with it.
///
/// Pulled through an aggregate, an equality with the outer row makes a group key: instead of one
/// group per outer row there is one per value. That loses the result of an empty group, which is
/// therefore kept beside the tree. What cannot be pulled (a comparison below an aggregate, a limit
/// per outer row, …) is left to the general decorrelation.
final class CorrelationPuller {
    private final CorrelationId id;
    private final RexBuilder rex;
    private final RelNode outer;

    /// @param outer the rows the tree is evaluated for
    CorrelationPuller(CorrelationId id, RexBuilder rex, RelNode outer) {
        this.id = id;
        this.rex = rex;
        this.outer = outer;
    }

    /// A tree without the outer row.
    ///
    /// @param rel the columns of the original tree, then those the conditions need besides
    /// @param conditions over the columns of `rel` and the outer row
    /// @param whenEmpty the values of the original columns for an outer row without a match; null
    ///     when such a row has no match in the original tree either
    record Pulled(RelNode rel, List<RexNode> conditions, @Nullable List<RexNode> whenEmpty) {}

    /// Returns the tree without the outer row, or null when the conditions cannot be taken out.
    @Nullable Pulled pull(RelNode node) {
        if (!Correlation.uses(node, id)) {
            return new Pulled(node, List.of(), null);
        }
        return switch (node) {
            case Filter filter -> filter(filter);
            case Project project -> project(project);
            case Aggregate aggregate -> aggregate(aggregate);
            case Join join -> join(join);
            case Sort sort when sort.fetch == null && sort.offset == null -> pull(sort.getInput());
            default -> null;
        };
    }

    private boolean isOuter(RexNode node) {
        return Correlation.uses(node, id);
    }

    private @Nullable Pulled filter(Filter filter) {
        Pulled input = pull(filter.getInput());
        if (input == null || input.whenEmpty != null) {
            return null;
        }
        List<RexNode> conditions = new ArrayList<>(input.conditions);
        List<RexNode> inner = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (!isOuter(conjunct)) {
                inner.add(conjunct);
            } else if (Correlation.hasSubQuery(conjunct)) {
                return null;
            } else {
                conditions.add(conjunct);
            }
        }
        RelNode rel = inner.isEmpty() ? input.rel : Rebuild.filter(input.rel, inner);
        return new Pulled(rel, conditions, null);
    }

    private @Nullable Pulled project(Project project) {
        Pulled input = pull(project.getInput());
        if (input == null
                || project.getProjects().stream().anyMatch(this::isOuter)
                || (project.containsOver() && !input.conditions.isEmpty())) {
            return null;
        }
        List<RexNode> columns = new ArrayList<>(project.getProjects());
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        ImmutableBitSet needed = Columns.used(input.conditions);
        int[] targets = new int[input.rel.getRowType().getFieldCount()];
        for (int index : needed) {
            RexNode column = RexInputRef.of(index, input.rel.getRowType());
            int known = columns.indexOf(column);
            if (known < 0) {
                known = columns.size();
                columns.add(column);
                names.add(input.rel.getRowType().getFieldNames().get(index));
            }
            targets[index] = known;
        }
        RelNode rel = Rebuild.project(input.rel, columns, names);
        List<RexNode> conditions =
                input.conditions.stream().map(c -> Columns.mapped(c, targets)).toList();
        return new Pulled(rel, conditions, whenEmpty(project, input));
    }

    private static @Nullable List<RexNode> whenEmpty(Project project, Pulled input) {
        List<RexNode> values = input.whenEmpty;
        if (values == null) {
            return null;
        }
        return project.getProjects().stream()
                .map(expression -> Columns.substituted(expression, values))
                .toList();
    }

    private @Nullable Pulled join(Join join) {
        boolean isInner = join.getJoinType() == JoinRelType.INNER;
        boolean isLeftPreserved =
                join.getJoinType() == JoinRelType.LEFT || !join.getJoinType().projectsRight();
        if (!isInner
                && (!isLeftPreserved
                        || isOuter(join.getCondition())
                        || Correlation.uses(join.getRight(), id))) {
            return null;
        }
        Pulled left = pull(join.getLeft());
        Pulled right = pull(join.getRight());
        if (left == null
                || right == null
                || left.whenEmpty != null
                || right.whenEmpty != null
                || Correlation.hasSubQuery(join.getCondition())) {
            return null;
        }
        return new JoinPull(join, left, right).build();
    }

    /// Joins the pulled inputs of a join.
    private final class JoinPull {
        private final Join join;
        private final Pulled left;
        private final Pulled right;
        private final int numLeft;
        private final int numRight;
        private final int newLeft;

        JoinPull(Join join, Pulled left, Pulled right) {
            this.join = join;
            this.left = left;
            this.right = right;
            this.numLeft = join.getLeft().getRowType().getFieldCount();
            this.numRight = join.getRight().getRowType().getFieldCount();
            this.newLeft = left.rel.getRowType().getFieldCount();
        }

        Pulled build() {
            int[] targets = new int[numLeft + numRight];
            for (int index = 0; index < targets.length; index++) {
                targets[index] = index < numLeft ? index : newLeft + index - numLeft;
            }
            List<RexNode> inner = new ArrayList<>();
            List<RexNode> conditions = new ArrayList<>(left.conditions);
            for (RexNode condition : right.conditions) {
                conditions.add(RexUtil.shift(condition, newLeft));
            }
            for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
                RexNode moved = Columns.mapped(conjunct, targets);
                (isOuter(conjunct) ? conditions : inner).add(moved);
            }
            RelNode joined =
                    Rebuild.join(
                            left.rel,
                            right.rel,
                            RexUtil.composeConjunction(rex, inner),
                            join.getJoinType());
            if (!join.getJoinType().projectsRight() || newLeft == numLeft) {
                return new Pulled(joined, conditions, null);
            }
            return reordered(joined, conditions);
        }

        /// Puts the original columns first.
        private Pulled reordered(RelNode joined, List<RexNode> conditions) {
            int numAll = joined.getRowType().getFieldCount();
            List<Integer> order = new ArrayList<>();
            for (int index = 0; index < numLeft; index++) {
                order.add(index);
            }
            for (int index = newLeft; index < newLeft + numRight; index++) {
                order.add(index);
            }
            for (int index = 0; index < numAll; index++) {
                if (!order.contains(index)) {
                    order.add(index);
                }
            }
            int[] positions = new int[numAll];
            for (int position = 0; position < numAll; position++) {
                positions[order.get(position)] = position;
            }
            List<RexNode> moved =
                    conditions.stream().map(c -> Columns.mapped(c, positions)).toList();
            return new Pulled(Columns.project(joined, order), moved, null);
        }
    }

    private @Nullable Pulled aggregate(Aggregate aggregate) {
        Pulled input = pull(aggregate.getInput());
        if (input == null
                || input.whenEmpty != null
                || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            return null;
        }
        List<RexNode> columns = new ArrayList<>(Columns.all(input.rel));
        List<RexNode> outerSides = new ArrayList<>();
        List<Integer> innerColumns = new ArrayList<>();
        List<Boolean> nullSafe = new ArrayList<>();
        for (RexNode condition : input.conditions) {
            RexNode innerSide = equality(condition, false);
            RexNode outerSide = equality(condition, true);
            if (innerSide == null || outerSide == null) {
                return null;
            }
            int column = columns.indexOf(innerSide);
            if (column < 0) {
                column = columns.size();
                columns.add(innerSide);
            }
            innerColumns.add(column);
            outerSides.add(outerSide);
            nullSafe.add(condition.isA(SqlKind.IS_NOT_DISTINCT_FROM));
        }
        RelNode source =
                columns.size() == input.rel.getRowType().getFieldCount()
                        ? input.rel
                        : Rebuild.project(input.rel, columns, null);
        ImmutableBitSet keys = aggregate.getGroupSet().union(ImmutableBitSet.of(innerColumns));
        Equalities equalities = new Equalities(innerColumns, outerSides, nullSafe);
        RelNode wanted = isSingleValue(aggregate) ? matching(source, equalities) : source;
        RelNode grouped = Rebuild.aggregate(wanted, keys, null, aggregate.getAggCallList());
        return grouped(aggregate, grouped, keys, equalities);
    }

    private static boolean isSingleValue(Aggregate aggregate) {
        return aggregate.getAggCallList().stream()
                .anyMatch(call -> call.getAggregation().getKind() == SqlKind.SINGLE_VALUE);
    }

    /// Keeps the rows that some outer row asks for: several rows for one value are an error only
    /// then.
    private RelNode matching(RelNode source, Equalities equalities) {
        int numColumns = source.getRowType().getFieldCount();
        List<RexNode> conditions = new ArrayList<>();
        for (int index = 0; index < equalities.columns.size(); index++) {
            RexNode inner = RexInputRef.of(equalities.columns.get(index), source.getRowType());
            RexNode outerSide =
                    RexUtil.shift(
                            Correlation.flatten(equalities.outerSides.get(index), id, 0),
                            numColumns);
            conditions.add(equality(inner, outerSide, equalities.nullSafe.get(index)));
        }
        return Rebuild.join(
                source, outer, RexUtil.composeConjunction(rex, conditions), JoinRelType.SEMI);
    }

    private RexNode equality(RexNode inner, RexNode outerSide, boolean isNullSafe) {
        return rex.makeCall(
                isNullSafe ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS,
                inner,
                outerSide);
    }

    /// Equalities between columns below an aggregate and the outer row.
    private record Equalities(
            List<Integer> columns, List<RexNode> outerSides, List<Boolean> nullSafe) {}

    /// Puts the original columns first and compares the new keys with the outer row.
    private Pulled grouped(
            Aggregate aggregate, RelNode grouped, ImmutableBitSet keys, Equalities equalities) {
        List<Integer> order = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            order.add(keys.indexOf(key));
        }
        for (int call = 0; call < aggregate.getAggCallList().size(); call++) {
            order.add(keys.cardinality() + call);
        }
        List<RexNode> conditions = new ArrayList<>();
        for (int index = 0; index < equalities.columns.size(); index++) {
            int column = keys.indexOf(equalities.columns.get(index));
            int position = order.indexOf(column);
            if (position < 0) {
                position = order.size();
                order.add(column);
            }
            RexNode inner = new RexInputRef(position, Columns.type(grouped, column));
            conditions.add(
                    equality(
                            inner,
                            equalities.outerSides.get(index),
                            equalities.nullSafe.get(index)));
        }
        RelNode rel = Columns.project(grouped, order);
        return new Pulled(
                rel, conditions, aggregate.getGroupCount() == 0 ? emptyGroup(aggregate) : null);
    }

    /// What the calls of an aggregate without keys give for no rows.
    private List<RexNode> emptyGroup(Aggregate aggregate) {
        List<RexNode> values = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            boolean isCount =
                    call.getAggregation().getKind() == SqlKind.COUNT
                            || call.getAggregation().getKind() == SqlKind.SUM0;
            values.add(
                    isCount
                            ? rex.makeExactLiteral(BigDecimal.ZERO, call.getType())
                            : rex.makeNullLiteral(
                                    rex.getTypeFactory()
                                            .createTypeWithNullability(call.getType(), true)));
        }
        return values;
    }

    /// Returns one side of `inner = outer`: the side with or without the outer row; null when the
    /// condition is no such equality.
    private @Nullable RexNode equality(RexNode condition, boolean wantsOuter) {
        if (!(condition instanceof RexCall call)
                || !(call.isA(SqlKind.EQUALS) || call.isA(SqlKind.IS_NOT_DISTINCT_FROM))) {
            return null;
        }
        for (RexNode side : call.getOperands()) {
            boolean hasColumns = !RelOptUtil.InputFinder.bits(side).isEmpty();
            boolean isMatch = wantsOuter ? !hasColumns : hasColumns && !isOuter(side);
            if (isMatch && isOuter(side) == wantsOuter && !RexOver.containsOver(side)) {
                return side;
            }
        }
        return null;
    }
}
