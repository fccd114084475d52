/// Makes physical plans over unbounded input fit to run for ever: what bounds state, when results
/// are final, and what could never end. Start at [StreamPlanner].
@NullMarked
package dev.sabot.planner.stream;

import org.jspecify.annotations.NullMarked;
