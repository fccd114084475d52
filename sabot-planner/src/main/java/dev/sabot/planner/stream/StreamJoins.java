package dev.sabot.planner.stream;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.exec.plan.Retention;
import dev.sabot.planner.expression.Substitution;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Joins of which a side is unbounded: a bounded side is read first and kept, two unbounded ones
/// keep rows of each for as long as the condition bounds.
final class StreamJoins {
    private static final String REMEDY =
            "bound the times of both sides by each other, as in b.ts BETWEEN a.ts AND a.ts +"
                    + " INTERVAL '1' HOUR, or join equal windows; SET 'state.allow-unbounded' ="
                    + " 'true' keeps them";

    private final boolean allowsUnboundedState;

    StreamJoins(boolean allowsUnboundedState) {
        this.allowsUnboundedState = allowsUnboundedState;
    }

    /// Returns an inner join that gives only rows that meet a further condition.
    static PhysicalPlan withCondition(PhysicalPlan.HashJoin join, Expression condition) {
        Expression residual = join.residual();
        return new PhysicalPlan.HashJoin(
                join.left(),
                join.right(),
                join.type(),
                join.leftKeys(),
                join.rightKeys(),
                join.nullSafe(),
                residual == null ? condition : new Conjunction(List.of(residual, condition)),
                join.properties());
    }

    StreamNode hashJoin(PhysicalPlan.HashJoin join, StreamNode left, StreamNode right) {
        return plan(JoinSides.of(join, left, right), join);
    }

    StreamNode nestedLoop(PhysicalPlan.NestedLoopJoin join, StreamNode left, StreamNode right) {
        return plan(JoinSides.of(join, left, right), join);
    }

    private StreamNode plan(JoinSides sides, PhysicalPlan join) {
        boolean isRightPreserved =
                sides.type() == JoinType.RIGHT_SEMI || sides.type() == JoinType.RIGHT_ANTI;
        if (sides.left().isUnbounded() && sides.right().isUnbounded()) {
            JoinSides exchanged = isRightPreserved ? sides.swapped() : null;
            return streamJoin(exchanged == null ? sides : exchanged, join);
        }
        if (sides.left().isUnbounded()) {
            return probing(sides, join.schema());
        }
        JoinSides exchanged = sides.swapped();
        if (exchanged == null) {
            throw StreamErrors.neverEnds("IN and NOT IN", "write a join, or exchange the tables");
        }
        StreamNode joined = probing(exchanged, swappedSchema(sides, join.schema()));
        return sides.isOneSided() ? joined : restored(joined, sides.columnsOfSwapped());
    }

    private static Schema swappedSchema(JoinSides sides, Schema schema) {
        if (sides.isOneSided()) {
            return schema;
        }
        List<Field> fields = new ArrayList<>();
        fields.addAll(schema.fields().subList(sides.numLeft(), schema.size()));
        fields.addAll(schema.fields().subList(0, sides.numLeft()));
        return new Schema(fields);
    }

    /// Joins with a bounded right side, of which a table is made first.
    private static StreamNode probing(JoinSides sides, Schema schema) {
        switch (sides.type()) {
            case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI ->
                    throw StreamErrors.neverEnds(
                            "telling which rows of the bounded side have a match",
                            "keep the rows of the unbounded side instead: an inner join, or LEFT"
                                    + " JOIN from it");
            case INNER, LEFT, SEMI, ANTI, ANTI_NULL_AWARE, MARK -> {
                // Each row of the unbounded side is answered at once.
            }
        }
        PlanProperties properties =
                properties(schema, sides.left().plan().properties().changeMode(), sides);
        PhysicalPlan joined =
                sides.keys().isEmpty()
                        ? new PhysicalPlan.NestedLoopJoin(
                                sides.left().plan(),
                                sides.right().plan(),
                                sides.type(),
                                sides.residual(),
                                properties)
                        : new PhysicalPlan.HashJoin(
                                sides.left().plan(),
                                sides.right().plan(),
                                sides.type(),
                                sides.leftKeys(),
                                sides.rightKeys(),
                                sides.nullSafe(),
                                sides.residual(),
                                properties);
        List<@Nullable TimeColumn> times = new ArrayList<>(sides.left().times());
        times.addAll(Collections.nCopies(schema.size() - times.size(), null));
        return StreamNode.of(joined, times);
    }

