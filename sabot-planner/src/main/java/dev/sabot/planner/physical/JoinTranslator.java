package dev.sabot.planner.physical;

import dev.sabot.connector.Boundedness;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Translates joins: equalities between the two sides become keys of a hash join, computed below it
/// where they are expressions; what remains of the condition is its residual. Without an equality
/// all pairs are compared.
///
/// A mark is unknown when no pair meets the condition and some pair might. A hash join tells that
/// of its keys only, so for marks every condition on one side is a key too, and a residual that can
/// be unknown makes all pairs be compared.
final class JoinTranslator {
    /// How much smaller the preserved side of an outer or semi join must be for the hash table to
    /// be built of it: the table then carries a mark per row.
    private static final double SWAP_RATIO = 0.5;

    private final RexTranslator expressions;

    JoinTranslator(RexTranslator expressions) {
        this.expressions = expressions;
    }

    PhysicalPlan translate(
            Join join, PhysicalPlan left, PhysicalPlan right, PlanProperties properties) {
        return new Translation(join, left, right, properties).build();
    }

    /// One equality of the condition.
    private record Key(RexNode left, RexNode right, boolean isNullSafe) {}

    private final class Translation {
        private final JoinType type;
        private final PhysicalPlan left;
        private final PhysicalPlan right;
        private final PlanProperties properties;
        private final int numLeft;
        private final RexNode truth;
        private final List<Key> keys = new ArrayList<>();
        private final List<RexNode> rest = new ArrayList<>();
        private boolean isNullAware;

        Translation(Join join, PhysicalPlan left, PhysicalPlan right, PlanProperties properties) {
            this.type = type(join.getJoinType());
            this.left = left;
            this.right = right;
            this.properties = properties;
            this.numLeft = left.schema().size();
            this.truth = join.getCluster().getRexBuilder().makeLiteral(true);
            List<RexNode> conjuncts = RelOptUtil.conjunctions(join.getCondition());
            conjuncts.removeIf(RexNode::isAlwaysTrue);
            for (RexNode conjunct : conjuncts) {
                if (!addKey(conjunct) && !addMarkKey(conjunct)) {
                    rest.add(conjunct);
                }
            }
            addNullAwareKey();
            boolean isMark = type == JoinType.MARK;
            if (isMark && rest.stream().anyMatch(node -> node.getType().isNullable())) {
                keys.clear();
                rest.clear();
                rest.addAll(conjuncts);
            }
        }

        /// Makes a key of a condition on one side that can be unknown: `9 = b` as it is, others by
        /// comparing them with true.
        private boolean addMarkKey(RexNode conjunct) {
            if (type != JoinType.MARK || !conjunct.getType().isNullable()) {
                return false;
            }
            if (conjunct instanceof RexCall call && call.isA(SqlKind.EQUALS)) {
                RexNode first = call.getOperands().get(0);
                RexNode second = call.getOperands().get(1);
                if (!isConstant(first) && isConstant(second)) {
                    return addConstantKey(first, second);
                }
                if (isConstant(first) && !isConstant(second)) {
                    return addConstantKey(second, first);
                }
            }
            return (isConstant(conjunct) || isLeft(conjunct) || isRight(conjunct))
                    && addConstantKey(conjunct, truth);
        }

        private boolean addConstantKey(RexNode node, RexNode constant) {
            if (isRight(node)) {
                return keys.add(new Key(constant, shifted(node), false));
            }
            return (isLeft(node) || isConstant(node)) && keys.add(new Key(node, constant, false));
        }

        private static boolean isConstant(RexNode node) {
            return RelOptUtil.InputFinder.bits(node).isEmpty();
        }

        private boolean addKey(RexNode conjunct) {
            if (!(conjunct instanceof RexCall call)
                    || !(call.isA(SqlKind.EQUALS) || call.isA(SqlKind.IS_NOT_DISTINCT_FROM))) {
                return false;
            }
            boolean isNullSafe = call.isA(SqlKind.IS_NOT_DISTINCT_FROM);
            RexNode first = call.getOperands().get(0);
            RexNode second = call.getOperands().get(1);
            if (isLeft(first) && isRight(second)) {
                return keys.add(new Key(first, shifted(second), isNullSafe));
            }
            if (isRight(first) && isLeft(second)) {
                return keys.add(new Key(second, shifted(first), isNullSafe));
            }
            return false;
        }

