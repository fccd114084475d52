/// What Calcite's validator does otherwise than SQL wants. Start with
/// [dev.sabot.planner.validate.SabotValidator].
@NullMarked
package dev.sabot.planner.validate;

import org.jspecify.annotations.NullMarked;
