package dev.sabot.planner;

import java.util.Set;

/// The settings that planning looks at.
///
/// @param disabledRules names of phases that are left out (`planner.disabled_rules`); `all` stands
///     for every phase a query can do without
/// @param allowsUnboundedState whether joins of unbounded input may keep rows for ever
///     (`state.allow-unbounded`)
public record PlannerSettings(Set<String> disabledRules, boolean allowsUnboundedState) {
    public static final PlannerSettings DEFAULT = new PlannerSettings(Set.of(), false);

    public PlannerSettings {
        disabledRules = Set.copyOf(disabledRules);
    }
}
