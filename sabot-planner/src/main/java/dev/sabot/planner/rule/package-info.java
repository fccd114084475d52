/// The optimizer: phases that rewrite relational trees, in one ordered list.
/// Start with [dev.sabot.planner.rule.PlannerRules].
@NullMarked
package dev.sabot.planner.rule;

import org.jspecify.annotations.NullMarked;
