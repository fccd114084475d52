package dev.sabot.planner.stream;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

/// The errors of statements that cannot run over input that never ends.
final class StreamErrors {
    private StreamErrors() {}

    /// @param what what would wait for the end
    static SabotException neverEnds(String what, String remedy) {
        return new SabotException(
                ErrorCode.NEVER_ENDS,
                what + " needs all rows of an input that never ends; " + remedy);
    }

    static SabotException unbounded(String what, String remedy) {
        return new SabotException(
                ErrorCode.UNBOUNDED_STATE, what + " would be kept for ever; " + remedy);
    }

    static SabotException unsupported(String what, String remedy) {
        return new SabotException(ErrorCode.UNSUPPORTED, what + " is not supported; " + remedy);
    }
}
