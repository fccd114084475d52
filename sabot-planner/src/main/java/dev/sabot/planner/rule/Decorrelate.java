package dev.sabot.planner.rule;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/// Removes the subqueries and lateral joins that [UnnestSubqueries] left, by Calcite's general
/// decorrelation: any correlation goes, at the price of joining with the distinct outer values.
final class Decorrelate {
    private static final HepProgram TO_MARK_JOINS =
            new HepProgramBuilder()
                    .addRuleInstance(CoreRules.FILTER_SUB_QUERY_TO_MARK_CORRELATE)
                    .addRuleInstance(CoreRules.PROJECT_SUB_QUERY_TO_MARK_CORRELATE)
                    .addRuleInstance(CoreRules.JOIN_SUB_QUERY_TO_CORRELATE)
                    .build();

    private Decorrelate() {}

    static RelNode apply(RelNode root, RuleContext context) {
        if (!Correlation.isNested(root)) {
            return root;
        }
        HepPlanner planner = new HepPlanner(TO_MARK_JOINS);
        planner.setRoot(root);
        RelNode flat = planner.findBestExp();
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(context.cluster(), null);
        RelNode general = TopDownGeneralDecorrelator.decorrelateQuery(flat, builder);
        RelNode result =
                Correlation.isNested(general)
                        ? RelDecorrelator.decorrelateQuery(flat, builder)
                        : general;
        if (Correlation.isNested(result)) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "this correlated subquery cannot be turned into a join");
        }
        return result;
    }
}
