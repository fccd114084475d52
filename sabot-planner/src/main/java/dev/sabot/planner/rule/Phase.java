package dev.sabot.planner.rule;

import org.apache.calcite.rel.RelNode;

/// One rewrite of the whole tree.
///
/// @param name as `planner.disabled_rules` knows it
/// @param reason why it is there and why at its place
public record Phase(String name, String reason, Rewrite rewrite) {

    /// Gives an equivalent tree: same columns, same rows.
    public interface Rewrite {
        RelNode apply(RelNode root, RuleContext context);
    }
}
