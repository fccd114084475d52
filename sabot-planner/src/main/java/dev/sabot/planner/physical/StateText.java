package dev.sabot.planner.physical;

import dev.sabot.connector.Boundedness;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.Retention;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.type.Field;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The text of EXPLAIN (STATE): what each operator keeps, and until when.
public final class StateText {
    private StateText() {}

    /// Returns one paragraph per operator with state, or a line that there is none.
    public static String of(PhysicalPlan plan) {
        StringBuilder text = new StringBuilder();
        append(plan, text);
        return text.isEmpty() ? "no operator keeps rows" : text.toString().stripTrailing();
    }

    private static void append(PhysicalPlan plan, StringBuilder text) {
        String state = state(plan);
        if (state != null) {
            text.append(Explain.describe(plan)).append('\n').append(state).append('\n');
        }
        plan.inputs().forEach(input -> append(input, text));
    }

    private static @Nullable String state(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case PhysicalPlan.StreamJoin join ->
                    "  left rows: "
                            + kept(join.leftRetention(), join.left())
                            + "\n  right rows: "
                            + kept(join.rightRetention(), join.right());
            case PhysicalPlan.HashJoin _, PhysicalPlan.NestedLoopJoin _ ->
                    "  all rows of the second input, which ends";
            case PhysicalPlan.Sort _,
                    PhysicalPlan.TopN _,
                    PhysicalPlan.Window _,
                    PhysicalPlan.SetOperation _,
                    PhysicalPlan.Recursion _ ->
                    "  rows of an input that ends";
            case PhysicalPlan.Scan _,
                    PhysicalPlan.Values _,
                    PhysicalPlan.Series _,
                    PhysicalPlan.RecursiveScan _,
                    PhysicalPlan.Filter _,
                    PhysicalPlan.Project _,
                    PhysicalPlan.WindowTable _,
                    PhysicalPlan.Limit _,
                    PhysicalPlan.UnionAll _,
                    PhysicalPlan.Unnest _,
                    PhysicalPlan.TableWrite _,
                    PhysicalPlan.Exchange _ ->
                    null;
        };
    }

    private static String aggregate(PhysicalPlan.Aggregate aggregate) {
        StreamGrouping grouping = aggregate.stream();
        if (grouping == null || aggregate.properties().boundedness() == Boundedness.BOUNDED) {
            return "  a group per key of an input that ends";
        }
        if (grouping.windowEnd() >= 0) {
            int key = aggregate.keys().get(grouping.windowEnd());
            return "  a group per key, until the watermark reaches "
                    + aggregate.input().schema().field(key).name()
                    + Durations.signed(grouping.delayMicros());
        }
        return aggregate.keys().isEmpty()
                ? "  one group, for ever"
                : "  a group per key, FOR EVER: bounded only by how many keys there are";
    }

    private static String kept(@Nullable Retention retention, PhysicalPlan side) {
        List<String> names = side.schema().fields().stream().map(Field::name).toList();
        return retention == null
                ? "FOR EVER, as state.allow-unbounded admits"
                : "until the other side's watermark reaches "
                        + names.get(retention.column())
                        + Durations.signed(retention.micros());
    }
}
