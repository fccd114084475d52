package dev.sabot.planner.rule;

import dev.sabot.planner.expression.ConstantFolder;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rex.RexBuilder;

/// What rewrites of one statement share.
public record RuleContext(RelOptCluster cluster, ConstantFolder folder) {
    RexBuilder rexBuilder() {
        return cluster.getRexBuilder();
    }
}
