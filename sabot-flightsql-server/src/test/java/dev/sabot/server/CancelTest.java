package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.Test;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The ways a statement ends before its time.
@SuppressWarnings("try") // the clients close with any exception
final class CancelTest {
    /// Takes for ever, as far as a test can wait.
    private static final String ENDLESS =
            "SELECT count(*) FROM lineitem a, lineitem b, lineitem c WHERE a.l_comment <"
                    + " b.l_comment AND b.l_comment < c.l_comment";

    private static void awaitIdle(Fixture fixture) throws Exception {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            boolean isIdle =
                    fixture.server().sessions().sessions().stream()
                            .allMatch(session -> session.running().isEmpty());
            if (isIdle) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("a call still runs");
    }

    @Test
    void cancelFlightInfoEndsTheFetch() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            long before = fixture.server().allocatedBytes();
            FlightInfo info = fixture.client().execute(ENDLESS);
            CompletableFuture<Throwable> ended =
                    CompletableFuture.supplyAsync(() -> {
                        try (FlightStream stream =
                                fixture.client()
                                        .getStream(info.getEndpoints().getFirst().getTicket())) {
                            while (stream.next()) {}
                            return new AssertionError("the query ended");
                        } catch (Exception e) {
                            return e;
                        }
                    });
            Thread.sleep(300);
            fixture.client().cancelFlightInfo(new CancelFlightInfoRequest(info));
            FlightRuntimeException error = (FlightRuntimeException) ended.get(10, TimeUnit.SECONDS);
            assertEquals(FlightStatusCode.CANCELLED, error.status().code());
            awaitIdle(fixture);
            fixture.awaitMemory(before);
        }
    }

    @Test
    void deadlineEndsTheFetch() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            long before = fixture.server().allocatedBytes();
            FlightInfo info = fixture.client().execute(ENDLESS);
            FlightRuntimeException error =
                    assertThrows(
                            FlightRuntimeException.class,
                            () -> {
                                try (FlightStream stream =
                                        fixture.client()
                                                .getStream(
                                                        info.getEndpoints().getFirst().getTicket(),
                                                        CallOptions.timeout(
                                                                300, TimeUnit.MILLISECONDS))) {
                                    while (stream.next()) {}
                                }
                            });
            assertEquals(FlightStatusCode.TIMED_OUT, error.status().code());
            awaitIdle(fixture);
            fixture.awaitMemory(before);
        }
    }

    @Test
    void statementTimeoutEndsTheFetch() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            fixture.client().executeUpdate("SET statement_timeout = 200");
            FlightInfo info = fixture.client().execute(ENDLESS);
            FlightRuntimeException error =
                    assertThrows(FlightRuntimeException.class, () -> fixture.rows(info));
            assertEquals("TIMEOUT", error.status().metadata().get("sabot-code"));
            awaitIdle(fixture);
        }
    }

    @Test
    void lostConnectionEndsTheFetch() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            long before = fixture.server().allocatedBytes();
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", fixture.server().port())
                            .usePlaintext()
                            .build();
            FlightServiceGrpc.FlightServiceBlockingStub stub =
                    FlightServiceGrpc.newBlockingStub(channel);
            Flight.FlightInfo info = stub.getFlightInfo(RawCalls.query(ENDLESS));
            Iterator<Flight.FlightData> data = stub.doGet(info.getEndpoint(0).getTicket());
            assertTrue(data.hasNext());
            Thread.sleep(300);
            channel.shutdownNow();
            awaitIdle(fixture);
            fixture.awaitMemory(before);
        }
    }

    @Test
    void slowReaderHoldsNoMoreThanItsShare() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.1", "lineitem");
            FlightInfo info = fixture.client().execute("SELECT * FROM lineitem");
            try (FlightStream stream =
                    fixture.client().getStream(info.getEndpoints().getFirst().getTicket())) {
                assertTrue(stream.next());
                Thread.sleep(1_000);
                long held = fixture.server().allocatedBytes();
                assertTrue(held < 160L << 20, "held: " + held);
                stream.cancel("enough", null);
            }
            awaitIdle(fixture);
        }
    }

    @Test
    void stoppingEndsWhatRuns() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            FlightInfo info = fixture.client().execute(ENDLESS);
            CompletableFuture<Throwable> ended =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            fixture.rows(info);
                            return new AssertionError("the query ended");
                        } catch (Exception e) {
                            return e;
                        }
                    });
            Thread.sleep(300);
            fixture.server().close();
            assertTrue(ended.get(30, TimeUnit.SECONDS) instanceof FlightRuntimeException);
        }
    }
}
