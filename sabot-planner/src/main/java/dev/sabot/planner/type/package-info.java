/// Calcite's view of the SQL types of [dev.sabot.type.DataType]: which types expressions have, and
/// the translation in both directions. Start with [dev.sabot.planner.type.TypeMapping].
@NullMarked
package dev.sabot.planner.type;

import org.jspecify.annotations.NullMarked;
