package dev.sabot.exec.operator.scan;

import dev.sabot.connector.ScanFilter;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.operator.scan.CompiledScanFilter.RuntimeFilterColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What all tasks of one scan share of its filter: the compiled predicate, the columns it reads,
/// the domains that follow from it, and the runtime filters of joins above.
final class ScanFilterPlan {
    private final int numColumns;
    private final @Nullable CompiledExpression predicate;
    private final List<Integer> predicateColumns;
    private final List<ScanFilter.Domain> staticDomains;
    private final List<RuntimeFilterColumn> runtimeFilters;

    ScanFilterPlan(
            int numColumns,
            @Nullable Expression expression,
            @Nullable CompiledExpression predicate,
            List<RuntimeFilterColumn> runtimeFilters) {
        this.numColumns = numColumns;
        this.predicate = predicate;
        TreeSet<Integer> read = new TreeSet<>();
        if (expression != null) {
            collectColumns(expression, read);
        }
        this.predicateColumns = List.copyOf(read);
        this.staticDomains = expression == null ? List.of() : Domains.of(expression);
        this.runtimeFilters = List.copyOf(runtimeFilters);
    }

    /// Says whether there is nothing to filter by.
    boolean isEmpty() {
        return predicate == null && runtimeFilters.isEmpty();
    }

    int numColumns() {
        return numColumns;
    }

    List<Integer> predicateColumns() {
        return predicateColumns;
    }

    List<RuntimeFilterColumn> runtimeFilters() {
        return runtimeFilters;
    }

    List<ScanFilter.Domain> domains() {
        List<ScanFilter.Domain> domains = new ArrayList<>(staticDomains);
        for (RuntimeFilterColumn runtime : runtimeFilters) {
            ScanFilter.Domain domain = runtime.filter().domain(runtime.column());
            if (domain != null) {
                domains.add(domain);
            }
        }
        return domains;
    }

    /// Opens the filter of one task.
    CompiledScanFilter open(EvaluationContext context) {
        return new CompiledScanFilter(
                this, predicate == null ? null : predicate.newEvaluator(context));
    }

    private static void collectColumns(Expression expression, Set<Integer> columns) {
        switch (expression) {
            case Expression.ColumnReference reference -> columns.add(reference.column());
            case Expression.Literal _, Expression.Parameter _ -> {}
            case Expression.Call call -> collectAll(call.arguments(), columns);
            case Expression.Conjunction and -> collectAll(and.terms(), columns);
            case Expression.Disjunction or -> collectAll(or.terms(), columns);
            case Expression.Case cases -> {
                for (Expression.Case.Branch branch : cases.branches()) {
                    collectColumns(branch.condition(), columns);
                    collectColumns(branch.value(), columns);
                }
                collectColumns(cases.otherwise(), columns);
            }
            case Expression.Cast cast -> collectColumns(cast.argument(), columns);
            case Expression.In in -> collectColumns(in.value(), columns);
        }
    }

    private static void collectAll(List<Expression> expressions, Set<Integer> columns) {
        for (Expression expression : expressions) {
            collectColumns(expression, columns);
        }
    }
}
