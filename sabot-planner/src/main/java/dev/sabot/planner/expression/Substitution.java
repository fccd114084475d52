package dev.sabot.planner.expression;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Case;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Disjunction;
import dev.sabot.exec.expression.Expression.In;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.Expression.Parameter;

import java.util.List;

/// Replaces column references by expressions over another input.
public final class Substitution {
    private Substitution() {}

    /// Returns the expression with column `i` replaced by `columns[i]`.
    public static Expression apply(Expression expression, List<Expression> columns) {
        return switch (expression) {
            case ColumnReference reference -> columns.get(reference.column());
            case Literal literal -> literal;
            case Parameter parameter -> parameter;
            case Call call ->
                    new Call(call.function(), all(call.arguments(), columns), call.type());
            case Conjunction conjunction -> new Conjunction(all(conjunction.terms(), columns));
            case Disjunction disjunction -> new Disjunction(all(disjunction.terms(), columns));
            case Case choice -> choice(choice, columns);
            case Cast cast -> new Cast(apply(cast.argument(), columns), cast.type(), cast.isTry());
            case In in -> new In(apply(in.value(), columns), in.members());
        };
    }

    private static List<Expression> all(List<Expression> expressions, List<Expression> columns) {
        return expressions.stream().map(expression -> apply(expression, columns)).toList();
    }

    private static Expression choice(Case choice, List<Expression> columns) {
        List<Case.Branch> branches =
                choice.branches().stream()
                        .map(branch ->
                                new Case.Branch(
                                        apply(branch.condition(), columns),
                                        apply(branch.value(), columns)))
                        .toList();
        return new Case(branches, apply(choice.otherwise(), columns), choice.type());
    }
}
