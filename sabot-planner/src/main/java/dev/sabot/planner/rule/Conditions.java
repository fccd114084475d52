package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What follows from conditions.
final class Conditions {
    private Conditions() {}

    /// An equality of two columns.
    record ColumnPair(int first, int second) {}

    /// Returns the columns that a condition says are equal, or null when it is no equality of
    /// columns of one type.
    static @Nullable ColumnPair columnPair(RexNode condition) {
        return condition instanceof RexCall call
                        && call.isA(SqlKind.EQUALS)
                        && call.getOperands().get(0) instanceof RexInputRef first
                        && call.getOperands().get(1) instanceof RexInputRef second
                        && SqlTypeUtil.equalSansNullability(first.getType(), second.getType())
                ? new ColumnPair(first.getIndex(), second.getIndex())
                : null;
    }

    /// Returns the conditions and, for each on a single column, the same on the columns equal to
    /// it.
    static Set<RexNode> withTransitive(Collection<RexNode> conditions) {
        Set<RexNode> all = new LinkedHashSet<>(conditions);
        List<ColumnPair> pairs = new ArrayList<>();
        for (RexNode condition : conditions) {
            ColumnPair pair = columnPair(condition);
            if (pair != null) {
                pairs.add(pair);
            }
        }
        boolean isGrowing = !pairs.isEmpty();
        while (isGrowing) {
            List<RexNode> derived = new ArrayList<>();
            for (RexNode condition : all) {
                for (ColumnPair pair : pairs) {
                    addMoved(condition, pair.first, pair.second, derived);
                    addMoved(condition, pair.second, pair.first, derived);
                }
            }
            isGrowing = all.addAll(derived);
        }
        return all;
    }

    private static void addMoved(RexNode condition, int from, int to, List<RexNode> derived) {
        ImmutableBitSet columns = Columns.used(condition);
        boolean isOnColumn = columns.cardinality() == 1 && columns.get(from);
        if (isOnColumn
                && !condition.isA(SqlKind.IS_NOT_NULL)
                && RexUtil.isDeterministic(condition)) {
            int[] targets = new int[from + 1];
            targets[from] = to;
            derived.add(Columns.mapped(condition, targets));
        }
    }

    /// Returns what a disjunction says about some columns alone: where every branch has a condition
    /// on them, one of those holds. Null when a branch has none.
    static @Nullable RexNode implied(RexNode condition, ImmutableBitSet columns, RexBuilder rex) {
        if (!condition.isA(SqlKind.OR)) {
            return null;
        }
        List<RexNode> branches = new ArrayList<>();
        for (RexNode branch : RelOptUtil.disjunctions(condition)) {
            List<RexNode> own = new ArrayList<>();
            for (RexNode conjunct : RelOptUtil.conjunctions(branch)) {
                ImmutableBitSet used = Columns.used(conjunct);
                if (!used.isEmpty()
                        && columns.contains(used)
                        && RexUtil.isDeterministic(conjunct)) {
                    own.add(conjunct);
                }
            }
            if (own.isEmpty()) {
                return null;
            }
            branches.add(RexUtil.composeConjunction(rex, own));
        }
        return RexUtil.composeDisjunction(rex, branches);
    }
}
