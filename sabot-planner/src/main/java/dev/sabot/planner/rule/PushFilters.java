package dev.sabot.planner.rule;

import dev.sabot.planner.logical.UnnestElements;
import dev.sabot.planner.logical.WatermarkAssign;
import dev.sabot.planner.logical.WindowAssign;
import dev.sabot.planner.rule.JoinGroup.Leaf;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Moves conditions as far down as they mean the same: into the scans where they concern one table.
///
/// On the way a condition on a column is repeated for the columns that equal it, a disjunction over
/// several tables yields what it says of each, and an outer join whose added rows a condition drops
/// becomes an inner one.
final class PushFilters {
    private final RexBuilder rex;

    private PushFilters(RexBuilder rex) {
        this.rex = rex;
    }

    static RelNode apply(RelNode root, RuleContext context) {
        return new PushFilters(context.rexBuilder()).push(root, List.of());
    }

    /// Returns the tree with only the rows that meet the conditions, which are over its columns.
    private RelNode push(RelNode node, Collection<RexNode> conditions) {
        return switch (node) {
            case Filter filter -> {
                Set<RexNode> all =
                        new LinkedHashSet<>(RelOptUtil.conjunctions(filter.getCondition()));
                all.addAll(conditions);
                yield push(filter.getInput(), all);
            }
            case Project project -> project(project, conditions);
            case Join join -> join(join, conditions);
            case Aggregate aggregate -> aggregate(aggregate, conditions);
            case SetOp set -> setOperation(set, conditions);
            case Sort sort when sort.fetch == null && sort.offset == null ->
                    Rebuild.mapInputs(sort, input -> push(input, conditions));
            case UnnestElements unnest -> appended(unnest, conditions);
            case WindowAssign windows -> appended(windows, conditions);
            case WatermarkAssign watermark ->
                    Rebuild.mapInputs(watermark, input -> push(input, conditions));
            default ->
                    Rebuild.filter(
                            Rebuild.mapInputs(node, input -> push(input, List.of())),
                            List.copyOf(conditions));
        };
    }

    private RelNode project(Project project, Collection<RexNode> conditions) {
        List<RexNode> below = new ArrayList<>();
        List<RexNode> above = new ArrayList<>();
        ImmutableBitSet passing = passing(project);
        for (RexNode condition : conditions) {
            boolean isMovable =
                    passing.contains(Columns.used(condition)) && RexUtil.isDeterministic(condition);
            if (isMovable) {
                below.add(Columns.substituted(condition, project.getProjects()));
            } else {
                above.add(condition);
            }
        }
        RelNode pushed = Rebuild.mapInputs(project, input -> push(input, below));
        return Rebuild.filter(pushed, above);
    }