        /// NOT IN arrives as an anti join on `(a = b) IS NOT FALSE`; alone, it is a join of its
        /// own.
        private void addNullAwareKey() {
            if (type == JoinType.ANTI
                    && keys.isEmpty()
                    && rest.size() == 1
                    && rest.getFirst() instanceof RexCall call
                    && call.isA(SqlKind.IS_NOT_FALSE)
                    && call.getOperands().getFirst().isA(SqlKind.EQUALS)
                    && addKey(call.getOperands().getFirst())) {
                rest.clear();
                isNullAware = true;
            }
        }

        private boolean isLeft(RexNode node) {
            ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
            return !columns.isEmpty() && columns.length() <= numLeft;
        }

        private boolean isRight(RexNode node) {
            ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
            return !columns.isEmpty() && columns.nextSetBit(0) >= numLeft;
        }

        private RexNode shifted(RexNode node) {
            return RexUtil.shift(node, -numLeft);
        }

        PhysicalPlan build() {
            if (keys.isEmpty()) {
                return nestedLoop();
            }
            Projections.Extension leftSide = new Projections.Extension(left);
            Projections.Extension rightSide = new Projections.Extension(right);
            List<Integer> leftKeys = new ArrayList<>();
            List<Integer> rightKeys = new ArrayList<>();
            for (Key key : keys) {
                Expression first = expressions.translate(key.left);
                Expression second = expressions.translate(key.right);
                DataType common = Casts.comparisonType(first.type(), second.type());
                leftKeys.add(leftSide.add(aligned(first, common)));
                rightKeys.add(rightSide.add(aligned(second, common)));
            }
            PhysicalPlan newLeft = leftSide.build();
            PhysicalPlan newRight = rightSide.build();
            return hashJoin(newLeft, newRight, leftKeys, rightKeys);
        }

        private static Expression aligned(Expression key, DataType common) {
            boolean isSameForm =
                    key.type().kind() == common.kind()
                            && key.type().scale() == common.scale()
                            && !common.kind().isNested();
            return isSameForm ? key : Casts.cast(key, common);
        }

        private PhysicalPlan hashJoin(
                PhysicalPlan newLeft,
                PhysicalPlan newRight,
                List<Integer> leftKeys,
                List<Integer> rightKeys) {
            List<Boolean> nullSafe = keys.stream().map(Key::isNullSafe).toList();
            int numNewLeft = newLeft.schema().size();
            if (isSwapped()) {
                int numNewRight = newRight.schema().size();
                PhysicalPlan joined =
                        new PhysicalPlan.HashJoin(
                                newRight,
                                newLeft,
                                swapped(type),
                                rightKeys,
                                leftKeys,
                                nullSafe,
                                residual(numNewRight, 0),
                                isLeftOnly()
                                        ? output(newLeft, newRight)
                                        : output(newRight, newLeft));
                return restored(joined, isLeftOnly() ? 0 : numNewRight, 0);
            }
            PhysicalPlan joined =
                    new PhysicalPlan.HashJoin(
                            newLeft,
                            newRight,
                            isNullAware ? JoinType.ANTI_NULL_AWARE : type,
                            leftKeys,
                            rightKeys,
                            nullSafe,
                            residual(0, numNewLeft),
                            output(newLeft, newRight));
            return restored(joined, 0, numNewLeft);
        }

        /// The smaller side goes to the right, where the hash table is built.
        private boolean isSwapped() {
            double leftRows = Projections.rows(left);
            double rightRows = Projections.rows(right);
            return switch (type) {
                case INNER, FULL -> leftRows < rightRows;
                case LEFT -> leftRows < rightRows * SWAP_RATIO;
                case RIGHT -> leftRows * SWAP_RATIO < rightRows;
                case SEMI, ANTI ->
                        !isNullAware
                                && isBounded(left)
                                && isBounded(right)
                                && leftRows < rightRows * SWAP_RATIO;
                case ANTI_NULL_AWARE, MARK, RIGHT_SEMI, RIGHT_ANTI -> false;
            };
        }

