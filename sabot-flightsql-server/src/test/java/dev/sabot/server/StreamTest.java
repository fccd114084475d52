package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.junit.jupiter.api.Test;

/// Queries that never end.
@SuppressWarnings("try") // the clients close with any exception
final class StreamTest {
    private static final String SLOW_TABLE =
            "CREATE TABLE slow (x BIGINT) WITH ('connector' = 'datagen',"
                    + " 'rows-per-second' = '20')";

    @Test
    void rowsArriveAsTheyCome() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.client().executeUpdate(SLOW_TABLE);
            FlightInfo info = fixture.client().execute("SELECT x FROM slow");
            try (FlightStream stream =
                    fixture.client().getStream(info.getEndpoints().getFirst().getTicket())) {
                int batches = 0;
                long rows = 0;
                while (rows < 30 && stream.next()) {
                    batches++;
                    rows += stream.getRoot().getRowCount();
                }
                // A stream that waited for a full batch would give none of these rows for minutes.
                assertTrue(batches >= 5, batches + " batches of " + rows + " rows");
                stream.cancel("enough", null);
            }
            awaitEnd(fixture);
        }
    }

    private static void awaitEnd(Fixture fixture) throws Exception {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            boolean isIdle =
                    fixture.server().sessions().sessions().stream()
                            .allMatch(session -> session.running().isEmpty());
            if (isIdle) {
                return;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the query still runs");
    }
}
