package dev.sabot.server.flightsql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.server.wire.IncomingBatch;
import dev.sabot.server.wire.IncomingRows;

import java.util.ArrayList;
import java.util.List;

/// Reads the values of parameters out of the messages of a client.
final class ParameterRows {
    private static final int MAX_ROWS = 1_000_000;
    private static final long MAX_BYTES = 256L << 20;

    private final IncomingRows incoming = new IncomingRows();
    private final List<List<Literal>> rows = new ArrayList<>();
    private long bytes;

    /// Adds the rows of a message.
    ///
    /// **Errors**: MALFORMED_MESSAGE, UNSUPPORTED; TOO_MANY, MEMORY_LIMIT past a number of rows or
    /// bytes.
    void add(FlightFrame frame) {
        bytes += frame.received().capacity();
        if (bytes > MAX_BYTES) {
            throw new SabotException(
                    ErrorCode.MEMORY_LIMIT,
                    "the values of one execution take more than "
                            + MAX_BYTES
                            + " bytes; execute with fewer rows at a time");
        }
        IncomingBatch batch = incoming.read(frame);
        if (batch == null) {
            return;
        }
        if (rows.size() + batch.numRows() > MAX_ROWS) {
            throw new SabotException(
                    ErrorCode.TOO_MANY,
                    "one execution has more than "
                            + MAX_ROWS
                            + " rows of values; execute with fewer at a time");
        }
        for (int row = 0; row < batch.numRows(); row++) {
            rows.add(batch.literals(row));
        }
    }

    List<List<Literal>> rows() {
        return List.copyOf(rows);
    }
}
