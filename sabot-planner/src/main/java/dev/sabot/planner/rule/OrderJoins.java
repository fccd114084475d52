package dev.sabot.planner.rule;

import dev.sabot.planner.cost.CardinalityEstimator;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexUtil;

import java.util.ArrayList;
import java.util.List;

/// Orders the joins of each group of inner and semi joins by cost.
final class OrderJoins {
    /// No more relations fit the bits of a set.
    private static final int MAX_RELATIONS = 62;

    private final CardinalityEstimator estimator = new CardinalityEstimator();
    private final RuleContext context;

    private OrderJoins(RuleContext context) {
        this.context = context;
    }

    static RelNode apply(RelNode root, RuleContext context) {
        return new OrderJoins(context).rewrite(root);
    }

    private RelNode rewrite(RelNode node) {
        return isGroup(node) ? ordered(node) : Rebuild.mapInputs(node, this::rewrite);
    }

    /// Says whether a tree is a group of inner and semi joins.
    static boolean isGroup(RelNode node) {
        return switch (node) {
            case Join join ->
                    join.getJoinType() == JoinRelType.INNER
                            || join.getJoinType() == JoinRelType.SEMI
                            || join.getJoinType() == JoinRelType.ANTI;
            case Filter filter -> isGroup(filter.getInput());
            case Project project ->
                    !project.containsOver()
                            && project.getProjects().stream().allMatch(RexUtil::isDeterministic)
                            && isGroup(project.getInput());
            default -> false;
        };
    }

    /// Several unbounded inputs are joined as the query says: no cost tells an order whose state
    /// is bounded from one whose is not.
    private static boolean joinsStreams(JoinGroup group) {
        return group.leaves().stream().filter(leaf -> Streams.isUnbounded(leaf.rel())).count() > 1;
    }

    private RelNode ordered(RelNode node) {
        JoinGroup group = JoinGroup.of(node, true);
        if (group.leaves().size() > MAX_RELATIONS || joinsStreams(group)) {
            return Rebuild.mapInputs(node, this::rewrite);
        }
        List<RelNode> relations = new ArrayList<>();
        for (JoinGroup.Leaf leaf : group.leaves()) {
            relations.add(rewrite(leaf.rel()));
        }
        JoinGraph graph = new JoinGraph(group, relations, estimator);
        JoinTree tree = new JoinSearch(graph).best();
        RelNode joined = new JoinAssembly(graph, context.rexBuilder()).build(tree);
        List<String> names = node.getRowType().getFieldNames();
        return Rebuild.project(joined, graph.outputs(), names);
    }
}
