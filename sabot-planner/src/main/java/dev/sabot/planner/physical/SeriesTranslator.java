package dev.sabot.planner.physical;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Case;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.function.SeriesFunction;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;

import java.util.List;

/// Translates `generate_series` and `range`.
final class SeriesTranslator {
    private final RexTranslator expressions;

    SeriesTranslator(RexTranslator expressions) {
        this.expressions = expressions;
    }

    PhysicalPlan translate(TableFunctionScan scan, PlanProperties properties) {
        if (!(scan.getCall() instanceof RexCall call)
                || !(call.getOperator() instanceof SeriesFunction function)) {
            throw new SabotException(ErrorCode.UNSUPPORTED, "the table function " + scan.getCall());
        }
        DataType type = properties.schema().type(0);
        List<Expression> arguments = expressions.translate(call.getOperands());
        boolean hasStart = arguments.size() > 1;
        Expression start =
                hasStart
                        ? Casts.cast(arguments.getFirst(), type)
                        : new Literal(0L, DataType.BIGINT);
        Expression stop = Casts.cast(arguments.get(hasStart ? 1 : 0), type);
        Expression step = step(arguments);
        Expression last = function.includesStop() ? stop : before(stop, step, type);
        return new PhysicalPlan.Series(start, last, step, properties);
    }

    private static Expression step(List<Expression> arguments) {
        if (arguments.size() < 3) {
            return new Literal(1L, DataType.BIGINT);
        }
        Expression step = arguments.get(2);
        return step.type().kind().isInterval() ? step : Casts.cast(step, DataType.BIGINT);
    }

    /// The largest value that a series which excludes its stop can have: one unit before it, in the
    /// direction of the step.
    private static Expression before(Expression stop, Expression step, DataType type) {
        boolean isTime = type.kind() == TypeKind.TIMESTAMP;
        DataType unit = isTime ? DataType.INTERVAL_DAY : DataType.BIGINT;
        Expression one = new Literal(1L, unit);
        Expression less = new Call("subtract", List.of(stop, one), type);
        if (step instanceof Literal literal && literal.value() instanceof Long value) {
            return value < 0 ? new Call("add", List.of(stop, one), type) : less;
        }
        Expression zero = new Literal(0L, step.type());
        Expression isBackward = new Call("less", List.of(step, zero), DataType.BOOLEAN);
        Expression more = new Call("add", List.of(stop, one), type);
        return new Case(List.of(new Case.Branch(isBackward, more)), less, type);
    }
}
