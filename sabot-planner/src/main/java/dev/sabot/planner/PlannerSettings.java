package dev.sabot.planner;

import java.util.Set;

/// The settings that planning looks at.
///
/// @param disabledRules names of phases that are left out (`planner.disabled_rules`); `all` stands
/// for
///     every phase a query can do without
public record PlannerSettings(Set<String> disabledRules) {
    public static final PlannerSettings DEFAULT = new PlannerSettings(Set.of());

    public PlannerSettings {
        disabledRules = Set.copyOf(disabledRules);
    }
}