    /// Returns the columns on which conditions mean the same below: with window calls only those
    /// that every call partitions by.
    private static ImmutableBitSet passing(Project project) {
        List<RexOver> overs = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            expression.accept(new OverFinder(overs));
        }
        ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
        for (int index = 0; index < project.getProjects().size(); index++) {
            RexNode expression = project.getProjects().get(index);
            boolean isKey =
                    overs.stream().allMatch(o -> o.getWindow().partitionKeys.contains(expression));
            if (isKey && RexUtil.isDeterministic(expression)) {
                columns.set(index);
            }
        }
        return columns.build();
    }

    private RelNode aggregate(Aggregate aggregate, Collection<RexNode> conditions) {
        ImmutableBitSet common = aggregate.getGroupSet();
        for (ImmutableBitSet set : aggregate.getGroupSets()) {
            common = common.intersect(set);
        }
        List<RexNode> keys = new ArrayList<>();
        ImmutableBitSet.Builder inAllSets = ImmutableBitSet.builder();
        for (int key : aggregate.getGroupSet()) {
            if (common.get(key)) {
                inAllSets.set(keys.size());
            }
            keys.add(new RexInputRef(key, Columns.type(aggregate.getInput(), key)));
        }
        ImmutableBitSet passing = inAllSets.build();
        List<RexNode> below = new ArrayList<>();
        List<RexNode> above = new ArrayList<>();
        for (RexNode condition : conditions) {
            ImmutableBitSet used = Columns.used(condition);
            boolean isOnKeys = !used.isEmpty() && passing.contains(used);
            if (isOnKeys && RexUtil.isDeterministic(condition)) {
                below.add(Columns.substituted(condition, keys));
            } else {
                above.add(condition);
            }
        }
        RelNode pushed = Rebuild.mapInputs(aggregate, input -> push(input, below));
        return Rebuild.filter(pushed, above);
    }

    private RelNode setOperation(SetOp set, Collection<RexNode> conditions) {
        boolean isMovable = conditions.stream().allMatch(RexUtil::isDeterministic);
        for (RelNode input : set.getInputs()) {
            isMovable &= hasSameTypes(input.getRowType(), set.getRowType());
        }
        if (!isMovable) {
            return Rebuild.filter(
                    Rebuild.mapInputs(set, input -> push(input, List.of())),
                    List.copyOf(conditions));
        }
        return Rebuild.mapInputs(set, input -> push(input, conditions));
    }

    private static boolean hasSameTypes(RelDataType first, RelDataType second) {
        for (int index = 0; index < first.getFieldCount(); index++) {
            if (!SqlTypeUtil.equalSansNullability(
                    first.getFieldList().get(index).getType(),
                    second.getFieldList().get(index).getType())) {
                return false;
            }
        }
        return true;
    }

    /// Below a node that gives each row any number of times with columns of its own after those of
    /// the input.
    private RelNode appended(SingleRel node, Collection<RexNode> conditions) {
        int numColumns = node.getInput().getRowType().getFieldCount();
        Split split = Split.of(conditions, ImmutableBitSet.range(numColumns));
        RelNode pushed = Rebuild.mapInputs(node, input -> push(input, split.inside));
        return Rebuild.filter(pushed, split.outside);
    }

    /// Conditions on some columns only, and the others.
    private record Split(List<RexNode> inside, List<RexNode> outside) {
        static Split of(Collection<RexNode> conditions, ImmutableBitSet columns) {
            List<RexNode> inside = new ArrayList<>();
            List<RexNode> outside = new ArrayList<>();
            for (RexNode condition : conditions) {
                ImmutableBitSet used = Columns.used(condition);
                boolean isInside =
                        !used.isEmpty()
                                && columns.contains(used)
                                && RexUtil.isDeterministic(condition);
                (isInside ? inside : outside).add(condition);
            }
            return new Split(inside, outside);
        }
    }

    private RelNode join(Join join, Collection<RexNode> conditions) {
        int numLeft = join.getLeft().getRowType().getFieldCount();
        int numAll = numLeft + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet left = ImmutableBitSet.range(numLeft);
        ImmutableBitSet right = ImmutableBitSet.range(numLeft, numAll);
        JoinRelType type = join.getJoinType();
        if (type.generatesNullsOnRight() && rejectsNulls(conditions, right)) {
            return join(retyped(join, type.cancelNullsOnRight()), conditions);
        }
        if (type.generatesNullsOnLeft() && rejectsNulls(conditions, left)) {
            return join(retyped(join, type.cancelNullsOnLeft()), conditions);
        }
        return switch (type) {
            case INNER -> inner(join, conditions);
            case LEFT, SEMI, ANTI -> preservingLeft(join, conditions);
            case LEFT_MARK -> mark(join, conditions);
            case RIGHT -> push(swapped(join), conditions);
            case FULL, ASOF, LEFT_ASOF ->
                    Rebuild.filter(
                            Rebuild.mapInputs(join, input -> push(input, List.of())),
                            List.copyOf(conditions));
        };
    }

    private static boolean rejectsNulls(Collection<RexNode> conditions, ImmutableBitSet columns) {
        return conditions.stream()
                .anyMatch(condition ->
                        Columns.used(condition).intersects(columns)
                                && Strong.isNotTrue(condition, columns));
    }

    private static Join retyped(Join join, JoinRelType type) {
        return (Join) Rebuild.join(join.getLeft(), join.getRight(), join.getCondition(), type);
    }

    private static RelNode swapped(Join join) {
        int numLeft = join.getLeft().getRowType().getFieldCount();
        int numRight = join.getRight().getRowType().getFieldCount();
        int[] targets = new int[numLeft + numRight];
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < targets.length; index++) {
            targets[index] = index < numLeft ? numRight + index : index - numLeft;
            order.add(targets[index]);
        }
        RelNode joined =
                Rebuild.join(
                        join.getRight(),
                        join.getLeft(),
                        Columns.mapped(join.getCondition(), targets),
                        JoinRelType.LEFT);
        return Columns.project(joined, order);
    }

    /// Left, semi and anti joins: what is said of left rows holds for those that are joined; what
    /// the condition says of right rows alone can be asked before.
    private RelNode preservingLeft(Join join, Collection<RexNode> conditions) {
        int numLeft = join.getLeft().getRowType().getFieldCount();
        int numAll = numLeft + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet leftColumns = ImmutableBitSet.range(numLeft);
        ImmutableBitSet rightColumns = ImmutableBitSet.range(numLeft, numAll);
        Split split = Split.of(conditions, leftColumns);
        List<RexNode> own = RelOptUtil.conjunctions(join.getCondition());
        Set<RexNode> known = new LinkedHashSet<>(split.inside);
        known.addAll(own);
        Set<RexNode> derived = Conditions.withTransitive(known);
        List<RexNode> right = moved(Split.of(derived, rightColumns).inside, numLeft);
        Set<RexNode> left = new LinkedHashSet<>(split.inside);
        List<RexNode> rest = Split.of(own, rightColumns).outside;
        if (join.getJoinType() == JoinRelType.SEMI) {
            left.addAll(Split.of(derived, leftColumns).inside);
            rest = Split.of(rest, leftColumns).outside;
        }
        RelNode joined =
                Rebuild.join(
                        push(join.getLeft(), left),
                        push(join.getRight(), right),
                        RexUtil.composeConjunction(rex, rest),
                        join.getJoinType());
        return Rebuild.filter(joined, split.outside);
    }

    private static List<RexNode> moved(List<RexNode> conditions, int start) {
        return conditions.stream().map(condition -> RexUtil.shift(condition, -start)).toList();
    }

    private RelNode mark(Join join, Collection<RexNode> conditions) {
        int numLeft = join.getLeft().getRowType().getFieldCount();
        Split split = Split.of(conditions, ImmutableBitSet.range(numLeft));
        RelNode joined =
                Rebuild.join(
                        push(join.getLeft(), split.inside),
                        push(join.getRight(), List.of()),
                        join.getCondition(),
                        JoinRelType.LEFT_MARK);
        return Rebuild.filter(joined, split.outside);
    }

    private RelNode inner(Join join, Collection<RexNode> conditions) {
        JoinGroup group = JoinGroup.of(join, false);
        Set<RexNode> all = new LinkedHashSet<>(group.conditions());
        for (RexNode condition : conditions) {
            all.addAll(RelOptUtil.conjunctions(Columns.substituted(condition, group.outputs())));
        }
        Set<RexNode> known = Conditions.withTransitive(all);
        for (RexNode condition : List.copyOf(known)) {
            if (group.onlyLeaf(condition) == null) {
                addImplied(condition, group, known);
            }
        }
        List<List<RexNode>> perLeaf = new ArrayList<>();
        group.leaves().forEach(_ -> perLeaf.add(new ArrayList<>()));
        List<RexNode> between = new ArrayList<>();
        for (RexNode condition : known) {
            Leaf leaf = group.onlyLeaf(condition);
            if (leaf != null && RexUtil.isDeterministic(condition)) {
                perLeaf.get(group.leaves().indexOf(leaf))
                        .add(RexUtil.shift(condition, -leaf.start()));
            } else {
                between.add(condition);
            }
        }
        return joined(group, perLeaf, between);
    }

    private void addImplied(RexNode condition, JoinGroup group, Set<RexNode> known) {
        for (Leaf leaf : group.leaves()) {
            RexNode implied = Conditions.implied(condition, leaf.columns(), rex);
            if (implied != null) {
                known.add(implied);
            }
        }
    }

    /// Joins the relations in the order of the query, each condition as early as its columns are
    /// there.
    private RelNode joined(JoinGroup group, List<List<RexNode>> perLeaf, List<RexNode> between) {
        List<RexNode> waiting = new ArrayList<>(between);
        RelNode result = push(group.leaves().getFirst().rel(), perLeaf.getFirst());
        for (int index = 1; index < group.leaves().size(); index++) {
            RelNode right = push(group.leaves().get(index).rel(), perLeaf.get(index));
            long available = (2L << index) - 1;
            List<RexNode> now = new ArrayList<>();
            for (RexNode condition : waiting) {
                long needed = group.leavesOf(condition);
                if (needed != 0 && (needed & ~available) == 0) {
                    now.add(condition);
                }
            }
            waiting.removeAll(now);
            result =
                    Rebuild.join(
                            result, right, RexUtil.composeConjunction(rex, now), JoinRelType.INNER);
        }
        RelNode filtered = Rebuild.filter(result, waiting);
        return isIdentity(group.outputs(), filtered)
                ? filtered
                : Rebuild.project(filtered, group.outputs(), null);
    }

    private static boolean isIdentity(List<RexNode> outputs, RelNode node) {
        if (outputs.size() != node.getRowType().getFieldCount()) {
            return false;
        }
        for (int index = 0; index < outputs.size(); index++) {
            if (!(outputs.get(index) instanceof RexInputRef reference)
                    || reference.getIndex() != index) {
                return false;
            }
        }
        return true;
    }
}
