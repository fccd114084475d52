package dev.sabot.planner.stream;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.planner.expression.Substitution;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The two sides of a join and what it matches, so that they can change places.
///
/// @param keys pairs of equal columns; none compares all pairs
/// @param residual a further condition over left then right columns, or null
record JoinSides(
        StreamNode left,
        StreamNode right,
        JoinType type,
        List<KeyPair> keys,
        @Nullable Expression residual) {

    /// Columns that are equal, each counted from the first of its side.
    record KeyPair(int left, int right, boolean isNullSafe) {}

    static JoinSides of(PhysicalPlan.HashJoin join, StreamNode left, StreamNode right) {
        List<KeyPair> keys = new ArrayList<>();
        for (int index = 0; index < join.leftKeys().size(); index++) {
            keys.add(
                    new KeyPair(
                            join.leftKeys().get(index),
                            join.rightKeys().get(index),
                            join.nullSafe().get(index)));
        }
        return new JoinSides(left, right, join.type(), keys, join.residual());
    }

    static JoinSides of(PhysicalPlan.NestedLoopJoin join, StreamNode left, StreamNode right) {
        return new JoinSides(left, right, join.type(), List.of(), join.condition());
    }

    int numLeft() {
        return left.plan().schema().size();
    }

    int numRight() {
        return right.plan().schema().size();
    }

    List<Integer> leftKeys() {
        return keys.stream().map(KeyPair::left).toList();
    }

    List<Integer> rightKeys() {
        return keys.stream().map(KeyPair::right).toList();
    }

    List<Boolean> nullSafe() {
        return keys.stream().map(KeyPair::isNullSafe).toList();
    }

    /// Says whether the output is columns of one side alone.
    boolean isOneSided() {
        return switch (type) {
            case SEMI, ANTI, ANTI_NULL_AWARE, RIGHT_SEMI, RIGHT_ANTI, MARK -> true;
            case INNER, LEFT, RIGHT, FULL -> false;
        };
    }

    /// Returns the same join with its sides exchanged, or null when there is none: a mark and NOT
    /// IN have no counterpart. The columns of a two-sided join change their order.
    @Nullable JoinSides swapped() {
        JoinType other =
                switch (type) {
                    case INNER, FULL -> type;
                    case LEFT -> JoinType.RIGHT;
                    case RIGHT -> JoinType.LEFT;
                    case SEMI -> JoinType.RIGHT_SEMI;
                    case ANTI -> JoinType.RIGHT_ANTI;
                    case RIGHT_SEMI -> JoinType.SEMI;
                    case RIGHT_ANTI -> JoinType.ANTI;
                    case ANTI_NULL_AWARE, MARK -> null;
                };
        if (other == null) {
            return null;
        }
        List<KeyPair> exchanged =
                keys.stream().map(key -> new KeyPair(key.right, key.left, key.isNullSafe)).toList();
        return new JoinSides(
                right, left, other, exchanged, residual == null ? null : exchanged(residual));
    }

    private Expression exchanged(Expression condition) {
        List<Expression> columns = new ArrayList<>();
        for (int index = 0; index < numLeft(); index++) {
            columns.add(new ColumnReference(numRight() + index, left.plan().schema().type(index)));
        }
        for (int index = 0; index < numRight(); index++) {
            columns.add(new ColumnReference(index, right.plan().schema().type(index)));
        }
        return Substitution.apply(condition, columns);
    }

    /// Returns where the columns of this join are in the output of the exchanged one.
    List<Integer> columnsOfSwapped() {
        return IntStream.range(0, numLeft() + numRight())
                .map(index -> index < numLeft() ? numRight() + index : index - numLeft())
                .boxed()
                .toList();
    }
}
