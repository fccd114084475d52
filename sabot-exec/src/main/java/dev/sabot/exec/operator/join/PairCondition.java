package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.pipeline.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Evaluates a condition over left then right columns on pairs of rows, for one task. Only the
/// columns it reads are gathered.
///
/// **Threads**: one.
final class PairCondition implements AutoCloseable {
    private final QueryContext context;
    private final Evaluator evaluator;
    private final int numLeft;
    private final int[] read;
    private final Column[] spread;

    /// Makes the evaluator of one task.
    interface Factory {
        Evaluator newEvaluator(EvaluationContext context);
    }

    PairCondition(
            Expression condition,
            Factory factory,
            int numLeft,
            int numRight,
            QueryContext context) {
        this.context = context;
        this.numLeft = numLeft;
        this.read = columns(condition).stream().mapToInt(Integer::intValue).toArray();
        this.spread = new Column[numLeft + numRight];
        this.evaluator = factory.newEvaluator(context);
    }

    /// Returns the columns an expression reads, ascending.
    static Collection<Integer> columns(Expression expression) {
        TreeSet<Integer> columns = new TreeSet<>();
        collect(expression, columns);
        return columns;
    }

    /// Returns the columns of the right input a condition reads, as indexes there.
    static Collection<Integer> rightColumns(Expression condition, int numLeft) {
        return columns(condition).stream()
                .filter(column -> column >= numLeft)
                .map(column -> column - numLeft)
                .toList();
    }

    private static void collect(Expression expression, Set<Integer> columns) {
        switch (expression) {
            case Expression.ColumnReference reference -> columns.add(reference.column());
            case Expression.Literal _, Expression.Parameter _ -> {}
            case Expression.Call call -> collectAll(call.arguments(), columns);
            case Expression.Conjunction and -> collectAll(and.terms(), columns);
            case Expression.Disjunction or -> collectAll(or.terms(), columns);
            case Expression.Case cases -> {
                for (Expression.Case.Branch branch : cases.branches()) {
                    collect(branch.condition(), columns);
                    collect(branch.value(), columns);
                }
                collect(cases.otherwise(), columns);
            }
            case Expression.Cast cast -> collect(cast.argument(), columns);
            case Expression.In in -> collect(in.value(), columns);
        }
    }

    private static void collectAll(List<Expression> expressions, Set<Integer> columns) {
        for (Expression expression : expressions) {
            collect(expression, columns);
        }
    }

    /// Returns the columns the condition reads, ascending: left ones, then right ones from
    /// `numLeft` on.
    int[] read() {
        return read;
    }

    /// Keeps the pairs for which the condition is true.
    void filter(Batch probe, BuildRows build, Pairs pairs) {
        if (pairs.count == 0) {
            return;
        }
        try (OwnedColumns gathered = new OwnedColumns(read.length)) {
            for (int column : read) {
                Column made =
                        column < numLeft
                                ? Gather.gather(
                                        probe.column(column),
                                        pairs.probe,
                                        pairs.count,
                                        context.allocator())
                                : Gather.gather(
                                        build.column(column - numLeft),
                                        pairs.build,
                                        pairs.count,
                                        context.allocator());
                gathered.add(made);
                spread[column] = made;
            }
            Selection kept = evaluator.select(spread, pairs.count, null);
            if (kept != null) {
                pairs.keep(kept.indexes(pairs.count), kept.count());
            }
        }
    }

    /// Returns the active rows of a block on which the condition is true, or `active` itself.
    ///
    /// @param columns the columns of [#read()], in that order; lent
    @Nullable Selection select(Column[] columns, int numRows, @Nullable Selection active) {
        spreadOut(columns);
        return evaluator.select(spread, numRows, active);
    }

    /// Returns the value of the condition on the active rows of a block; the caller owns it.
    Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        spreadOut(columns);
        return evaluator.evaluate(spread, numRows, active);
    }

    private void spreadOut(Column[] columns) {
        for (int index = 0; index < read.length; index++) {
            spread[read[index]] = columns[index];
        }
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
