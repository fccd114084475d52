package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Statements through Arrow's own client.
@SuppressWarnings("try") // the clients close with any exception
final class StatementTest {
    @Test
    void queryGivesRows() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            assertEquals(
                    List.of("[1, a]", "[2, null]"),
                    fixture.rows("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS t(n, s)"));
        }
    }

    @Test
    void everyTypeArrives() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            String sql =
                    "SELECT TRUE, CAST(1 AS TINYINT), CAST(-2 AS SMALLINT), 3, CAST(4 AS BIGINT),"
                            + " CAST(1.5 AS REAL), CAST(2.5 AS DOUBLE), 1.25,"
                            + " CAST(12345678901234567890.5 AS DECIMAL(38, 2)), 'text', X'00FF',"
                            + " DATE '2024-02-29', TIME '10:11:12', TIMESTAMP '2024-01-01"
                            + " 00:00:01', ARRAY[1, NULL, 3], NULL";
            assertEquals(
                    List.of(
                            "[true, 1, -2, 3, 4, 1.5, 2.5, 1.25, 12345678901234567890.50, text,"
                                    + " 00ff, 19782, 36672000000, 2024-01-01T00:00:01, [1,null,3],"
                                    + " null]"),
                    fixture.rows(sql));
        }
    }

    @Test
    void statementsRunOnceWhenDescribed() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.client().execute("CREATE TABLE t (x INT)");
            FlightInfo info = fixture.client().execute("INSERT INTO t VALUES (1), (2)");
            assertEquals(List.of("[2]"), fixture.rows("SELECT count(*) FROM t"));
            assertEquals(List.of("[2]"), fixture.rows(info));
            assertEquals(List.of("[2]"), fixture.rows("SELECT count(*) FROM t"));
            assertEquals(2, fixture.client().executeUpdate("DELETE FROM t"));
        }
    }

    @Test
    void ticketIsGoodForOneFetch() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightInfo info = fixture.client().execute("SELECT 1");
            assertEquals(List.of("[1]"), fixture.rows(info));
            FlightRuntimeException error =
                    assertThrows(FlightRuntimeException.class, () -> fixture.rows(info));
            assertEquals(FlightStatusCode.NOT_FOUND, error.status().code());
        }
    }

    @Test
    void errorsCarryCodeStateAndPosition() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightRuntimeException error =
                    assertThrows(
                            FlightRuntimeException.class,
                            () -> fixture.client().execute("SELECT x\nFROM nothing"));
            CallStatus status = error.status();
            assertEquals(FlightStatusCode.INVALID_ARGUMENT, status.code());
            assertEquals("UNKNOWN_TABLE", status.metadata().get("sabot-code"));
            assertEquals("42P01", status.metadata().get("sabot-sqlstate"));
            assertEquals("2", status.metadata().get("sabot-line"));
            assertEquals("6", status.metadata().get("sabot-column"));
            assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
        }
    }

    @Test
    void errorsOfRunningReachTheReader() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightInfo info =
                    fixture.client().execute("SELECT 1 / x FROM (VALUES (1), (0)) AS t(x)");
            FlightRuntimeException error =
                    assertThrows(FlightRuntimeException.class, () -> fixture.rows(info));
            assertEquals("DIVISION_BY_ZERO", error.status().metadata().get("sabot-code"));
            assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
        }
    }

    @Test
    void largeResultComesWhole() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            FlightInfo info = fixture.client().execute("SELECT * FROM lineitem");
            long rows = 0;
            int batches = 0;
            try (FlightStream stream =
                    fixture.client().getStream(info.getEndpoints().getFirst().getTicket())) {
                while (stream.next()) {
                    rows += stream.getRoot().getRowCount();
                    batches++;
                }
            }
            assertEquals(60_175, rows);
            assertTrue(batches <= 16, "batches: " + batches);
            assertTrue(batches >= 2, "batches: " + batches);
        }
    }

    @Test
    void abandonedStreamFreesEverything() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.05", "lineitem");
            long before = fixture.server().allocatedBytes();
            FlightInfo info = fixture.client().execute("SELECT * FROM lineitem");
            try (FlightStream stream =
                    fixture.client().getStream(info.getEndpoints().getFirst().getTicket())) {
                assertTrue(stream.next());
                stream.cancel("enough", null);
            }
            fixture.awaitMemory(before);
            assertFalse(fixture.rows("SELECT 1").isEmpty());
        }
    }
}
