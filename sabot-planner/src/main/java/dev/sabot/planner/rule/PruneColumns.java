package dev.sabot.planner.rule;

import dev.sabot.planner.catalog.ColumnScan;
import dev.sabot.planner.logical.UnnestElements;
import dev.sabot.planner.logical.WatermarkAssign;
import dev.sabot.planner.logical.WindowAssign;

import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Drops columns that nothing above reads, down to the scans.
///
/// A node may give more columns than were asked for, such as those a filter reads. Where rows are
/// kept (join inputs, sorts) a projection drops them.
final class PruneColumns {
    private PruneColumns() {}

    static RelNode apply(RelNode root, RuleContext context) {
        int numColumns = root.getRowType().getFieldCount();
        Pruned pruned = new PruneColumns().prune(root, ImmutableBitSet.range(numColumns));
        return pruned.exactly(ImmutableBitSet.range(numColumns));
    }

    /// A node with fewer columns.
    ///
    /// @param targets where each old column is now, or -1
    private record Pruned(RelNode rel, int[] targets) {
        /// Returns exactly the given old columns, in order.
        RelNode exactly(ImmutableBitSet columns) {
            List<Integer> order = new ArrayList<>();
            for (int column : columns) {
                order.add(targets[column]);
            }
            return Columns.project(rel, order);
        }

        /// Returns where columns of [#exactly] are.
        static int[] positions(ImmutableBitSet columns, int numOld) {
            int[] positions = new int[numOld];
            Arrays.fill(positions, -1);
            int next = 0;
            for (int column : columns) {
                positions[column] = next++;
            }
            return positions;
        }

        Pruned {
            targets = targets.clone();
        }
    }

    /// Operators that keep rows are given one column at least, so that there is something to keep.
    private static ImmutableBitSet orFirst(ImmutableBitSet columns) {
        return columns.isEmpty() ? ImmutableBitSet.of(0) : columns;
    }

    private static Pruned unchanged(RelNode node) {
        return new Pruned(node, IntStream.range(0, node.getRowType().getFieldCount()).toArray());
    }

    private Pruned prune(RelNode node, ImmutableBitSet needed) {
        return switch (node) {
            case ColumnScan scan -> scan(scan, needed);
            case Filter filter -> filter(filter, needed);
            case Project project -> project(project, needed);
            case Join join -> join(join, needed);
            case Aggregate aggregate -> aggregate(aggregate, needed);
            case Sort sort -> sort(sort, needed);
            case Union union when union.all -> union(union, needed);
            case UnnestElements unnest -> unnest(unnest, needed);
            case WindowAssign windows -> windows(windows, needed);
            case WatermarkAssign watermark -> watermark(watermark, needed);
            default -> unchanged(Rebuild.mapInputs(node, PruneColumns::whole));
        };
    }

    private static RelNode whole(RelNode node) {
        ImmutableBitSet all = ImmutableBitSet.range(node.getRowType().getFieldCount());
        return new PruneColumns().prune(node, all).exactly(all);
    }

    private static Pruned scan(ColumnScan scan, ImmutableBitSet needed) {
        List<Integer> columns = new ArrayList<>();
        for (int column : needed) {
            columns.add(scan.columns().get(column));
        }
        return new Pruned(
                scan.withColumns(columns), Pruned.positions(needed, scan.columns().size()));
    }

    private Pruned filter(Filter filter, ImmutableBitSet needed) {
        ImmutableBitSet used = Columns.used(filter.getCondition());
        Pruned input = prune(filter.getInput(), needed.union(used));
        RexNode condition = Columns.mapped(filter.getCondition(), input.targets);
        return new Pruned(Rebuild.filter(input.rel, List.of(condition)), input.targets);
    }

