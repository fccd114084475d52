package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Results that ride in the FlightInfo, and the other request headers.
final class InlineResultTest {
    private static Fixture fixture;
    private static ManagedChannel channel;

    /// What the app_metadata of a FlightInfo says.
    private record ResultInfo(
            int kind, long count, boolean isComplete, List<Flight.FlightData> batches) {
        static ResultInfo of(ByteString bytes) throws Exception {
            CodedInputStream input = bytes.newCodedInput();
            int kind = 0;
            long count = 0;
            boolean isComplete = false;
            List<Flight.FlightData> batches = new ArrayList<>();
            while (!input.isAtEnd()) {
                int tag = input.readTag();
                switch (tag >>> 3) {
                    case 1 -> kind = input.readEnum();
                    case 2 -> count = input.readInt64();
                    case 4 -> isComplete = input.readBool();
                    case 5 -> batches.add(Flight.FlightData.parseFrom(input.readByteArray()));
                    default -> input.skipField(tag);
                }
            }
            return new ResultInfo(kind, count, isComplete, batches);
        }
    }

    @BeforeAll
    static void start() {
        fixture = Fixture.start();
        fixture.tpch("0.01", "nation", "lineitem");
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", fixture.server().port())
                        .usePlaintext()
                        .build();
    }

    @AfterAll
    static void stop() throws Exception {
        channel.shutdownNow();
        fixture.close();
    }

    private static FlightServiceGrpc.FlightServiceBlockingStub stub(String... headers) {
        Metadata metadata = new Metadata();
        for (int index = 0; index < headers.length; index += 2) {
            metadata.put(
                    Metadata.Key.of(headers[index], Metadata.ASCII_STRING_MARSHALLER),
                    headers[index + 1]);
        }
        return FlightServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static FlightServiceGrpc.FlightServiceBlockingStub inlining() {
        return stub("sabot-capabilities", "other, inline-results");
    }

    private static long rows(Flight.FlightData data) {
        Message message = Message.getRootAsMessage(data.getDataHeader().asReadOnlyByteBuffer());
        return message.header(new RecordBatch()) instanceof RecordBatch batch ? batch.length() : 0;
    }

    @Test
    void smallResultComesWithItsDescription() throws Exception {
        Flight.FlightInfo info = Flight.FlightInfo.getDefaultInstance();
        ResultInfo result = new ResultInfo(0, 0, false, List.of());
        // A busy machine may need longer than a result is waited for.
        for (int attempt = 0; attempt < 100 && !result.isComplete(); attempt++) {
            info = inlining().getFlightInfo(RawCalls.query("SELECT * FROM nation"));
            result = ResultInfo.of(info.getAppMetadata());
        }
        assertEquals(0, info.getEndpointCount());
        assertEquals(25, info.getTotalRecords());
        assertTrue(result.isComplete());
        assertEquals(25, result.batches().stream().mapToLong(InlineResultTest::rows).sum());
    }

    @Test
    void emptyResultIsComplete() throws Exception {
        Flight.FlightInfo info = Flight.FlightInfo.getDefaultInstance();
        ResultInfo result = new ResultInfo(0, 0, false, List.of());
        for (int attempt = 0; attempt < 100 && !result.isComplete(); attempt++) {
            info = inlining().getFlightInfo(RawCalls.query("SELECT * FROM nation WHERE 1 = 0"));
            result = ResultInfo.of(info.getAppMetadata());
        }
        assertTrue(result.isComplete());
        assertEquals(0, result.batches().size());
        assertFalse(info.getSchema().isEmpty());
    }

    @Test
    void largeResultIsFetchedWhole() throws Exception {
        Flight.FlightInfo info = inlining().getFlightInfo(RawCalls.query("SELECT * FROM lineitem"));
        ResultInfo result = ResultInfo.of(info.getAppMetadata());
        assertFalse(result.isComplete());
        assertEquals(0, result.batches().size());
        long rows = 0;
        Iterator<Flight.FlightData> data = inlining().doGet(info.getEndpoint(0).getTicket());
        while (data.hasNext()) {
            rows += rows(data.next());
        }
        assertEquals(60_175, rows);
    }

    @Test
    void countIsComplete() throws Exception {
        inlining().getFlightInfo(RawCalls.query("CREATE TABLE counted (x INT)"));
        Flight.FlightInfo info =
                inlining().getFlightInfo(RawCalls.query("INSERT INTO counted VALUES (1), (2)"));
        ResultInfo result = ResultInfo.of(info.getAppMetadata());
        assertEquals(1, result.kind());
        assertEquals(2, result.count());
        assertTrue(result.isComplete());
        assertEquals(0, info.getEndpointCount());
    }

    @Test
    void otherClientsSeeNothingOfIt() {
        Flight.FlightInfo info = stub().getFlightInfo(RawCalls.query("SELECT * FROM nation"));
        assertTrue(info.getAppMetadata().isEmpty());
        assertEquals(1, info.getEndpointCount());
        assertEquals(-1, info.getTotalRecords());
    }

    @Test
    void batchRowsAreHeeded() {
        Flight.FlightInfo info =
                stub("sabot-batch-rows", "100")
                        .getFlightInfo(RawCalls.query("SELECT * FROM lineitem LIMIT 1000"));
        Iterator<Flight.FlightData> data = stub().doGet(info.getEndpoint(0).getTicket());
        long rows = 0;
        while (data.hasNext()) {
            long count = rows(data.next());
            assertTrue(count <= 100, "rows: " + count);
            rows += count;
        }
        assertEquals(1_000, rows);
    }
}
