package dev.sabot.planner.rule;

import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.expression.RexTranslator;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;

/// What rewrites of one statement share.
public record RuleContext(
        RelOptCluster cluster, RexTranslator translator, ConstantEvaluator evaluator) {
    RexBuilder rexBuilder() {
        return cluster.getRexBuilder();
    }
}