    private Pruned project(Project project, ImmutableBitSet needed) {
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column : needed) {
            expressions.add(project.getProjects().get(column));
            names.add(project.getRowType().getFieldNames().get(column));
        }
        int numOld = project.getProjects().size();
        Pruned input = prune(project.getInput(), Columns.used(expressions));
        if (expressions.isEmpty()) {
            return new Pruned(input.rel, Pruned.positions(needed, numOld));
        }
        List<RexNode> moved =
                expressions.stream().map(e -> Columns.mapped(e, input.targets)).toList();
        return new Pruned(
                Rebuild.project(input.rel, moved, names), Pruned.positions(needed, numOld));
    }

    private Pruned join(Join join, ImmutableBitSet needed) {
        int numLeft = join.getLeft().getRowType().getFieldCount();
        int numRight = join.getRight().getRowType().getFieldCount();
        ImmutableBitSet used = needed.union(Columns.used(join.getCondition()));
        ImmutableBitSet left = orFirst(used.intersect(ImmutableBitSet.range(numLeft)));
        boolean hasRight = join.getJoinType().projectsRight();
        boolean isMark = join.getJoinType() == JoinRelType.LEFT_MARK;
        ImmutableBitSet rightUsed = hasRight && !isMark ? used : Columns.used(join.getCondition());
        ImmutableBitSet right =
                orFirst(
                        rightUsed
                                .intersect(ImmutableBitSet.range(numLeft, numLeft + numRight))
                                .shift(-numLeft));
        RelNode newLeft = prune(join.getLeft(), left).exactly(left);
        RelNode newRight = prune(join.getRight(), right).exactly(right);
        int numNewLeft = newLeft.getRowType().getFieldCount();
        int[] leftTargets = Pruned.positions(left, numLeft);
        int[] rightTargets = Pruned.positions(right, numRight);
        int[] targets = new int[numLeft + numRight];
        for (int index = 0; index < targets.length; index++) {
            targets[index] =
                    index < numLeft
                            ? leftTargets[index]
                            : rightTargets[index - numLeft] < 0
                                    ? -1
                                    : numNewLeft + rightTargets[index - numLeft];
        }
        RelNode joined =
                Rebuild.join(
                        newLeft,
                        newRight,
                        Columns.mapped(join.getCondition(), targets),
                        join.getJoinType());
        if (isMark) {
            int[] marked = Arrays.copyOf(leftTargets, numLeft + 1);
            marked[numLeft] = numNewLeft;
            return new Pruned(joined, marked);
        }
        return new Pruned(joined, hasRight ? targets : leftTargets);
    }

    private Pruned aggregate(Aggregate aggregate, ImmutableBitSet needed) {
        int numKeys = aggregate.getGroupCount();
        List<AggregateCall> calls = new ArrayList<>();
        int[] targets = new int[aggregate.getRowType().getFieldCount()];
        ImmutableBitSet.Builder used = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
        for (int index = 0; index < targets.length; index++) {
            boolean isKept = index < numKeys || needed.get(index) || (numKeys == 0 && index == 0);
            targets[index] = !isKept ? -1 : index < numKeys ? index : numKeys + calls.size();
            if (isKept && index >= numKeys) {
                AggregateCall call = aggregate.getAggCallList().get(index - numKeys);
                calls.add(call);
                used.addAll(call.getArgList());
                used.addAll(call.filterArg < 0 ? List.of() : List.of(call.filterArg));
                call.collation.getFieldCollations().forEach(c -> used.set(c.getFieldIndex()));
            }
        }
        Pruned input = prune(aggregate.getInput(), used.build());
        List<AggregateCall> moved = calls.stream().map(c -> moved(c, input.targets)).toList();
        RelNode rel =
                Rebuild.aggregate(
                        input.rel,
                        moved(aggregate.getGroupSet(), input.targets),
                        aggregate.getGroupSets().stream()
                                .map(set -> moved(set, input.targets))
                                .toList(),
                        moved);
        return reordered(aggregate, rel, input.targets, targets);
    }

    /// Keys come in the order of the input's columns, which may have changed.
    private static Pruned reordered(
            Aggregate aggregate, RelNode rel, int[] inputTargets, int[] targets) {
        List<Integer> newKeys =
                aggregate.getGroupSet().asList().stream()
                        .map(key -> inputTargets[key])
                        .sorted()
                        .toList();
        int position = 0;
        int[] result = targets.clone();
        for (int key : aggregate.getGroupSet()) {
            result[position++] = newKeys.indexOf(inputTargets[key]);
        }
        return new Pruned(rel, result);
    }

    private static ImmutableBitSet moved(ImmutableBitSet columns, int[] targets) {
        ImmutableBitSet.Builder moved = ImmutableBitSet.builder();
        columns.forEachInt(column -> moved.set(targets[column]));
        return moved.build();
    }

    private static AggregateCall moved(AggregateCall call, int[] targets) {
        List<RelFieldCollation> collations =
                call.collation.getFieldCollations().stream()
                        .map(c -> c.withFieldIndex(targets[c.getFieldIndex()]))
                        .toList();
        return call.withArgList(call.getArgList().stream().map(a -> targets[a]).toList())
                .withFilter(call.filterArg < 0 ? -1 : targets[call.filterArg])
                .withCollation(RelCollations.of(collations));
    }

    private Pruned sort(Sort sort, ImmutableBitSet needed) {
        ImmutableBitSet.Builder builder = ImmutableBitSet.builder().addAll(needed);
        sort.getCollation().getFieldCollations().forEach(c -> builder.set(c.getFieldIndex()));
        ImmutableBitSet used = orFirst(builder.build());
        RelNode input = prune(sort.getInput(), used).exactly(used);
        int[] targets = Pruned.positions(used, sort.getRowType().getFieldCount());
        List<RelFieldCollation> collations =
                sort.getCollation().getFieldCollations().stream()
                        .map(c -> c.withFieldIndex(targets[c.getFieldIndex()]))
                        .toList();
        RelNode sorted =
                LogicalSort.create(input, RelCollations.of(collations), sort.offset, sort.fetch);
        return new Pruned(sorted, targets);
    }

    private Pruned union(Union union, ImmutableBitSet needed) {
        ImmutableBitSet used = orFirst(needed);
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : union.getInputs()) {
            inputs.add(prune(input, used).exactly(used));
        }
        return new Pruned(
                LogicalUnion.create(inputs, true),
                Pruned.positions(used, union.getRowType().getFieldCount()));
    }

    private Pruned unnest(UnnestElements unnest, ImmutableBitSet needed) {
        int numOld = unnest.getInput().getRowType().getFieldCount();
        ImmutableBitSet used = needed.intersect(ImmutableBitSet.range(numOld)).set(unnest.column());
        RelNode input = prune(unnest.getInput(), used).exactly(used);
        int[] positions = Pruned.positions(used, numOld);
        UnnestElements pruned =
                UnnestElements.create(
                        input,
                        positions[unnest.column()],
                        unnest.withOrdinality(),
                        unnest.isOuter());
        return new Pruned(pruned, withAppended(positions, numOld, used, unnest));
    }

    private Pruned windows(WindowAssign windows, ImmutableBitSet needed) {
        int numOld = windows.getInput().getRowType().getFieldCount();
        ImmutableBitSet used =
                needed.intersect(ImmutableBitSet.range(numOld)).set(windows.timeColumn());
        RelNode input = prune(windows.getInput(), used).exactly(used);
        int[] positions = Pruned.positions(used, numOld);
        WindowAssign pruned =
                WindowAssign.create(input, positions[windows.timeColumn()], windows.span());
        return new Pruned(pruned, withAppended(positions, numOld, used, windows));
    }

    private Pruned watermark(WatermarkAssign watermark, ImmutableBitSet needed) {
        ImmutableBitSet used =
                needed.union(Columns.used(watermark.watermark())).set(watermark.timeColumn());
        Pruned input = prune(watermark.getInput(), used);
        return new Pruned(
                WatermarkAssign.create(
                        input.rel,
                        input.targets[watermark.timeColumn()],
                        Columns.mapped(watermark.watermark(), input.targets)),
                input.targets);
    }

    private static int[] withAppended(
            int[] positions, int numOld, ImmutableBitSet used, RelNode node) {
        int numAll = node.getRowType().getFieldCount();
        int[] targets = Arrays.copyOf(positions, numAll);
        for (int index = numOld; index < numAll; index++) {
            targets[index] = used.cardinality() + index - numOld;
        }
        return targets;
    }
}
