package dev.sabot.exec.plan;

import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Calls a ranking, navigation or aggregate function over a frame.
///
/// @param function lower case: row_number, rank, dense_rank, percent_rank, cume_dist, ntile, lag,
/// lead,
///     first_value, last_value, nth_value, or an aggregate of the registry
public record WindowCall(
        String function,
        List<Integer> arguments,
        Frame frame,
        boolean isDistinct,
        boolean ignoresNulls,
        DataType type) {

    /// The rows around the current one that count.
    public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion) {}

    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /// One end of a frame; `offset` is present for PRECEDING and FOLLOWING.
    public record Bound(Kind kind, @Nullable Literal offset) {
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
