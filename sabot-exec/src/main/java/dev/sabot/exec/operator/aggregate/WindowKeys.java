package dev.sabot.exec.operator.aggregate;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.StreamGrouping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Says which keys of a windowed aggregation follow from the window's end, so that the tables of a
/// window need not hold them: the end itself and, where the input is a window table, the start and
/// the time of the same window.
final class WindowKeys {
    /// Stands for a null window end: such groups end with the input.
    static final long NULL_END = Long.MAX_VALUE;

    private static final long MILLISECOND = 1_000;

    private final int endColumn;
    private final long delayMicros;
    private final @Nullable Long[] offsets;

    private WindowKeys(int endColumn, long delayMicros, @Nullable Long[] offsets) {
        this.endColumn = endColumn;
        this.delayMicros = delayMicros;
        this.offsets = offsets;
    }

    static WindowKeys of(Aggregate plan, StreamGrouping grouping) {
        List<Integer> keys = plan.keys();
        int endColumn = keys.get(grouping.windowEnd());
        @Nullable Long[] offsets = new @Nullable Long[keys.size()];
        offsets[grouping.windowEnd()] = 0L;
        Origin end = origin(plan.input(), endColumn);
        if (end != null && end.place == 1) {
            for (int key = 0; key < offsets.length; key++) {
                Origin other = origin(plan.input(), keys.get(key));
                if (other != null && other.table == end.table) {
                    offsets[key] = offset(other);
                }
            }
        }
        return new WindowKeys(endColumn, grouping.delayMicros(), offsets);
    }

    /// A column of a window table: 0 start, 1 end, 2 time.
    private record Origin(PhysicalPlan.WindowTable table, int place) {}

    private static long offset(Origin origin) {
        return switch (origin.place) {
            case 0 -> -origin.table.sizeMicros();
            case 1 -> 0;
            default -> -MILLISECOND;
        };
    }

    private static @Nullable Origin origin(PhysicalPlan plan, int column) {
        PhysicalPlan node = plan;
        int at = column;
        while (true) {
            switch (node) {
                case PhysicalPlan.Filter filter -> node = filter.input();
                case PhysicalPlan.Exchange exchange -> node = exchange.input();
                case PhysicalPlan.Project project -> {
                    if (!(project.expressions().get(at)
                            instanceof Expression.ColumnReference reference)) {
                        return null;
                    }
                    node = project.input();
                    at = reference.column();
                }
                case PhysicalPlan.WindowTable table -> {
                    int place = at - table.input().schema().size();
                    if (place >= 0) {
                        return new Origin(table, place);
                    }
                    node = table.input();
                }
                default -> {
                    return null;
                }
            }
        }
    }

    /// Returns the input column of the window end.
    int endColumn() {
        return endColumn;
    }

    /// Returns the watermark at which a window is final.
    long closesAt(long windowEnd) {
        long closing = windowEnd + delayMicros;
        return closing < windowEnd ? Long.MAX_VALUE : closing;
    }

    /// Says whether a key follows from the window's end.
    boolean isDerived(int key) {
        return offsets[key] != null;
    }

    /// Returns the value of a derived key.
    @Nullable Long value(int key, long windowEnd) {
        Long offset = offsets[key];
        return offset == null || windowEnd == NULL_END ? null : Long.valueOf(windowEnd + offset);
    }

    /// Returns the positions of a grouping set that the tables hold.
    List<Integer> held(List<Integer> set) {
        List<Integer> held = new ArrayList<>();
        for (int key : set) {
            if (!isDerived(key)) {
                held.add(key);
            }
        }
        return held;
    }
}
