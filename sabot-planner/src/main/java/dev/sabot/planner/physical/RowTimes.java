package dev.sabot.planner.physical;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.RowTime;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.expression.Substitution;
import dev.sabot.planner.logical.WatermarkAssign;

/// Brings the event time of a table into its scan, which alone knows the order of rows.
final class RowTimes {
    private RowTimes() {}

    static PhysicalPlan assign(
            WatermarkAssign node, PhysicalPlanner planner, RexTranslator expressions) {
        PhysicalPlan input = planner.translate(node.getInput());
        Expression time = Projections.column(input, node.timeColumn());
        return assign(input, time, expressions.translate(node.watermark()));
    }

    /// @param time the event time, over the columns of the plan
    /// @param watermark over the columns of the plan
    private static PhysicalPlan assign(PhysicalPlan plan, Expression time, Expression watermark) {
        return switch (plan) {
            case PhysicalPlan.Scan scan ->
                    new PhysicalPlan.Scan(
                            scan.table(),
                            scan.columns(),
                            scan.filter(),
                            scan.limit(),
                            new RowTime(time, watermark),
                            scan.properties());
            case PhysicalPlan.Project project ->
                    new PhysicalPlan.Project(
                            assign(
                                    project.input(),
                                    Substitution.apply(time, project.expressions()),
                                    Substitution.apply(watermark, project.expressions())),
                            project.expressions(),
                            project.properties());
            case PhysicalPlan.Filter filter ->
                    new PhysicalPlan.Filter(
                            assign(filter.input(), time, watermark),
                            filter.predicate(),
                            filter.properties());
            default -> throw new IllegalStateException("watermarks above " + plan);
        };
    }
}
