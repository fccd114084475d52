package dev.sabot.planner;

import dev.sabot.connector.Boundedness;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import java.util.List;
import java.util.function.Supplier;

/// What planning a statement gives.
///
/// @param output the result's columns under the labels the user wrote, which may repeat
/// @param parameterTypes the type of each `?`, in order
/// @param logical writes the optimized relational tree
/// @param isOrdered whether the order of the result's rows means something
public record PlannedQuery(
        PhysicalPlan plan,
        Schema output,
        List<DataType> parameterTypes,
        Supplier<String> logical,
        List<PhaseTiming> timings,
        boolean isOrdered) {
    public PlannedQuery {
        parameterTypes = List.copyOf(parameterTypes);
        timings = List.copyOf(timings);
    }

    /// Returns the optimized relational tree as text, for EXPLAIN (LOGICAL).
    public String logicalText() {
        return logical.get();
    }

    /// Says whether the statement runs until it is cancelled.
    public boolean isUnbounded() {
        return plan.properties().boundedness() == Boundedness.UNBOUNDED;
    }

    /// Refuses a statement that runs until it is cancelled where its end is needed.
    ///
    /// **Errors**: NEVER_ENDS.
    public void requireEnd(String what, String remedy) {
        if (isUnbounded()) {
            throw new SabotException(
                    ErrorCode.NEVER_ENDS,
                    what + " needs all rows of an input that never ends; " + remedy);
        }
    }

    /// Says whether results may be taken back, so that their first column says what happens.
    public boolean hasChanges() {
        return !(plan.properties().changeMode() instanceof ChangeMode.Append);
    }

    /// Returns how long planning took.
    public long planningNanos() {
        return timings.stream().mapToLong(PhaseTiming::nanos).sum();
    }
}
