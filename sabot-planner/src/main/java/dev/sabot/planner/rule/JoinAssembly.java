package dev.sabot.planner.rule;

import dev.sabot.planner.rule.JoinGraph.Condition;
import dev.sabot.planner.rule.JoinGraph.Equality;
import dev.sabot.planner.rule.JoinGroup.Leaf;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

import java.util.ArrayList;
import java.util.List;

/// Builds the tree of an order of joins, with every condition where its relations first meet.
final class JoinAssembly {
    private final JoinGraph graph;
    private final RexBuilder rex;

    JoinAssembly(JoinGraph graph, RexBuilder rex) {
        this.graph = graph;
        this.rex = rex;
    }

    /// A tree and the group's column that each of its columns is.
    private record Built(RelNode rel, List<Integer> columns, long relations) {}

    /// Returns a node whose columns are those of the group, in the group's order, so that
    /// expressions over the group can be computed above it. Columns of semi joined relations are
    /// left out: what stands in their place is any other column.
    RelNode build(JoinTree tree) {
        Built built = assemble(tree);
        List<RexNode> rest = new ArrayList<>();
        for (Condition condition : graph.conditions()) {
            if (condition.relations() == 0) {
                rest.add(condition.node());
            }
        }
        RelNode rel = Rebuild.filter(built.rel, rest);
        return Columns.project(rel, order(built));
    }

    private List<Integer> order(Built built) {
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < graph.size(); index++) {
            Leaf leaf = graph.leaf(index);
            for (int column = 0; column < leaf.width(); column++) {
                order.add(Math.max(0, built.columns.indexOf(leaf.start() + column)));
            }
        }
        return order;
    }

    private Built assemble(JoinTree tree) {
        return switch (tree) {
            case JoinTree.Relation(int index) -> relation(index);
            case JoinTree.Pair(JoinTree left, JoinTree right, double _) ->
                    right instanceof JoinTree.Relation(int index) && graph.isSemi(index)
                            ? semi(assemble(left), index)
                            : inner(assemble(left), assemble(right));
        };
    }

    private Built relation(int index) {
        Leaf leaf = graph.leaf(index);
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < leaf.width(); column++) {
            columns.add(leaf.start() + column);
        }
        List<RexNode> own = new ArrayList<>();
        for (Condition condition : graph.conditions()) {
            if (condition.relations() == 1L << index) {
                own.add(moved(condition.node(), columns));
            }
        }
        RelNode rel = Rebuild.filter(graph.relation(index), own);
        return new Built(rel, columns, 1L << index);
    }

    private Built inner(Built left, Built right) {
        List<Integer> columns = new ArrayList<>(left.columns);
        columns.addAll(right.columns);
        List<RexNode> conditions = new ArrayList<>();
        for (Equality equality : graph.classes()) {
            addEquality(equality, left, right, conditions);
        }
        long both = left.relations | right.relations;
        for (Condition condition : graph.conditions()) {
            boolean isNew =
                    condition.relations() != 0
                            && (condition.relations() & ~both) == 0
                            && (condition.relations() & ~left.relations) != 0
                            && (condition.relations() & ~right.relations) != 0;
            if (isNew) {
                conditions.add(moved(condition.node(), columns));
            }
        }
        RelNode joined =
                Rebuild.join(
                        left.rel,
                        right.rel,
                        RexUtil.composeConjunction(rex, conditions),
                        JoinRelType.INNER);
        return new Built(joined, columns, both);
    }

    private void addEquality(Equality equality, Built left, Built right, List<RexNode> conditions) {
        int leftColumn = first(equality, left);
        int rightColumn = first(equality, right);
        if (leftColumn >= 0 && rightColumn >= 0) {
            int numLeft = left.columns.size();
            RexNode first = new RexInputRef(leftColumn, Columns.type(left.rel, leftColumn));
            RexNode second =
                    new RexInputRef(numLeft + rightColumn, Columns.type(right.rel, rightColumn));
            conditions.add(rex.makeCall(SqlStdOperatorTable.EQUALS, first, second));
        }
    }

    /// Returns the position of a column of a class in a tree, or -1.
    private static int first(Equality equality, Built built) {
        for (int column : equality.columns()) {
            int position = built.columns.indexOf(column);
            if (position >= 0) {
                return position;
            }
        }
        return -1;
    }

    private Built semi(Built left, int index) {
        Leaf leaf = graph.leaf(index);
        List<Integer> columns = new ArrayList<>(left.columns);
        for (int column = 0; column < leaf.width(); column++) {
            columns.add(leaf.start() + column);
        }
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode condition : leaf.conditions()) {
            conditions.add(moved(condition, columns));
        }
        RelNode joined =
                Rebuild.join(
                        left.rel,
                        graph.relation(index),
                        RexUtil.composeConjunction(rex, conditions),
                        leaf.type());
        return new Built(joined, left.columns, left.relations | 1L << index);
    }

    private static RexNode moved(RexNode node, List<Integer> columns) {
        int[] targets = new int[columns.stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
        for (int position = 0; position < columns.size(); position++) {
            targets[columns.get(position)] = position;
        }
        return Columns.mapped(node, targets);
    }
}