    private static PlanProperties properties(Schema schema, ChangeMode mode, JoinSides sides) {
        return new PlanProperties(
                schema,
                sides.left().plan().properties().distribution(),
                dev.sabot.connector.Boundedness.UNBOUNDED,
                mode,
                -1);
    }

    private StreamNode streamJoin(JoinSides sides, PhysicalPlan join) {
        boolean isAppendOnly = sides.left().isAppendOnly() && sides.right().isAppendOnly();
        check(sides, isAppendOnly);
        JoinBounds bounds = JoinBounds.of(sides);
        checkBounds(sides, bounds);
        ChangeMode mode = isAppendOnly ? ChangeMode.Append.INSTANCE : ChangeMode.Weights.INSTANCE;
        JoinSides keyed = sides.keys().isEmpty() ? withConstantKey(sides) : sides;
        int numAdded = keyed.numLeft() - sides.numLeft();
        Schema schema = numAdded == 0 ? join.schema() : schema(keyed, join.schema());
        PhysicalPlan joined =
                new PhysicalPlan.StreamJoin(
                        keyed.left().plan(),
                        keyed.right().plan(),
                        keyed.type(),
                        keyed.leftKeys(),
                        keyed.rightKeys(),
                        keyed.nullSafe(),
                        keyed.residual(),
                        bounds.left(),
                        bounds.right(),
                        properties(schema, mode, keyed));
        StreamNode node = StreamNode.of(joined, times(keyed, bounds, isAppendOnly));
        return numAdded == 0 ? node : restored(node, withoutKeys(sides));
    }

    private static void check(JoinSides sides, boolean isAppendOnly) {
        switch (sides.type()) {
            case INNER -> {
                // Gives rows as soon as both are there.
            }
            case LEFT, RIGHT, FULL, SEMI, ANTI -> {
                if (!isAppendOnly) {
                    throw StreamErrors.unsupported(
                            "an outer, semi or anti join of results that change",
                            "aggregate in windows first, whose results are final");
                }
            }
            case ANTI_NULL_AWARE, MARK, RIGHT_SEMI, RIGHT_ANTI ->
                    throw StreamErrors.neverEnds(
                            "IN and NOT IN", "use EXISTS or NOT EXISTS with a bound on time");
        }
    }

    /// **Errors**: UNBOUNDED_STATE, naming the side.
    private void checkBounds(JoinSides sides, JoinBounds bounds) {
        boolean needsLeft =
                switch (sides.type()) {
                    case LEFT, FULL, SEMI, ANTI -> true;
                    default -> false;
                };
        boolean needsRight = sides.type() == JoinType.RIGHT || sides.type() == JoinType.FULL;
        boolean mayLackLeft = allowsUnboundedState && !needsLeft;
        boolean mayLackRight = allowsUnboundedState && !needsRight;
        if (bounds.left() == null && !mayLackLeft) {
            throw StreamErrors.unbounded(
                    "the rows of " + name(sides.left()) + " in a join", REMEDY);
        }
        if (bounds.right() == null && !mayLackRight) {
            throw StreamErrors.unbounded(
                    "the rows of " + name(sides.right()) + " in a join", REMEDY);
        }
    }

    private static String name(StreamNode side) {
        PhysicalPlan plan = side.plan();
        while (plan.inputs().size() == 1) {
            plan = plan.inputs().getFirst();
        }
        return plan instanceof PhysicalPlan.Scan scan
                ? scan.table().displayName()
                : "a side that is joined itself";
    }

