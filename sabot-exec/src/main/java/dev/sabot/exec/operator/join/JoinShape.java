package dev.sabot.exec.operator.join;

import dev.sabot.exec.plan.JoinType;

/// Says what each join type gives.
final class JoinShape {
    private JoinShape() {}

    /// Says whether matching pairs are output; else the rows of one side are, at most once each.
    static boolean emitsPairs(JoinType type) {
        return switch (type) {
            case INNER, LEFT, RIGHT, FULL -> true;
            case SEMI, ANTI, ANTI_NULL_AWARE, MARK, RIGHT_SEMI, RIGHT_ANTI -> false;
        };
    }

    /// Says whether only right rows are output, at most once each.
    static boolean answersRight(JoinType type) {
        return type == JoinType.RIGHT_SEMI || type == JoinType.RIGHT_ANTI;
    }

    /// Says whether right columns are output.
    static boolean emitsRight(JoinType type) {
        return emitsPairs(type) || answersRight(type);
    }

    /// Says whether right rows are output when all that probe have ended, by whether they have a
    /// match.
    static boolean notesRight(JoinType type) {
        return extendsRight(type) || answersRight(type);
    }

    /// Says whether left rows without a match are output with null right columns.
    static boolean extendsLeft(JoinType type) {
        return type == JoinType.LEFT || type == JoinType.FULL;
    }

    /// Says whether right rows without a match are output with null left columns.
    static boolean extendsRight(JoinType type) {
        return type == JoinType.RIGHT || type == JoinType.FULL;
    }

    /// Says whether a comparison with null makes the result unknown.
    static boolean isNullAware(JoinType type) {
        return type == JoinType.ANTI_NULL_AWARE || type == JoinType.MARK;
    }

    /// Says whether left rows without a match are dropped: nothing comes of an empty right input,
    /// and scans of the left may leave such rows out.
    static boolean dropsUnmatchedLeft(JoinType type) {
        return switch (type) {
            case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
            case LEFT, FULL, ANTI, ANTI_NULL_AWARE, MARK -> false;
        };
    }
}
