package dev.sabot.exec.operator.scan;

import dev.sabot.connector.ScanFilter.Domain;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.In;
import dev.sabot.exec.expression.Expression.Literal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Derives from a predicate what each column's values must lie in: the part a scan can prune by.
///
/// Only conjuncts that compare a column with a constant of its own type count; whatever else the
/// predicate says, a row outside a domain cannot pass it.
final class Domains {
    private Domains() {}

    static List<Domain> of(Expression predicate) {
        List<Domain> domains = new ArrayList<>();
        collect(predicate, domains);
        return domains;
    }

    private static void collect(Expression expression, List<Domain> domains) {
        switch (expression) {
            case Conjunction and -> and.terms().forEach(term -> collect(term, domains));
            case Call call -> {
                Domain domain = comparison(call);
                if (domain != null) {
                    domains.add(domain);
                }
            }
            case In in -> {
                if (in.value() instanceof ColumnReference column) {
                    domains.add(membership(column, in));
                }
            }
            case ColumnReference _,
                    Literal _,
                    Expression.Parameter _,
                    Expression.Disjunction _,
                    Expression.Case _,
                    Expression.Cast _ -> {}
        }
    }

    private static Domain membership(ColumnReference column, In in) {
        Set<Object> values = new HashSet<>();
        for (Literal member : in.members()) {
            Object value = member.value();
            if (value != null) {
                values.add(value);
            }
        }
        return new Domain(column.column(), null, null, values);
    }

    private static @Nullable Domain comparison(Call call) {
        if (call.arguments().size() != 2) {
            return null;
        }
        Expression first = call.arguments().get(0);
        Expression second = call.arguments().get(1);
        if (first instanceof ColumnReference column && second instanceof Literal literal) {
            return bound(call.function(), column, literal);
        }
        if (first instanceof Literal literal && second instanceof ColumnReference column) {
            return bound(mirrored(call.function()), column, literal);
        }
        return null;
    }

    private static String mirrored(String function) {
        return switch (function) {
            case "less" -> "greater";
            case "less_or_equal" -> "greater_or_equal";
            case "greater" -> "less";
            case "greater_or_equal" -> "less_or_equal";
            default -> function;
        };
    }

    private static @Nullable Domain bound(
            String function, ColumnReference column, Literal literal) {
        Object value = literal.value();
        if (value == null || !literal.type().equals(column.type())) {
            return null;
        }
        return switch (function) {
            case "equal" -> new Domain(column.column(), value, value, null);
            case "less", "less_or_equal" -> new Domain(column.column(), null, value, null);
            case "greater", "greater_or_equal" -> new Domain(column.column(), value, null, null);
            default -> null;
        };
    }
}
