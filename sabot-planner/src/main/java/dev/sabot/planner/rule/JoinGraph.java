package dev.sabot.planner.rule;

import dev.sabot.planner.cost.CardinalityEstimator;
import dev.sabot.planner.rule.JoinGroup.Leaf;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The relations of a join group and what links them, with guesses of how many rows sets of them
/// give when joined.
///
/// Columns that equalities make equal form a class; joining two sets applies one equality of each
/// class that has columns in both.
final class JoinGraph {
    private static final double RANGE_SHARE = 1.0 / 3;
    private static final double SEMI_RESIDUAL_SHARE = 0.5;
    private static final double MIN_ANTI_SHARE = 0.1;

    /// What an equality still filters that closes a cycle: composite keys are not independent.
    private static final double CYCLE_EXPONENT = 0.25;

    private final JoinGroup group;
    private final List<RelNode> relations;
    private final CardinalityEstimator estimator;
    private final List<Equality> classes = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final Map<Long, Double> rows = new HashMap<>();

    JoinGraph(JoinGroup group, List<RelNode> relations, CardinalityEstimator estimator) {
        this.group = group;
        this.relations = relations;
        this.estimator = estimator;
        for (RexNode node : group.conditions()) {
            Conditions.ColumnPair pair = Conditions.columnPair(node);
            if (pair == null || !addToClass(pair)) {
                conditions.add(condition(node));
            }
        }
    }

    /// Columns that are all equal, at most one of each relation.
    record Equality(List<Integer> columns, long relations) {}

    /// Any other condition, and which share of pairs meets it.
    record Condition(RexNode node, long relations, double share, boolean isEquality) {}

    List<Equality> classes() {
        return classes;
    }

    List<Condition> conditions() {
        return conditions;
    }

    List<RexNode> outputs() {
        return group.outputs();
    }

    int size() {
        return relations.size();
    }

    RelNode relation(int index) {
        return relations.get(index);
    }

    Leaf leaf(int index) {
        return group.leaves().get(index);
    }

    int leafOf(int column) {
        return group.leafOf(column);
    }

    boolean isSemi(int index) {
        return !leaf(index).isInner();
    }

    /// Returns the relations that must be there before a semi join with this one.
    long required(int index) {
        long mask = 0;
        for (RexNode condition : leaf(index).conditions()) {
            mask |= group.leavesOf(condition);
        }
        return mask & ~(1L << index);
    }

    private boolean addToClass(Conditions.ColumnPair pair) {
        int first = leafOf(pair.first());
        int second = leafOf(pair.second());
        if (first == second) {
            return false;
        }
        Equality firstClass = classOf(pair.first());
        Equality secondClass = classOf(pair.second());
        if (firstClass != null && firstClass == secondClass) {
            return true;
        }
        List<Integer> columns = new ArrayList<>();
        long mask = 0;
        columns.addAll(firstClass == null ? List.of(pair.first()) : firstClass.columns);
        columns.addAll(secondClass == null ? List.of(pair.second()) : secondClass.columns);
        for (int column : columns) {
            long bit = 1L << leafOf(column);
            if ((mask & bit) != 0) {
                return false;
            }
            mask |= bit;
        }
        classes.remove(firstClass);
        classes.remove(secondClass);
        classes.add(new Equality(columns, mask));
        return true;
    }

    private @Nullable Equality classOf(int column) {
        for (Equality equality : classes) {
            if (equality.columns.contains(column)) {
                return equality;
            }
        }
        return null;
    }

    private Condition condition(RexNode node) {
        boolean isEquality =
                node instanceof RexCall call
                        && (call.isA(SqlKind.EQUALS) || call.isA(SqlKind.IS_NOT_DISTINCT_FROM))
                        && (group.leavesOf(call.getOperands().get(0))
                                        & group.leavesOf(call.getOperands().get(1)))
                                == 0
                        && group.leavesOf(call.getOperands().get(0)) != 0
                        && group.leavesOf(call.getOperands().get(1)) != 0;
        double share = isEquality ? equalityShare((RexCall) node) : RANGE_SHARE;
        return new Condition(node, group.leavesOf(node), share, isEquality);
    }

    private double equalityShare(RexCall call) {
        double distinct = 1;
        for (RexNode operand : call.getOperands()) {
            for (int column : Columns.used(operand)) {
                distinct = Math.max(distinct, distinct(column));
            }
        }
        return 1 / distinct;
    }

    private double distinct(int column) {
        int index = leafOf(column);
        return estimator.distinct(relations.get(index), column - leaf(index).start());
    }

    double relationRows(int index) {
        return estimator.rows(relations.get(index));
    }

    /// Says whether an equality links two sets.
    boolean isLinked(long first, long second) {
        for (Equality equality : classes) {
            if ((equality.relations & first) != 0 && (equality.relations & second) != 0) {
                return true;
            }
        }
        for (Condition condition : conditions) {
            boolean isComplete = (condition.relations & ~(first | second)) == 0;
            if (condition.isEquality
                    && isComplete
                    && (condition.relations & first) != 0
                    && (condition.relations & second) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Returns the guessed rows of a set joined, whatever the order.
    double rows(long set) {
        return rows.computeIfAbsent(set, this::estimate);
    }

    private double estimate(long set) {
        double product = 1;
        List<Double> shares = new ArrayList<>();
        int numInner = 0;
        for (int index = 0; index < size(); index++) {
            if ((set & (1L << index)) == 0) {
                continue;
            }
            if (isSemi(index)) {
                product *= semiShare(index);
            } else {
                product *= relationRows(index);
                numInner++;
            }
        }
        for (Equality equality : classes) {
            addShares(equality, set, shares);
        }
        for (Condition condition : conditions) {
            if (condition.relations != 0 && (condition.relations & ~set) == 0) {
                if (condition.isEquality) {
                    shares.add(condition.share);
                } else {
                    product *= condition.share;
                }
            }
        }
        Collections.sort(shares);
        for (int index = 0; index < shares.size(); index++) {
            boolean isCycle = index >= numInner - 1;
            product *= isCycle ? Math.pow(shares.get(index), CYCLE_EXPONENT) : shares.get(index);
        }
        return Math.max(1, product);
    }

    /// Of k equal columns, each but the one with the fewest values filters the product.
    private void addShares(Equality equality, long set, List<Double> shares) {
        List<Double> counts = new ArrayList<>();
        for (int column : equality.columns) {
            if ((set & (1L << leafOf(column))) != 0) {
                counts.add(distinct(column));
            }
        }
        Collections.sort(counts);
        for (int index = 1; index < counts.size(); index++) {
            shares.add(1 / counts.get(index));
        }
    }

    /// Returns the share of rows that a semi join keeps.
    private double semiShare(int index) {
        double share = 1;
        for (RexNode condition : leaf(index).conditions()) {
            share *= semiShare(condition, index);
        }
        return leaf(index).type() == JoinRelType.SEMI ? share : Math.max(MIN_ANTI_SHARE, 1 - share);
    }

    private double semiShare(RexNode condition, int index) {
        if (!(condition instanceof RexCall call)
                || !call.isA(SqlKind.EQUALS)
                || !(call.getOperands().get(0) instanceof RexInputRef first)
                || !(call.getOperands().get(1) instanceof RexInputRef second)) {
            return SEMI_RESIDUAL_SHARE;
        }
        boolean isFirstInner = leafOf(first.getIndex()) == index;
        double inner = distinct(isFirstInner ? first.getIndex() : second.getIndex());
        double outer = distinct(isFirstInner ? second.getIndex() : first.getIndex());
        return Math.min(1, inner / outer);
    }
}
