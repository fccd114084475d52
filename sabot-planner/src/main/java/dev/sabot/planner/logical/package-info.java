/// Relational nodes that Calcite has no equivalent for.
@NullMarked
package dev.sabot.planner.logical;

import org.jspecify.annotations.NullMarked;