        /// Says whether the rows that remain may wait until all of an input was read.
        private static boolean isBounded(PhysicalPlan input) {
            return input.properties().boundedness() == Boundedness.BOUNDED;
        }

        private @Nullable Expression residual(int leftStart, int rightStart) {
            List<Expression> terms = new ArrayList<>();
            for (RexNode node : rest) {
                terms.add(expressions.translate(moved(node, leftStart, rightStart)));
            }
            return PhysicalPlanner.conjunction(terms);
        }

        private RexNode moved(RexNode node, int leftStart, int rightStart) {
            return node.accept(
                    new RexShuttle() {
                        @Override
                        public RexNode visitInputRef(RexInputRef reference) {
                            int index = reference.getIndex();
                            int moved =
                                    index < numLeft
                                            ? leftStart + index
                                            : rightStart + index - numLeft;
                            return new RexInputRef(moved, reference.getType());
                        }
                    });
        }

        /// The columns of a join of two inputs, with the nulls its type brings.
        private PlanProperties output(PhysicalPlan first, PhysicalPlan second) {
            List<Field> fields = new ArrayList<>(first.schema().fields());
            if (isLeftOnly()) {
                if (type == JoinType.MARK) {
                    fields.add(Field.of("$mark", DataType.BOOLEAN));
                }
            } else {
                fields.addAll(second.schema().fields());
            }
            boolean isOuter = type != JoinType.INNER && !isLeftOnly();
            List<Field> output =
                    isOuter
                            ? fields.stream().map(f -> Field.of(f.name(), f.type())).toList()
                            : fields;
            return PlanProperties.bounded(new Schema(output), properties.estimatedRows());
        }

        private boolean isLeftOnly() {
            return switch (type) {
                case SEMI, ANTI, ANTI_NULL_AWARE, MARK -> true;
                case INNER, LEFT, RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> false;
            };
        }

        /// Returns the columns the query knows, without computed keys and in their order.
        private PhysicalPlan restored(PhysicalPlan joined, int leftStart, int rightStart) {
            List<Integer> indexes = new ArrayList<>();
            IntStream.range(0, numLeft).forEach(index -> indexes.add(leftStart + index));
            if (type == JoinType.MARK) {
                indexes.add(joined.schema().size() - 1);
            } else if (!isLeftOnly()) {
                IntStream.range(0, right.schema().size())
                        .forEach(index -> indexes.add(rightStart + index));
            }
            return Projections.keep(joined, indexes);
        }

        private PhysicalPlan nestedLoop() {
            List<Expression> terms = new ArrayList<>();
            rest.forEach(node -> terms.add(expressions.translate(node)));
            Expression condition = PhysicalPlanner.conjunction(terms);
            boolean isSwapped =
                    type == JoinType.INNER && Projections.rows(left) < Projections.rows(right);
            if (!isSwapped) {
                return new PhysicalPlan.NestedLoopJoin(left, right, type, condition, properties);
            }
            int numRight = right.schema().size();
            PhysicalPlan joined =
                    new PhysicalPlan.NestedLoopJoin(
                            right, left, type, residual(numRight, 0), output(right, left));
            return restored(joined, numRight, 0);
        }
    }

    private static JoinType swapped(JoinType type) {
        return switch (type) {
            case LEFT -> JoinType.RIGHT;
            case RIGHT -> JoinType.LEFT;
            case SEMI -> JoinType.RIGHT_SEMI;
            case ANTI -> JoinType.RIGHT_ANTI;
            case INNER, FULL, ANTI_NULL_AWARE, MARK, RIGHT_SEMI, RIGHT_ANTI -> type;
        };
    }

    private static JoinType type(JoinRelType type) {
        return switch (type) {
            case INNER -> JoinType.INNER;
            case LEFT -> JoinType.LEFT;
            case RIGHT -> JoinType.RIGHT;
            case FULL -> JoinType.FULL;
            case SEMI -> JoinType.SEMI;
            case ANTI -> JoinType.ANTI;
            case LEFT_MARK -> JoinType.MARK;
            case ASOF, LEFT_ASOF ->
                    throw new SabotException(ErrorCode.UNSUPPORTED, "ASOF joins are not supported");
        };
    }
}
