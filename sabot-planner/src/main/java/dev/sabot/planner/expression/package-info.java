/// Calcite's row expressions to [dev.sabot.exec.expression.Expression], and constants both ways.
/// Start with [dev.sabot.planner.expression.RexTranslator].
@NullMarked
package dev.sabot.planner.expression;

import org.jspecify.annotations.NullMarked;
