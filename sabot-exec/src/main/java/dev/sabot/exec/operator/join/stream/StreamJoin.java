package dev.sabot.exec.operator.join.stream;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.Retention;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Joins two inputs of which both may be unbounded. A row meets the rows of the other side that
/// came before it and is kept for those that come after, until the other side's watermark passes
/// its retention.
///
/// Pairs are given as they arise; rows that outer, semi and anti joins give by whether they have a
/// match are given when their retention has passed, so the output of inputs that only insert only
/// inserts.
///
/// **Weights** multiply.
public final class StreamJoin {
    private final PhysicalPlan.StreamJoin plan;
    private final @Nullable CompiledExpression residual;
    private final SidePlan left;
    private final SidePlan right;

    /// @param residual the compiled residual condition of the plan, or null when it has none
    ///
    /// **Errors**: UNSUPPORTED for join types that are not possible over streams.
    public StreamJoin(PhysicalPlan.StreamJoin plan, @Nullable CompiledExpression residual) {
        this.plan = plan;
        this.residual = residual;
        JoinType type = plan.type();
        if (type == JoinType.ANTI_NULL_AWARE || type == JoinType.MARK) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "NOT IN over unbounded input is not possible; use NOT EXISTS");
        }
        List<DataType> keyTypes = keyTypes(plan);
        boolean hidesLeft = type == JoinType.RIGHT_SEMI || type == JoinType.RIGHT_ANTI;
        boolean hidesRight = type == JoinType.SEMI || type == JoinType.ANTI;
        this.left =
                side(
                        plan.left(),
                        plan.leftKeys(),
                        keyTypes,
                        plan.leftRetention(),
                        SidePlan.Answer.ofLeft(type),
                        hidesLeft ? -1 : 0);
        this.right =
                side(
                        plan.right(),
                        plan.rightKeys(),
                        keyTypes,
                        plan.rightRetention(),
                        SidePlan.Answer.ofRight(type),
                        hidesRight ? -1 : hidesLeft ? 0 : plan.left().schema().size());
    }

    private static SidePlan side(
            PhysicalPlan input,
            List<Integer> keys,
            List<DataType> keyTypes,
            @Nullable Retention retention,
            SidePlan.Answer answer,
            int firstOutput) {
        return new SidePlan(
                input.schema().types(),
                keys.stream().mapToInt(Integer::intValue).toArray(),
                keyTypes,
                retention,
                answer,
                firstOutput);
    }

    /// Returns types by which keys of both sides are numbered alike.
    private static List<DataType> keyTypes(PhysicalPlan.StreamJoin plan) {
        List<DataType> types = new ArrayList<>();
        for (int key = 0; key < plan.leftKeys().size(); key++) {
            DataType first = plan.left().schema().type(plan.leftKeys().get(key));
            DataType second = plan.right().schema().type(plan.rightKeys().get(key));
            boolean isWider = first.isDecimal() && second.precision() > first.precision();
            types.add(isWider ? second : first);
        }
        return types;
    }

    /// Opens the state of one query.
    public StreamJoinState open(QueryContext context) {
        return new StreamJoinState(this, context);
    }

    PhysicalPlan.StreamJoin plan() {
        return plan;
    }

    @Nullable CompiledExpression residual() {
        return residual;
    }

    SidePlan left() {
        return left;
    }

    SidePlan right() {
        return right;
    }

    /// Says whether pairs are output.
    boolean emitsPairs() {
        return left.firstOutput() >= 0 && right.firstOutput() >= 0;
    }

    /// Says whether rows come out with weights; else a row of weight n comes out n times.
    boolean emitsWeights() {
        return !(plan.properties().changeMode() instanceof ChangeMode.Append);
    }
}
