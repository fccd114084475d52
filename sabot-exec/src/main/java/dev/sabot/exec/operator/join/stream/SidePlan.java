package dev.sabot.exec.operator.join.stream;

import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.Retention;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is fixed of one side of a stream join.
///
/// @param keys key columns of the side
/// @param keyTypes one type per key for both sides
/// @param firstOutput the first output column of the side, or -1 when its columns are not output
record SidePlan(
        List<DataType> types,
        int[] keys,
        List<DataType> keyTypes,
        @Nullable Retention retention,
        Answer answer,
        int firstOutput) {
    /// Which rows of a side are given once no new match can come.
    enum Answer {
        /// None: only pairs are given.
        NONE,
        MATCHED,
        UNMATCHED;

        static Answer ofLeft(JoinType type) {
            return switch (type) {
                case SEMI -> MATCHED;
                case LEFT, FULL, ANTI -> UNMATCHED;
                case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI, ANTI_NULL_AWARE, MARK -> NONE;
            };
        }

        static Answer ofRight(JoinType type) {
            return switch (type) {
                case RIGHT_SEMI -> MATCHED;
                case RIGHT, FULL, RIGHT_ANTI -> UNMATCHED;
                case INNER, LEFT, SEMI, ANTI, ANTI_NULL_AWARE, MARK -> NONE;
            };
        }
    }

    /// Says whether rows must be counted matches of.
    boolean countsMatches() {
        return answer != Answer.NONE;
    }

    /// Says whether a row with so many matches is given at the end of its retention.
    boolean isAnswer(long matches) {
        return switch (answer) {
            case NONE -> false;
            case MATCHED -> matches != 0;
            case UNMATCHED -> matches == 0;
        };
    }
}
