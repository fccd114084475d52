package dev.sabot.exec.plan;

import dev.sabot.connector.Boundedness;
import dev.sabot.type.Schema;

/// What every plan node knows of its output.
///
/// @param estimatedRows the planner's guess, or -1
public record PlanProperties(
        Schema schema,
        Partitioning distribution,
        Boundedness boundedness,
        ChangeMode changeMode,
        double estimatedRows) {

    /// Returns the properties of a bounded node whose rows may lie in any task.
    public static PlanProperties bounded(Schema schema, double estimatedRows) {
        return new PlanProperties(
                schema,
                Partitioning.Arbitrary.INSTANCE,
                Boundedness.BOUNDED,
                ChangeMode.Append.INSTANCE,
                estimatedRows);
    }
}
