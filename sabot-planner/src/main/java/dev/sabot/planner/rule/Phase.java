package dev.sabot.planner.rule;

import org.apache.calcite.rel.RelNode;

/// One rewrite of the whole tree.
///
/// @param name as `planner.disabled_rules` knows it
/// @param reason why it is there and why at its place
/// @param isRequired whether queries cannot run without it, so that it is never left out
public record Phase(String name, String reason, boolean isRequired, Rewrite rewrite) {

    /// Describes a phase that only makes queries faster.
    public Phase(String name, String reason, Rewrite rewrite) {
        this(name, reason, false, rewrite);
    }

    /// Gives an equivalent tree: same columns, same rows.
    public interface Rewrite {
        RelNode apply(RelNode root, RuleContext context);
    }
}
