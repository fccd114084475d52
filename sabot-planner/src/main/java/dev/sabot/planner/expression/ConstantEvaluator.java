package dev.sabot.planner.expression;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Literal;

import org.jspecify.annotations.Nullable;

/// Computes constant expressions while a statement is planned.
///
/// **Threads**: any.
public interface ConstantEvaluator {
    /// Folds nothing.
    ConstantEvaluator NONE = _ -> null;

    /// Returns the value of an expression without column references and parameters, whose functions
    /// are all immutable; or null when it has none, because evaluation fails: then the expression
    /// stays and fails at run time if a row reaches it.
    @Nullable Literal evaluate(Expression expression);
}
