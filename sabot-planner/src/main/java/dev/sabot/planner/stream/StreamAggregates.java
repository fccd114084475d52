package dev.sabot.planner.stream;

import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.StreamGrouping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Says when the groups of an aggregation over unbounded input are given.
final class StreamAggregates {
    StreamNode plan(PhysicalPlan.Aggregate aggregate, StreamNode input) {
        int closing = closingKey(aggregate, input);
        if (closing < 0) {
            return changes(aggregate, input);
        }
        TimeColumn end = key(aggregate, input, closing);
        Long delay = end == null ? null : end.delayMicros();
        if (end == null || delay == null) {
            throw new IllegalStateException("a key that closes nothing");
        }
        PhysicalPlan planned =
                planned(
                        aggregate,
                        input,
                        new StreamGrouping(closing, delay),
                        ChangeMode.Append.INSTANCE);
        List<@Nullable TimeColumn> times = new ArrayList<>();
        for (int key = 0; key < aggregate.keys().size(); key++) {
            TimeColumn time = key(aggregate, input, key);
            boolean isKept =
                    time != null && time.group() == end.group() && inAllSets(aggregate, key);
            times.add(isKept ? time : null);
        }
        times.addAll(Collections.nCopies(planned.schema().size() - times.size(), null));
        return StreamNode.of(planned, times);
    }

    private static @Nullable TimeColumn key(
            PhysicalPlan.Aggregate aggregate, StreamNode input, int key) {
        return input.time(aggregate.keys().get(key));
    }

    private static boolean inAllSets(PhysicalPlan.Aggregate aggregate, int key) {
        return aggregate.groupingSets().stream().allMatch(set -> set.contains(key));
    }

    /// Returns the key at which groups are final first, or -1. The end of a window is preferred to
    /// its start, which says the same.
    private static int closingKey(PhysicalPlan.Aggregate aggregate, StreamNode input) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int key = 0; key < aggregate.keys().size(); key++) {
            TimeColumn time = key(aggregate, input, key);
            if (time == null) {
                continue;
            }
            Long delay = time.delayMicros();
            boolean isInAllSets = inAllSets(aggregate, key);
            if (time.group().isWindow() && (delay == null || !isInAllSets)) {
                throw neverCloses(isInAllSets);
            }
            if (delay != null && isInAllSets && Math.abs(delay) < least) {
                best = key;
                least = Math.abs(delay);
            }
        }
        return best;
    }

    private static RuntimeException neverCloses(boolean isInAllSets) {
        return isInAllSets
                ? StreamErrors.unbounded(
                        "a window whose time column has no watermark never closes: its groups",
                        "declare WATERMARK FOR the column in CREATE TABLE, and put rows into"
                                + " windows by that column itself")
                : StreamErrors.unsupported(
                        "a window that is not in every grouping set",
                        "name window_start and window_end in each");
    }

    private static StreamNode changes(PhysicalPlan.Aggregate aggregate, StreamNode input) {
        boolean isAppendOnly =
                input.isAppendOnly() && aggregate.calls().isEmpty() && !aggregate.keys().isEmpty();
        ChangeMode mode = isAppendOnly ? ChangeMode.Append.INSTANCE : ChangeMode.Weights.INSTANCE;
        return StreamNode.timeless(planned(aggregate, input, StreamGrouping.CHANGES, mode));
    }

    private static PhysicalPlan planned(
            PhysicalPlan.Aggregate aggregate,
            StreamNode input,
            StreamGrouping grouping,
            ChangeMode mode) {
        return new PhysicalPlan.Aggregate(
                input.plan(),
                aggregate.keys(),
                aggregate.groupingSets(),
                aggregate.calls(),
                aggregate.phase(),
                grouping,
                StreamPlanner.properties(aggregate, mode));
    }
}
