package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A tree of inner joins, and the filters and projections between them, as one set of relations and
/// conditions. Columns of all relations are counted through, in the order of the relations.
final class JoinGroup {
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<RexNode> conditions = new ArrayList<>();
    private final boolean takesSemiJoins;
    private List<RexNode> outputs = List.of();

    private JoinGroup(boolean takesSemiJoins) {
        this.takesSemiJoins = takesSemiJoins;
    }

    /// A relation of the group.
    ///
    /// @param start its first column
    /// @param type INNER, or SEMI and ANTI for a relation that only says which rows stay
    /// @param conditions when the relation is joined by a semi join, its condition
    record Leaf(RelNode rel, int start, JoinRelType type, List<RexNode> conditions) {
        ImmutableBitSet columns() {
            return ImmutableBitSet.range(start, start + width());
        }

        int width() {
            return rel.getRowType().getFieldCount();
        }

        boolean isInner() {
            return type == JoinRelType.INNER;
        }
    }

    /// Takes a tree apart whose root is an inner join, or a filter or projection above one.
    ///
    /// @param takesSemiJoins whether semi joins belong to the group, too
    static JoinGroup of(RelNode root, boolean takesSemiJoins) {
        JoinGroup group = new JoinGroup(takesSemiJoins);
        group.outputs = group.collect(root);
        return group;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /// Returns the conditions between the inner relations.
    List<RexNode> conditions() {
        return conditions;
    }

    /// Returns what the tree's columns are in terms of the columns of the relations.
    List<RexNode> outputs() {
        return outputs;
    }

    /// Returns the relation of a column.
    int leafOf(int column) {
        int leaf = leaves.size() - 1;
        while (leaves.get(leaf).start > column) {
            leaf--;
        }
        return leaf;
    }

    /// Returns the relations a condition speaks of, as bits.
    long leavesOf(RexNode condition) {
        long mask = 0;
        for (int column : Columns.used(condition)) {
            mask |= 1L << leafOf(column);
        }
        return mask;
    }

    private int numColumns() {
        return leaves.isEmpty() ? 0 : leaves.getLast().start + leaves.getLast().width();
    }

    private List<RexNode> collect(RelNode node) {
        return switch (node) {
            case Join join when join.getJoinType() == JoinRelType.INNER -> inner(join);
            case Join join when takesSemiJoins && isSemi(join.getJoinType()) -> semi(join);
            case Filter filter when isGroup(filter.getInput()) -> {
                List<RexNode> columns = collect(filter.getInput());
                add(filter.getCondition(), columns, conditions);
                yield columns;
            }
            case Project project when isTransparent(project) && isGroup(project.getInput()) -> {
                List<RexNode> columns = collect(project.getInput());
                yield project.getProjects().stream()
                        .map(expression -> Columns.substituted(expression, columns))
                        .toList();
            }
            default -> leaf(node);
        };
    }

    private static boolean isSemi(JoinRelType type) {
        return type == JoinRelType.SEMI || type == JoinRelType.ANTI;
    }

    private boolean isGroup(RelNode node) {
        return switch (node) {
            case Join join ->
                    join.getJoinType() == JoinRelType.INNER
                            || (takesSemiJoins && isSemi(join.getJoinType()));
            case Filter filter -> isGroup(filter.getInput());
            case Project project -> isTransparent(project) && isGroup(project.getInput());
            default -> false;
        };
    }

    private static boolean isTransparent(Project project) {
        return !project.containsOver()
                && project.getProjects().stream().allMatch(RexUtil::isDeterministic);
    }

    private List<RexNode> leaf(RelNode node) {
        return addLeaf(node, JoinRelType.INNER);
    }

    private List<RexNode> addLeaf(RelNode node, JoinRelType type) {
        int start = numColumns();
        leaves.add(new Leaf(node, start, type, new ArrayList<>()));
        List<RexNode> columns = new ArrayList<>();
        for (int index = 0; index < node.getRowType().getFieldCount(); index++) {
            columns.add(new RexInputRef(start + index, Columns.type(node, index)));
        }
        return columns;
    }

    private List<RexNode> inner(Join join) {
        List<RexNode> columns = new ArrayList<>(collect(join.getLeft()));
        columns.addAll(collect(join.getRight()));
        add(join.getCondition(), columns, conditions);
        return columns;
    }

    private List<RexNode> semi(Join join) {
        List<RexNode> left = collect(join.getLeft());
        List<RexNode> columns = new ArrayList<>(left);
        columns.addAll(addLeaf(join.getRight(), join.getJoinType()));
        add(join.getCondition(), columns, leaves.getLast().conditions);
        return left;
    }

    private static void add(RexNode condition, List<RexNode> columns, List<RexNode> target) {
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            if (!conjunct.isAlwaysTrue()) {
                target.add(Columns.substituted(conjunct, columns));
            }
        }
    }

    /// Returns the only relation that a condition speaks of, or null when there are several or
    /// none.
    @Nullable Leaf onlyLeaf(RexNode condition) {
        long mask = leavesOf(condition);
        return Long.bitCount(mask) == 1 ? leaves.get(Long.numberOfTrailingZeros(mask)) : null;
    }
}