    private static List<@Nullable TimeColumn> times(
            JoinSides sides, JoinBounds bounds, boolean isAppendOnly) {
        List<@Nullable TimeColumn> times = new ArrayList<>();
        boolean keepsLeft = sides.type() != JoinType.RIGHT && sides.type() != JoinType.FULL;
        boolean keepsRight = sides.type() == JoinType.INNER || sides.type() == JoinType.RIGHT;
        times.addAll(known(sides.left(), bounds.left(), keepsLeft && isAppendOnly));
        if (!sides.isOneSided()) {
            times.addAll(known(sides.right(), bounds.right(), keepsRight && isAppendOnly));
        }
        return times;
    }

    private static List<@Nullable TimeColumn> known(
            StreamNode side, @Nullable Retention retention, boolean isKnown) {
        return isKnown
                ? JoinBounds.output(side, retention)
                : Collections.nCopies(side.times().size(), null);
    }

    /// Returns the join with one key that is the same in all rows.
    private static JoinSides withConstantKey(JoinSides sides) {
        StreamNode left = withConstant(sides.left());
        StreamNode right = withConstant(sides.right());
        Expression residual = sides.residual();
        List<Expression> columns = new ArrayList<>();
        for (int index = 0; index < sides.numLeft() + sides.numRight(); index++) {
            boolean isLeft = index < sides.numLeft();
            DataType type =
                    isLeft
                            ? sides.left().plan().schema().type(index)
                            : sides.right().plan().schema().type(index - sides.numLeft());
            columns.add(new ColumnReference(isLeft ? index : index + 1, type));
        }
        return new JoinSides(
                left,
                right,
                sides.type(),
                List.of(new JoinSides.KeyPair(sides.numLeft(), sides.numRight(), false)),
                residual == null ? null : Substitution.apply(residual, columns));
    }

    private static StreamNode withConstant(StreamNode side) {
        Schema schema = side.plan().schema();
        List<Expression> expressions = new ArrayList<>();
        for (int index = 0; index < schema.size(); index++) {
            expressions.add(new ColumnReference(index, schema.type(index)));
        }
        expressions.add(new Literal(true, DataType.BOOLEAN));
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.add(new Field("$all", DataType.BOOLEAN, false));
        List<@Nullable TimeColumn> times = new ArrayList<>(side.times());
        times.add(null);
        PlanProperties known = side.plan().properties();
        PlanProperties properties =
                new PlanProperties(
                        new Schema(fields),
                        known.distribution(),
                        known.boundedness(),
                        known.changeMode(),
                        known.estimatedRows());
        return StreamNode.of(new PhysicalPlan.Project(side.plan(), expressions, properties), times);
    }

    private static Schema schema(JoinSides keyed, Schema wanted) {
        Field key = Field.of("$all", DataType.BOOLEAN);
        int numLeft = keyed.numLeft() - 1;
        List<Field> fields = new ArrayList<>(wanted.fields().subList(0, numLeft));
        fields.add(key);
        if (!keyed.isOneSided()) {
            fields.addAll(wanted.fields().subList(numLeft, wanted.size()));
            fields.add(key);
        }
        return new Schema(fields);
    }

    private static List<Integer> withoutKeys(JoinSides sides) {
        List<Integer> columns = new ArrayList<>();
        for (int index = 0; index < sides.numLeft(); index++) {
            columns.add(index);
        }
        for (int index = 0; index < sides.numRight() && !sides.isOneSided(); index++) {
            columns.add(sides.numLeft() + 1 + index);
        }
        return columns;
    }

    /// Returns some columns of a node in another order.
    private static StreamNode restored(StreamNode node, List<Integer> columns) {
        Schema schema = node.plan().schema();
        List<Expression> expressions = new ArrayList<>();
        List<@Nullable TimeColumn> times = new ArrayList<>();
        for (int column : columns) {
            expressions.add(new ColumnReference(column, schema.type(column)));
            times.add(node.time(column));
        }
        PlanProperties known = node.plan().properties();
        PlanProperties properties =
                new PlanProperties(
                        schema.project(columns),
                        known.distribution(),
                        known.boundedness(),
                        known.changeMode(),
                        known.estimatedRows());
        return StreamNode.of(new PhysicalPlan.Project(node.plan(), expressions, properties), times);
    }
}
