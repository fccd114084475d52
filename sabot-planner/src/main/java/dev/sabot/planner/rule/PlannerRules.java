package dev.sabot.planner.rule;

import java.util.List;

/// The optimizer as one list, in the order of execution.
public final class PlannerRules {
    public static final List<Phase> PHASES = List.of();

    private PlannerRules() {}
}
