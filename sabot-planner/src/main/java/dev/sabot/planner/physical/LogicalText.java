package dev.sabot.planner.physical;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;

/// The text form of a relational tree, for EXPLAIN (LOGICAL).
public final class LogicalText {
    private LogicalText() {}

    /// Returns the tree, one node per line, indented by depth.
    public static String of(RelNode root) {
        return RelOptUtil.toString(root, SqlExplainLevel.EXPPLAN_ATTRIBUTES)
                .replace("Logical", "")
                .stripTrailing();
    }
}
