/// Typed expressions as data, and their vectorized evaluation.
/// Start with [dev.sabot.exec.expression.Expression] and [dev.sabot.exec.expression.Evaluator].
@NullMarked
package dev.sabot.exec.expression;

import org.jspecify.annotations.NullMarked;
