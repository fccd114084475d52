package dev.sabot.exec.operator.window;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.WindowCall;
import dev.sabot.type.DataType;

import java.util.ArrayList;
import java.util.List;

/// Computes an aggregate over each row's frame with the accumulators that GROUP BY uses.
///
/// - Whole partitions are groups.
/// - Frames that start with the partition take over the state of the row before and add to it.
/// - Other frames are put together from a segment tree of states (Leis et al., "Efficient
///   Processing of Window Functions in Analytical SQL Queries", VLDB 2015): level k holds the
///   states of runs of 2^k rows, and a frame merges at most two per level.
final class FramedAggregate {
    private final WindowCall call;
    private final PartitionedRows rows;
    private final QueryContext context;
    private final Frames frames;
    private final FunctionRegistry.Resolved<AggregateFunction.Signature> resolved;
    private final Column[] arguments;

    FramedAggregate(
            WindowCall call,
            PartitionedRows rows,
            PhysicalPlan.Window plan,
            FunctionRegistry functions,
            QueryContext context) {
        this.call = call;
        this.rows = rows;
        this.context = context;
        this.frames = new Frames(call, rows, plan);
        AggregateFunction function = functions.aggregate(call.function());
        List<DataType> types = new ArrayList<>();
        arguments = new Column[call.arguments().size()];
        for (int index = 0; index < arguments.length; index++) {
            int column = call.arguments().get(index);
            arguments[index] = rows.column(column);
            types.add(plan.input().schema().type(column));
        }
        FunctionRegistry.Resolved<AggregateFunction.Signature> found =
                function == null ? null : FunctionRegistry.resolve(function, types);
        if (found == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_FUNCTION,
                    "there is no window function " + call.function() + types);
        }
        if (call.isDistinct() && !frames.isWholePartition()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "DISTINCT in a window function with a moving frame");
        }
        this.resolved = found;
    }

    private Accumulator accumulator() {
        return resolved.signature().accumulator(resolved.coerced(), call.type());
    }

    Column evaluate() {
        if (call.isDistinct()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "DISTINCT in a window function; aggregate in a subquery and join");
        }
        if (frames.isWholePartition()) {
            return wholePartitions();
        }
        return frames.isRunning() ? running() : sliding();
    }

    private Column wholePartitions() {
        int numRows = rows.numRows();
        int[] partitions = new int[numRows];
        int numPartitions = 0;
        for (int row = 0; row < numRows; row++) {
            numPartitions += rows.partitionStart(row) == row ? 1 : 0;
            partitions[row] = numPartitions - 1;
        }
        Accumulator state = accumulator();
        state.ensureGroups(numPartitions);
        state.accumulate(arguments, null, partitions, numRows, null);
        try (Column results = state.finish(0, numPartitions, context.allocator())) {
            return dev.sabot.batch.Gather.gather(results, partitions, numRows, context.allocator());
        }
    }

    /// Group `row` becomes the state of the row's frame: that of the row before, and the new rows.
    private Column running() {
        int numRows = rows.numRows();
        Accumulator state = accumulator();
        state.ensureGroups(numRows);
        int[] row = new int[1];
        int[] group = new int[1];
        int[] before = new int[1];
        for (int current = 0; current < numRows; current++) {
            if ((current & 0xFFF) == 0) {
                context.checkCancelled();
            }
            group[0] = current;
            int from = rows.partitionStart(current);
            if (current > from) {
                before[0] = current - 1;
                state.mergeSelected(state, before, 0, 1, group);
                from = frames.end(current - 1);
            }
            for (int added = from; added < frames.end(current); added++) {
                row[0] = added;
                state.accumulate(arguments, row, group, 1, null);
            }
        }
        return state.finish(0, numRows, context.allocator());
    }

    private Column sliding() {
        int numRows = rows.numRows();
        List<Accumulator> levels = buildTree(numRows);
        Accumulator result = accumulator();
        result.ensureGroups(numRows);
        int[] group = new int[1];
        for (int current = 0; current < numRows; current++) {
            if ((current & 0xFFF) == 0) {
                context.checkCancelled();
            }
            group[0] = current;
            frames.forEachRun(current, (from, to) -> mergeRun(levels, result, from, to, group));
        }
        return result.finish(0, numRows, context.allocator());
    }

    private List<Accumulator> buildTree(int numRows) {
        List<Accumulator> levels = new ArrayList<>();
        Accumulator leaves = accumulator();
        leaves.ensureGroups(numRows);
        int[] groups = new int[numRows];
        for (int row = 0; row < numRows; row++) {
            groups[row] = row;
        }
        leaves.accumulate(arguments, null, groups, numRows, null);
        levels.add(leaves);
        int count = numRows;
        while (count > 1) {
            context.checkCancelled();
            int parents = (count + 1) / 2;
            Accumulator level = accumulator();
            level.ensureGroups(parents);
            int[] parentOf = new int[count];
            for (int child = 0; child < count; child++) {
                parentOf[child] = child / 2;
            }
            level.merge(levels.getLast(), 0, count, parentOf);
            levels.add(level);
            count = parents;
        }
        return levels;
    }

    /// Merges rows `from` until `to` in order, taking the largest aligned runs.
    private static void mergeRun(
            List<Accumulator> levels, Accumulator result, int from, int to, int[] group) {
        int[] node = new int[1];
        int at = from;
        while (at < to) {
            int level = at == 0 ? 30 : Integer.numberOfTrailingZeros(at);
            level = Math.min(level, levels.size() - 1);
            while ((long) at + (1L << level) > to) {
                level--;
            }
            node[0] = at >> level;
            result.mergeSelected(levels.get(level), node, 0, 1, group);
            at += 1 << level;
        }
    }
}
