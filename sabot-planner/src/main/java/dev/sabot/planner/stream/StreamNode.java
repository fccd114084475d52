package dev.sabot.planner.stream;

import dev.sabot.connector.Boundedness;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A plan and what is known of the times its rows carry.
///
/// @param times per column, or null for a column that is no time
/// @param eventTime the event time where no column holds it yet, over the columns
record StreamNode(
        PhysicalPlan plan, List<@Nullable TimeColumn> times, @Nullable Expression eventTime) {

    static StreamNode of(PhysicalPlan plan, List<@Nullable TimeColumn> times) {
        return new StreamNode(plan, times, null);
    }

    /// Returns a plan whose columns carry no known times.
    static StreamNode timeless(PhysicalPlan plan) {
        return of(plan, Collections.nCopies(plan.schema().size(), null));
    }

    boolean isUnbounded() {
        return isUnbounded(plan);
    }

    static boolean isUnbounded(PhysicalPlan plan) {
        return plan.properties().boundedness() == Boundedness.UNBOUNDED;
    }

    boolean isAppendOnly() {
        return plan.properties().changeMode() instanceof ChangeMode.Append;
    }

    @Nullable TimeColumn time(int column) {
        return times.get(column);
    }

    /// Returns times whose groups have other delays; columns of one group stay in one.
    static List<@Nullable TimeColumn> withDelays(List<@Nullable TimeColumn> times, Delays delays) {
        Map<TimeGroup, TimeGroup> changed = new IdentityHashMap<>();
        List<@Nullable TimeColumn> result = new ArrayList<>(times.size());
        for (TimeColumn time : times) {
            result.add(
                    time == null
                            ? null
                            : new TimeColumn(
                                    changed.computeIfAbsent(
                                            time.group(),
                                            group -> group.withDelay(delays.of(group))),
                                    time.shiftMicros()));
        }
        return result;
    }

    /// Says how far behind the watermark a group is.
    interface Delays {
        @Nullable Long of(TimeGroup group);
    }
}
