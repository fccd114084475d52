package dev.sabot.server.flightsql;

import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.wire.FlightFrame;

import java.util.ArrayList;
import java.util.List;

/// Reads the values of parameters out of the messages of a client.
final class ParameterRows {
    private final List<List<Literal>> rows = new ArrayList<>();

    void add(FlightFrame frame) {
        assert frame != null;
    }

    List<List<Literal>> rows() {
        return List.copyOf(rows);
    }
}
