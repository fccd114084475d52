package dev.sabot.exec.operator.window;

import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.WindowCall;

/// Computes the functions that take a value from another row: each finds the row, the values are
/// then gathered at once.
final class Navigation {
    private static final int NONE = -1;

    private Navigation() {}

    /// LAG and LEAD: value, offset (default 1), default value (default null).
    static Column offset(WindowCall call, PartitionedRows rows, QueryContext context) {
        int sign = call.function().equals("lag") ? -1 : 1;
        Column value = rows.column(call.arguments().get(0));
        Column offsets = call.arguments().size() > 1 ? rows.column(call.arguments().get(1)) : null;
        int[] chosen = new int[rows.numRows()];
        boolean[] isOutside = new boolean[rows.numRows()];
        for (int row = 0; row < chosen.length; row++) {
            if (offsets != null && offsets.isNull(row)) {
                chosen[row] = NONE;
                continue;
            }
            long distance = sign * (offsets == null ? 1 : offsets.getLong(row));
            int found = find(value, rows, row, distance, call.ignoresNulls());
            isOutside[row] = found == NONE;
            chosen[row] = found;
        }
        if (call.arguments().size() < 3) {
            return Gather.gatherNullable(value, chosen, chosen.length, context.allocator());
        }
        return withDefault(value, rows.column(call.arguments().get(2)), chosen, isOutside, context);
    }

    /// Lays the default values behind the values and gathers from both.
    private static Column withDefault(
            Column value, Column other, int[] chosen, boolean[] isOutside, QueryContext context) {
        try (Column both = Gather.concat(java.util.List.of(value, other), context.allocator())) {
            int[] from = chosen.clone();
            for (int row = 0; row < from.length; row++) {
                if (isOutside[row]) {
                    from[row] = value.length() + row;
                }
            }
            return Gather.gatherNullable(both, from, from.length, context.allocator());
        }
    }

    private static int find(
            Column value, PartitionedRows rows, int row, long distance, boolean ignoresNulls) {
        int start = rows.partitionStart(row);
        int end = rows.partitionEnd(row);
        if (!ignoresNulls || distance == 0) {
            long target = row + distance;
            return target >= start && target < end ? (int) target : NONE;
        }
        int step = distance < 0 ? -1 : 1;
        long left = Math.abs(distance);
        for (int at = row + step; at >= start && at < end; at += step) {
            if (!value.isNull(at) && --left == 0) {
                return at;
            }
        }
        return NONE;
    }

    /// FIRST_VALUE, LAST_VALUE and NTH_VALUE of the frame.
    static Column inFrame(
            WindowCall call, PartitionedRows rows, PhysicalPlan.Window plan, QueryContext context) {
        Column value = rows.column(call.arguments().get(0));
        Frames frames = new Frames(call, rows, plan);
        int[] chosen = new int[rows.numRows()];
        for (int row = 0; row < chosen.length; row++) {
            if ((row & 0xFFFF) == 0) {
                context.checkCancelled();
            }
            chosen[row] = pick(call, rows, frames, value, row);
        }
        return Gather.gatherNullable(value, chosen, chosen.length, context.allocator());
    }

    private static int pick(
            WindowCall call, PartitionedRows rows, Frames frames, Column value, int row) {
        boolean isLast = call.function().equals("last_value");
        long wanted = 1;
        if (call.function().equals("nth_value")) {
            Column argument = rows.column(call.arguments().get(1));
            if (argument.isNull(row)) {
                return NONE;
            }
            wanted = argument.getLong(row);
            if (wanted <= 0) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT, "nth_value counts from 1, not from " + wanted);
            }
        }
        int[] found = {NONE};
        long[] left = {wanted};
        frames.forEachRun(
                row,
                (from, to) -> {
                    if (isLast) {
                        int last = lastOf(value, from, to, call.ignoresNulls());
                        found[0] = last == NONE ? found[0] : last;
                    } else if (found[0] == NONE) {
                        found[0] = nthOf(value, from, to, call.ignoresNulls(), left);
                    }
                });
        return found[0];
    }

    private static int lastOf(Column value, int from, int to, boolean ignoresNulls) {
        for (int at = to - 1; at >= from; at--) {
            if (!ignoresNulls || !value.isNull(at)) {
                return at;
            }
        }
        return NONE;
    }

    private static int nthOf(Column value, int from, int to, boolean ignoresNulls, long[] left) {
        if (!ignoresNulls) {
            if (left[0] <= to - from) {
                return (int) (from + left[0] - 1);
            }
            left[0] -= to - from;
            return NONE;
        }
        for (int at = from; at < to; at++) {
            if (!value.isNull(at) && --left[0] == 0) {
                return at;
            }
        }
        return NONE;
    }
}
