package dev.sabot.planner;

import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;
import java.util.List;

/// What planning a statement gives.
///
/// @param output the result's columns under the labels the user wrote, which may repeat
/// @param parameterTypes the type of each `?`, in order
/// @param logicalText the optimized relational tree, for EXPLAIN (LOGICAL)
/// @param isOrdered whether the order of the result's rows means something
public record PlannedQuery(
        PhysicalPlan plan,
        Schema output,
        List<DataType> parameterTypes,
        String logicalText,
        List<PhaseTiming> timings,
        boolean isOrdered) {
    public PlannedQuery {
        parameterTypes = List.copyOf(parameterTypes);
        timings = List.copyOf(timings);
    }

    /// Returns how long planning took.
    public long planningNanos() {
        return timings.stream().mapToLong(PhaseTiming::nanos).sum();
    }
}
