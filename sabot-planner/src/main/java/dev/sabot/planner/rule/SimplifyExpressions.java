package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;

import java.util.List;

/// Computes constants, simplifies conditions and takes common factors out of disjunctions: `(a = b
/// AND x) OR (a = b AND y)` becomes `a = b AND (x OR y)`, so that `a = b` can be a join key.
final class SimplifyExpressions {
    private final RuleContext context;
    private final RexSimplify simplify;

    private SimplifyExpressions(RuleContext context) {
        this.context = context;
        this.simplify =
                new RexSimplify(context.rexBuilder(), RelOptPredicateList.EMPTY, context.folder());
    }

    static RelNode apply(RelNode root, RuleContext context) {
        return new SimplifyExpressions(context).rewrite(root);
    }

    private RelNode rewrite(RelNode node) {
        RelNode current = Rebuild.mapInputs(node, this::rewrite);
        return switch (current) {
            case Filter filter -> filter(filter);
            case Project project -> project(project);
            case Join join when join.getJoinType() != JoinRelType.LEFT_MARK -> join(join);
            default -> current;
        };
    }

    private RexBuilder rex() {
        return context.rexBuilder();
    }

    private RexNode condition(RexNode condition) {
        RexNode folded = condition.accept(context.folder()).accept(new NarrowComparisons(rex()));
        RexNode simple = simplify.simplifyUnknownAsFalse(Hidden.hide(folded, rex()));
        return Hidden.reveal(RexUtil.pullFactors(rex(), simple));
    }

    private RelNode filter(Filter filter) {
        RexNode condition = condition(filter.getCondition());
        if (condition.isAlwaysTrue()) {
            return filter.getInput();
        }
        if (condition.isAlwaysFalse()) {
            return LogicalValues.createEmpty(context.cluster(), filter.getRowType());
        }
        return condition.equals(filter.getCondition())
                ? filter
                : Rebuild.filter(filter.getInput(), List.of(condition));
    }

    private RelNode project(Project project) {
        List<RexNode> expressions =
                project.getProjects().stream()
                        .map(expression -> expression.accept(context.folder()))
                        .map(expression -> Hidden.hide(expression, rex()))
                        .map(simplify::simplifyPreservingType)
                        .map(Hidden::reveal)
                        .toList();
        return expressions.equals(project.getProjects())
                ? project
                : Rebuild.project(
                        project.getInput(), expressions, project.getRowType().getFieldNames());
    }

    private RelNode join(Join join) {
        RexNode condition = condition(join.getCondition());
        return condition.equals(join.getCondition())
                ? join
                : Rebuild.join(join.getLeft(), join.getRight(), condition, join.getJoinType());
    }
}
