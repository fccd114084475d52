/// Guesses of how many rows a relation has and what is in its columns, from table statistics.
/// Start with [dev.sabot.planner.cost.CardinalityEstimator].
@NullMarked
package dev.sabot.planner.cost;

import org.jspecify.annotations.NullMarked;
