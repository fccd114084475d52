/// The functions of the registry, and SQL's own operators, as Calcite's validator wants them.
/// Start with [dev.sabot.planner.function.SabotOperatorTable].
@NullMarked
package dev.sabot.planner.function;

import org.jspecify.annotations.NullMarked;
