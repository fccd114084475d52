/// Physical plans as data: sealed records that know no planner and can travel between processes.
/// Start with [dev.sabot.exec.plan.PhysicalPlan].
@NullMarked
package dev.sabot.exec.plan;

import org.jspecify.annotations.NullMarked;
