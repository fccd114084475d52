package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Column references: which there are, and where they go when the input changes.
final class Columns {
    private Columns() {}

    /// Returns the columns that expressions read.
    static ImmutableBitSet used(Collection<RexNode> nodes) {
        return RelOptUtil.InputFinder.bits(List.copyOf(nodes), null);
    }

    static ImmutableBitSet used(RexNode node) {
        return RelOptUtil.InputFinder.bits(node);
    }

    /// Returns the type of a column of a node.
    static RelDataType type(RelNode node, int column) {
        return node.getRowType().getFieldList().get(column).getType();
    }

    /// Returns references to all columns of a node.
    static List<RexNode> all(RelNode node) {
        int numColumns = node.getRowType().getFieldCount();
        List<RexNode> columns = new ArrayList<>(numColumns);
        for (int index = 0; index < numColumns; index++) {
            columns.add(RexInputRef.of(index, node.getRowType()));
        }
        return columns;
    }

    /// Returns the expression with column `i` read from column `targets[i]`.
    static RexNode mapped(RexNode node, int[] targets) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef reference) {
                        int target = targets[reference.getIndex()];
                        return target == reference.getIndex()
                                ? reference
                                : new RexInputRef(target, reference.getType());
                    }
                });
    }

    /// Returns the expression with column `i` replaced by `values[i]`.
    static RexNode substituted(RexNode node, List<RexNode> values) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef reference) {
                        return values.get(reference.getIndex());
                    }
                });
    }

    /// Returns some columns of a node in the given order; all of them in order is the node itself.
    static RelNode project(RelNode node, List<Integer> order) {
        List<RexNode> columns = new ArrayList<>(order.size());
        List<String> names = new ArrayList<>(order.size());
        boolean isIdentity = order.size() == node.getRowType().getFieldCount();
        for (int position = 0; position < order.size(); position++) {
            int index = order.get(position);
            isIdentity &= index == position;
            columns.add(RexInputRef.of(index, node.getRowType()));
            names.add(node.getRowType().getFieldNames().get(index));
        }
        return isIdentity ? node : Rebuild.project(node, columns, names);
    }

    /// Returns the first columns of a node.
    static RelNode first(RelNode node, int count) {
        List<Integer> order = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            order.add(index);
        }
        return project(node, order);
    }
}
