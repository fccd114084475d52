/// Optimized relational trees to [dev.sabot.exec.plan.PhysicalPlan]: the one translation, and the
/// text forms of both. Start with [dev.sabot.planner.physical.PhysicalPlanner].
@NullMarked
package dev.sabot.planner.physical;

import org.jspecify.annotations.NullMarked;
