package dev.sabot.planner.stream;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.plan.Retention;
import dev.sabot.planner.stream.StreamPlanner.LinearTime;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Derives from the condition of a join how long rows of each side can still find a match.
///
/// A condition `r <= l + c` says that a left row meets right rows with times up to `l + c` only.
/// Once the right watermark is W, times to come exceed `W - d`; so the left row is of no use from W
/// >= `l + c + d` on. What bounds a row need not be an event time: `b.ts <= a.expires` keeps each
/// row of a until its own expiry.
final class JoinBounds {
    private final JoinSides sides;
    private @Nullable Retention left;
    private @Nullable Retention right;

    private JoinBounds(JoinSides sides) {
        this.sides = sides;
    }

    static JoinBounds of(JoinSides sides) {
        JoinBounds bounds = new JoinBounds(sides);
        for (JoinSides.KeyPair key : sides.keys()) {
            if (!key.isNullSafe()) {
                bounds.addBelow(
                        new LinearTime(key.right(), 0), new LinearTime(key.left(), 0), true);
                bounds.addBelow(
                        new LinearTime(key.left(), 0), new LinearTime(key.right(), 0), false);
            }
        }
        Expression residual = sides.residual();
        if (residual != null) {
            bounds.add(residual);
        }
        return bounds;
    }

    /// Returns how long left rows are kept, or null when nothing bounds it.
    @Nullable Retention left() {
        return left;
    }

    @Nullable Retention right() {
        return right;
    }

    private void add(Expression condition) {
        switch (condition) {
            case Conjunction conjunction -> conjunction.terms().forEach(this::add);
            case Call call when call.arguments().size() == 2 -> addComparison(call);
            default -> {
                // Says nothing of times.
            }
        }
    }

    private void addComparison(Call call) {
        LinearTime first = LinearTime.of(call.arguments().get(0));
        LinearTime second = LinearTime.of(call.arguments().get(1));
        if (first == null || second == null) {
            return;
        }
        boolean isFirstLeft = first.column() < sides.numLeft();
        if (isFirstLeft == second.column() < sides.numLeft()) {
            return;
        }
        LinearTime onLeft = isFirstLeft ? first : second;
        LinearTime other = isFirstLeft ? second : first;
        LinearTime onRight = new LinearTime(other.column() - sides.numLeft(), other.micros());
        boolean isLess =
                switch (call.function()) {
                    case "less", "less_or_equal", "equal" -> true;
                    default -> false;
                };
        boolean isGreater =
                switch (call.function()) {
                    case "greater", "greater_or_equal", "equal" -> true;
                    default -> false;
                };
        if (isFirstLeft ? isLess : isGreater) {
            addBelow(onLeft, onRight, false);
        }
        if (isFirstLeft ? isGreater : isLess) {
            addBelow(onRight, onLeft, true);
        }
    }

    /// Notes `smaller <= greater`: the row of the greater time is kept until the side of the
    /// smaller one has come past it.
    private void addBelow(LinearTime smaller, LinearTime greater, boolean keepsLeft) {
        StreamNode kept = keepsLeft ? sides.left() : sides.right();
        StreamNode arriving = keepsLeft ? sides.right() : sides.left();
        if (greater.column() >= kept.times().size()
                || smaller.column() >= arriving.times().size()) {
            return;
        }
        TimeColumn time = arriving.time(smaller.column());
        Long delay = time == null ? null : time.delayMicros();
        if (delay == null) {
            return;
        }
        long micros = greater.micros() - smaller.micros() + delay;
        Retention found = new Retention(greater.column(), micros);
        Retention known = keepsLeft ? left : right;
        if (known == null || isBetter(found, known, kept)) {
            if (keepsLeft) {
                left = found;
            } else {
                right = found;
            }
        }
    }

    /// A bound on an event time keeps the times of the output known; of two that say the same, such
    /// as start and end of a window, the plainer one is taken.
    private static boolean isBetter(Retention found, Retention known, StreamNode side) {
        TimeColumn foundTime = side.time(found.column());
        TimeColumn knownTime = side.time(known.column());
        if (isEventTime(foundTime) != isEventTime(knownTime)) {
            return isEventTime(foundTime);
        }
        if (foundTime == null || knownTime == null || foundTime.group() != knownTime.group()) {
            return found.column() == known.column() && found.micros() < known.micros();
        }
        long foundEnd = foundTime.shiftMicros() + found.micros();
        long knownEnd = knownTime.shiftMicros() + known.micros();
        return foundEnd == knownEnd
                ? Math.abs(found.micros()) < Math.abs(known.micros())
                : foundEnd < knownEnd;
    }

    private static boolean isEventTime(@Nullable TimeColumn time) {
        return time != null && time.delayMicros() != null;
    }

    /// Returns the times of a side's columns in rows that the join gives: what arrives late by its
    /// own delay, or waited for as long as rows are kept.
    static List<@Nullable TimeColumn> output(StreamNode side, @Nullable Retention retention) {
        TimeColumn kept = retention == null ? null : side.time(retention.column());
        if (kept == null || retention == null || kept.group().delayMicros() == null) {
            return StreamNode.withDelays(side.times(), _ -> null);
        }
        long waited = retention.micros() + kept.shiftMicros();
        return StreamNode.withDelays(
                side.times(),
                group -> {
                    Long delay = group.delayMicros();
                    return group == kept.group() && delay != null
                            ? Long.valueOf(Math.max(delay, waited))
                            : null;
                });
    }
}
