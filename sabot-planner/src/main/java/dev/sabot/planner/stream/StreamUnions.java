package dev.sabot.planner.stream;

import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Unions of which some inputs are unbounded. A bounded input holds the watermark back until it has
/// ended, so that its times are bounded by nothing and bound nothing.
final class StreamUnions {
    private StreamUnions() {}

    static StreamNode plan(PhysicalPlan.UnionAll union, List<StreamNode> inputs) {
        boolean isAppendOnly = inputs.stream().allMatch(StreamNode::isAppendOnly);
        PhysicalPlan plan =
                new PhysicalPlan.UnionAll(
                        inputs.stream().map(StreamNode::plan).toList(),
                        StreamPlanner.properties(
                                union,
                                isAppendOnly
                                        ? ChangeMode.Append.INSTANCE
                                        : ChangeMode.Weights.INSTANCE));
        List<StreamNode> unbounded = inputs.stream().filter(StreamNode::isUnbounded).toList();
        Map<List<Object>, TimeGroup> groups = new HashMap<>();
        List<@Nullable TimeColumn> times = new ArrayList<>();
        for (int column = 0; column < union.schema().size(); column++) {
            times.add(isAppendOnly ? time(unbounded, column, groups) : null);
        }
        return StreamNode.of(plan, times);
    }

    /// Columns that are of one group in every input, at the same distance, are of one group.
    private static @Nullable TimeColumn time(
            List<StreamNode> inputs, int column, Map<List<Object>, TimeGroup> groups) {
        TimeColumn first = inputs.getFirst().time(column);
        if (first == null) {
            return null;
        }
        List<Object> signature = new ArrayList<>();
        boolean isWindow = true;
        Long greatest = Long.MIN_VALUE;
        for (StreamNode input : inputs) {
            TimeColumn time = input.time(column);
            if (time == null) {
                return null;
            }
            long distance = time.shiftMicros() - first.shiftMicros();
            signature.add(time.group());
            signature.add(distance);
            isWindow &= time.group().isWindow();
            Long delay = time.group().delayMicros();
            greatest =
                    delay == null || greatest == null
                            ? null
                            : Long.valueOf(Math.max(greatest, delay - distance));
        }
        boolean isOfWindows = isWindow;
        Long delay = greatest;
        TimeGroup group = groups.computeIfAbsent(signature, _ -> new TimeGroup(isOfWindows, delay));
        return new TimeColumn(group, first.shiftMicros());
    }
}
