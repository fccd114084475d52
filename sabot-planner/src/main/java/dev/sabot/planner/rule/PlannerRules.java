package dev.sabot.planner.rule;

import java.util.List;

/// The optimizer as one list, in the order of execution.
public final class PlannerRules {
    public static final List<Phase> PHASES =
            List.of(
                    new Phase(
                            "unnest_subqueries",
                            "semi, anti and outer joins run by hash; first, while the query still"
                                    + " says what it means",
                            UnnestSubqueries::apply),
                    new Phase(
                            "decorrelate",
                            "nothing below understands an outer row",
                            Decorrelate::apply));

    private PlannerRules() {}
}
