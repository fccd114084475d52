package dev.sabot.server.flightsql;

import dev.sabot.error.SabotException;

import java.util.List;
import java.util.stream.Collectors;

/// Says at which of many bound rows an update failed, and what the rows before it changed.
final class RowFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SabotException reason;
    private final transient List<Long> counts;

    RowFailure(SabotException reason, List<Long> counts) {
        super(reason);
        this.reason = reason;
        this.counts = List.copyOf(counts);
    }

    SabotException reason() {
        return reason;
    }

    int row() {
        return counts.size();
    }

    String countsText() {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
