package dev.sabot.planner.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

import java.util.List;

/// Makes one projection of two, unless that would compute an expression twice, and drops those that
/// change nothing but names below the result.
final class MergeProjects {
    private MergeProjects() {}

    static RelNode apply(RelNode root, RuleContext context) {
        return rewrite(root);
    }

    private static RelNode rewrite(RelNode node) {
        RelNode current = Rebuild.mapInputs(node, MergeProjects::rewrite);
        while (current instanceof Project upper
                && upper.getInput() instanceof Project lower
                && isMergeable(upper, lower)) {
            List<RexNode> expressions =
                    upper.getProjects().stream()
                            .map(e -> Columns.substituted(e, lower.getProjects()))
                            .toList();
            current =
                    Rebuild.project(
                            lower.getInput(), expressions, upper.getRowType().getFieldNames());
        }
        return current;
    }

    private static boolean isMergeable(Project upper, Project lower) {
        if (upper.containsOver() || lower.containsOver()) {
            return false;
        }
        int[] uses = new int[lower.getProjects().size()];
        new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
                uses[reference.getIndex()]++;
                return reference;
            }
        }.visitList(upper.getProjects());
        for (int index = 0; index < uses.length; index++) {
            RexNode expression = lower.getProjects().get(index);
            boolean isCheap =
                    expression instanceof RexInputRef
                            || expression instanceof RexLiteral
                            || expression instanceof RexDynamicParam;
            if (!isCheap && (uses[index] > 1 || !RexUtil.isDeterministic(expression))) {
                return false;
            }
        }
        return true;
    }
}
