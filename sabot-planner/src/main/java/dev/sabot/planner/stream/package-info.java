/// Makes physical plans over unbounded input fit to run for ever: what bounds state, when results
/// are final, and what could never end. Start at [StreamPlanner].
@org.jspecify.annotations.NullMarked
package dev.sabot.planner.stream;
