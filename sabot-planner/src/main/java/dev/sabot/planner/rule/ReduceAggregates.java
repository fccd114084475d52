package dev.sabot.planner.rule;

import dev.sabot.planner.catalog.ColumnScan;
import dev.sabot.planner.cost.CardinalityEstimator;
import dev.sabot.planner.rule.JoinGroup.Leaf;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Groups only what is joined: where an aggregate is joined on a key with a few rows of a small
/// table, its input is first reduced to those keys by a semi join. That is what remains of a
/// correlated aggregate such as TPC-H 17's average per part, of which one part in a thousand is
/// asked for.
final class ReduceAggregates {
    /// The keys asked for must be this share of the groups at most.
    private static final double MAX_KEY_SHARE = 0.1;

    private final CardinalityEstimator estimator = new CardinalityEstimator();
    private final RexBuilder rex;

    private ReduceAggregates(RexBuilder rex) {
        this.rex = rex;
    }

    static RelNode apply(RelNode root, RuleContext context) {
        return new ReduceAggregates(context.rexBuilder()).rewrite(root);
    }

    private RelNode rewrite(RelNode node) {
        if (!OrderJoins.isGroup(node)) {
            return Rebuild.mapInputs(node, this::rewrite);
        }
        JoinGroup group = JoinGroup.of(node, true);
        Map<RelNode, RelNode> replacements = new IdentityHashMap<>();
        for (Leaf leaf : group.leaves()) {
            RelNode reduced =
                    leaf.isInner() && isOnce(leaf, group) && !Streams.isUnbounded(node)
                            ? reduced(leaf, group)
                            : leaf.rel();
            RelNode rewritten = rewrite(reduced);
            if (rewritten != leaf.rel()) {
                replacements.put(leaf.rel(), rewritten);
            }
        }
        return replacements.isEmpty() ? node : replaced(node, replacements);
    }

    /// A tree that stands for several references cannot be reduced for one of them.
    private static boolean isOnce(Leaf leaf, JoinGroup group) {
        return group.leaves().stream().filter(other -> other.rel() == leaf.rel()).count() == 1;
    }

    private static RelNode replaced(RelNode node, Map<RelNode, RelNode> replacements) {
        RelNode replacement = replacements.get(node);
        return replacement != null
                ? replacement
                : Rebuild.mapInputs(node, input -> replaced(input, replacements));
    }

    /// A column of a small relation that lists the keys asked for.
    private record Reducer(RelNode rel, int column, double rows) {}

    private RelNode reduced(Leaf leaf, JoinGroup group) {
        for (int column = 0; column < leaf.width(); column++) {
            int inputColumn = inputColumn(leaf.rel(), column);
            if (inputColumn < 0) {
                continue;
            }
            Aggregate aggregate = aggregate(leaf.rel());
            Reducer reducer = best(leaf, leaf.start() + column, group, aggregate);
            if (reducer != null) {
                return over(leaf.rel(), semiJoin(aggregate, inputColumn, reducer));
            }
        }
        return leaf.rel();
    }

    /// Returns the column below the aggregate that an output column is a key of, or -1.
    private static int inputColumn(RelNode node, int column) {
        return switch (node) {
            case Aggregate aggregate
                    when aggregate.getGroupType() == Aggregate.Group.SIMPLE
                            && column < aggregate.getGroupCount() ->
                    aggregate.getGroupSet().nth(column);
            case Filter filter -> inputColumn(filter.getInput(), column);
            case Project project
                    when !project.containsOver()
                            && project.getProjects().get(column) instanceof RexInputRef ref ->
                    inputColumn(project.getInput(), ref.getIndex());
            default -> -1;
        };
    }

    private static Aggregate aggregate(RelNode node) {
        return node instanceof Aggregate aggregate ? aggregate : aggregate(node.getInput(0));
    }

    private static RelNode over(RelNode node, RelNode aggregate) {
        return node instanceof Aggregate
                ? aggregate
                : Rebuild.withInputs(node, List.of(over(node.getInput(0), aggregate)));
    }

    private RelNode semiJoin(Aggregate aggregate, int column, Reducer reducer) {
        RelNode input = aggregate.getInput();
        RelNode keys = Columns.project(reducer.rel, List.of(reducer.column));
        int numColumns = input.getRowType().getFieldCount();
        RexNode condition =
                rex.makeCall(
                        SqlStdOperatorTable.EQUALS,
                        RexInputRef.of(column, input.getRowType()),
                        new RexInputRef(numColumns, Columns.type(keys, 0)));
        RelNode reduced = Rebuild.join(input, keys, condition, JoinRelType.SEMI);
        return Rebuild.withInputs(aggregate, List.of(reduced));
    }

    private @Nullable Reducer best(Leaf leaf, int column, JoinGroup group, Aggregate aggregate) {
        Set<Integer> equal = equalColumns(column, group);
        Reducer best = null;
        for (int index = 0; index < group.leaves().size(); index++) {
            Leaf other = group.leaves().get(index);
            if (other == leaf || other.type() == JoinRelType.ANTI || !isSmall(other, aggregate)) {
                continue;
            }
            double rows = estimator.rows(other.rel());
            for (int position = 0; position < other.width(); position++) {
                boolean isKey = equal.contains(other.start() + position);
                if (isKey && (best == null || rows < best.rows)) {
                    best = new Reducer(other.rel(), position, rows);
                }
            }
        }
        double groups = estimator.rows(aggregate);
        return best != null && best.rows <= groups * MAX_KEY_SHARE ? best : null;
    }

    /// Its table is read a second time: that must cost less than it saves.
    private boolean isSmall(Leaf leaf, Aggregate aggregate) {
        RelNode table = leaf.rel();
        while (table instanceof Filter || (table instanceof Project p && !p.containsOver())) {
            table = table.getInput(0);
        }
        return table instanceof ColumnScan
                && estimator.rows(table) <= estimator.rows(aggregate.getInput());
    }

    /// Returns the columns that equal a column in every row of the join; those of a semi joined
    /// relation list the values it can have.
    private static Set<Integer> equalColumns(int column, JoinGroup group) {
        List<RexNode> conditions = new ArrayList<>(group.conditions());
        for (Leaf leaf : group.leaves()) {
            if (leaf.type() == JoinRelType.SEMI) {
                conditions.addAll(leaf.conditions());
            }
        }
        Set<Integer> equal = new HashSet<>(Set.of(column));
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (RexNode condition : conditions) {
                Conditions.ColumnPair pair = Conditions.columnPair(condition);
                if (pair != null
                        && (equal.contains(pair.first()) || equal.contains(pair.second()))) {
                    isGrowing |= equal.add(pair.first());
                    isGrowing |= equal.add(pair.second());
                }
            }
        }
        return equal;
    }
}
