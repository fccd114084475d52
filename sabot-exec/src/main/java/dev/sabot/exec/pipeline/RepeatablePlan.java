package dev.sabot.exec.pipeline;

import dev.sabot.connector.Boundedness;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Says whether running a plan twice in one statement would give the same rows, so that running it
/// once will do.
///
/// **Threads**: stateless.
final class RepeatablePlan {
    private final FunctionRegistry functions;

    RepeatablePlan(FunctionRegistry functions) {
        this.functions = functions;
    }

    boolean isRepeatable(PhysicalPlan plan) {
        if (plan.properties().boundedness() != Boundedness.BOUNDED) {
            return false;
        }
        boolean isOwnPart =
                switch (plan) {
                    case PhysicalPlan.Scan scan -> isRepeatable(scan.filter());
                    case PhysicalPlan.Values _ -> true;
                    case PhysicalPlan.Filter filter -> isRepeatable(filter.predicate());
                    case PhysicalPlan.Project project -> areRepeatable(project.expressions());
                    case PhysicalPlan.Aggregate _ -> true;
                    case PhysicalPlan.HashJoin join -> isRepeatable(join.residual());
                    case PhysicalPlan.NestedLoopJoin join -> isRepeatable(join.condition());
                    case PhysicalPlan.UnionAll _ -> true;
                    case PhysicalPlan.SetOperation _ -> true;
                    case PhysicalPlan.Exchange _ -> true;
                    case PhysicalPlan.WindowTable _ -> true;
                    case PhysicalPlan.StreamJoin join -> isRepeatable(join.residual());
                    // which rows these keep or number first is open among equals
                    case PhysicalPlan.Sort _,
                            PhysicalPlan.TopN _,
                            PhysicalPlan.Limit _,
                            PhysicalPlan.Window _ ->
                            false;
                    case PhysicalPlan.Series _,
                            PhysicalPlan.Unnest _,
                            PhysicalPlan.TableWrite _,
                            PhysicalPlan.Recursion _,
                            PhysicalPlan.RecursiveScan _ ->
                            false;
                };
        return isOwnPart && plan.inputs().stream().allMatch(this::isRepeatable);
    }

    private boolean areRepeatable(List<? extends Expression> expressions) {
        return expressions.stream().allMatch(this::isRepeatable);
    }

    private boolean isRepeatable(@Nullable Expression expression) {
        return switch (expression) {
            case null -> true;
            case Expression.ColumnReference _, Expression.Literal _, Expression.Parameter _ -> true;
            case Expression.Call call -> {
                ScalarFunction function = functions.scalar(call.function());
                yield function != null
                        && function.volatility() != Volatility.VOLATILE
                        && areRepeatable(call.arguments());
            }
            case Expression.Conjunction and -> areRepeatable(and.terms());
            case Expression.Disjunction or -> areRepeatable(or.terms());
            case Expression.Case branches ->
                    isRepeatable(branches.otherwise())
                            && branches.branches().stream()
                                    .allMatch(branch ->
                                            isRepeatable(branch.condition())
                                                    && isRepeatable(branch.value()));
            case Expression.Cast cast -> isRepeatable(cast.argument());
            case Expression.In in -> isRepeatable(in.value());
        };
    }
}
