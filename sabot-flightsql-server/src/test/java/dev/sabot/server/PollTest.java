package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.Test;

/// PollFlightInfo.
@SuppressWarnings("try") // the clients close with any exception
final class PollTest {
    @Test
    void shortStatementIsDescribedAtOnceAndLongOneLater() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "lineitem");
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", fixture.server().port())
                            .usePlaintext()
                            .build();
            FlightServiceGrpc.FlightServiceBlockingStub stub =
                    FlightServiceGrpc.newBlockingStub(channel);
            stub.getFlightInfo(RawCalls.query("CREATE TABLE t (x BIGINT)"));
            Flight.PollInfo done = stub.pollFlightInfo(RawCalls.query("SELECT * FROM t"));
            while (done.hasFlightDescriptor()) {
                done = stub.pollFlightInfo(done.getFlightDescriptor());
            }
            assertEquals(1, done.getInfo().getEndpointCount());

            Flight.PollInfo running =
                    stub.pollFlightInfo(
                            RawCalls.query(
                                    "INSERT INTO t SELECT count(*) FROM lineitem a, lineitem b,"
                                            + " lineitem c WHERE a.l_comment < b.l_comment"
                                            + " AND b.l_comment < c.l_comment"));
            assertTrue(running.hasFlightDescriptor());
            assertEquals(0, running.getInfo().getEndpointCount());
            Flight.CancelFlightInfoResult result =
                    Flight.CancelFlightInfoResult.parseFrom(
                            stub.doAction(
                                            Flight.Action.newBuilder()
                                                    .setType("CancelFlightInfo")
                                                    .setBody(
                                                            Flight.CancelFlightInfoRequest
                                                                    .newBuilder()
                                                                    .setInfo(running.getInfo())
                                                                    .build()
                                                                    .toByteString())
                                                    .build())
                                    .next()
                                    .getBody());
            assertEquals(Flight.CancelStatus.CANCEL_STATUS_CANCELLED, result.getStatus());
            StatusRuntimeException gone =
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> stub.pollFlightInfo(running.getFlightDescriptor()));
            assertEquals(Status.Code.NOT_FOUND, gone.getStatus().getCode());
            channel.shutdownNow();
        }
    }
}
