package dev.sabot.exec.operator.join;

import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan;

/// Takes the right input of a join on any condition and keeps its rows for the left input to be
/// compared with.
public final class NestedLoopBuild implements Breaker {
    private final PhysicalPlan.NestedLoopJoin plan;

    public NestedLoopBuild(PhysicalPlan.NestedLoopJoin plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return "NestedLoopBuild";
    }

    @Override
    public NestedLoopTable open(QueryContext context) {
        return new NestedLoopTable(plan, context);
    }
}
