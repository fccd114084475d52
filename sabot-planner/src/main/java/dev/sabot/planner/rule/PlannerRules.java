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
                            true,
                            UnnestSubqueries::apply),
                    new Phase(
                            "decorrelate",
                            "nothing below understands an outer row",
                            true,
                            Decorrelate::apply),
                    new Phase(
                            "simplify",
                            "constants and common factors are keys and ranges for what follows",
                            SimplifyExpressions::apply),
                    new Phase(
                            "push_filters",
                            "fewer rows for all above; join ordering needs to know them",
                            PushFilters::apply),
                    new Phase(
                            "reduce_aggregates",
                            "correlated aggregates need few of their groups; filters are in place",
                            ReduceAggregates::apply),
                    new Phase(
                            "order_joins",
                            "intermediate results decide what a query costs",
                            OrderJoins::apply),
                    new Phase(
                            "prune_columns",
                            "columns that nobody reads are not decoded, kept or moved",
                            PruneColumns::apply),
                    new Phase(
                            "merge_projects",
                            "the phases above leave projections on projections",
                            MergeProjects::apply));

    private PlannerRules() {}
}
