package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Messages no sane client sends: each costs its own call, nothing more.
final class HostileTest {
    private static final long SEED = 20_250_101;
    private static final int ROUNDS = 400;

    private static Fixture fixture;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        fixture = Fixture.start();
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", fixture.server().port())
                        .usePlaintext()
                        .build();
    }

    @AfterAll
    static void stop() throws Exception {
        channel.shutdownNow();
        assertTrue(channel.awaitTermination(10, TimeUnit.SECONDS));
        fixture.close();
    }

    private static FlightServiceGrpc.FlightServiceBlockingStub stub() {
        return FlightServiceGrpc.newBlockingStub(channel);
    }

    /// Returns the messages of a result with columns of many types, as the server sends them.
    private static List<Flight.FlightData> goodMessages() {
        String sql =
                "SELECT * FROM (VALUES (1, 'a', TRUE, 1.50, DATE '2024-01-01', CAST(1 AS DOUBLE),"
                        + " ARRAY[1, 2]), (NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                        + " (3, 'long text', FALSE, -2.25, DATE '1969-01-01', CAST(2 AS DOUBLE),"
                        + " ARRAY[3])) AS t(a, b, c, d, e, f, g)";
        Flight.FlightInfo info = stub().getFlightInfo(RawCalls.query(sql));
        Iterator<Flight.FlightData> data = stub().doGet(info.getEndpoint(0).getTicket());
        List<Flight.FlightData> messages = new ArrayList<>();
        data.forEachRemaining(messages::add);
        assertTrue(messages.size() >= 2, "messages: " + messages.size());
        // The schema and the first rows.
        return messages.subList(0, 2);
    }

    private static Flight.FlightDescriptor ingest() {
        return RawCalls.command(
                FlightSql.CommandStatementIngest.newBuilder()
                        .setTable("fed")
                        .setTableDefinitionOptions(
                                TableDefinitionOptions.newBuilder()
                                        .setIfNotExist(
                                                TableNotExistOption.TABLE_NOT_EXIST_OPTION_CREATE)
                                        .setIfExists(TableExistsOption.TABLE_EXISTS_OPTION_REPLACE))
                        .build());
    }

    /// Sends messages and returns how the call ended: a status.
    private static Status put(Flight.FlightDescriptor descriptor, List<Flight.FlightData> messages)
            throws Exception {
        CompletableFuture<Status> ended = new CompletableFuture<>();
        StreamObserver<Flight.FlightData> sender =
                FlightServiceGrpc.newStub(channel)
                        .doPut(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(Flight.PutResult result) {
                                        // Only how it ends counts.
                                    }

                                    @Override
                                    public void onError(Throwable error) {
                                        ended.complete(Status.fromThrowable(error));
                                    }

                                    @Override
                                    public void onCompleted() {
                                        ended.complete(Status.OK);
                                    }
                                });
        boolean isFirst = true;
        for (Flight.FlightData message : messages) {
            Flight.FlightData.Builder sent = message.toBuilder();
            if (isFirst) {
                sent.setFlightDescriptor(descriptor);
            }
            isFirst = false;
            sender.onNext(sent.build());
        }
        sender.onCompleted();
        return ended.get(60, TimeUnit.SECONDS);
    }

    private static ByteString changed(ByteString bytes, Random random) {
        if (bytes.isEmpty()) {
            return bytes;
        }
        byte[] copy = bytes.toByteArray();
        int kind = random.nextInt(4);
        if (kind == 0) {
            return ByteString.copyFrom(copy, 0, random.nextInt(copy.length));
        }
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(copy.length);
            switch (kind) {
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy[at] = (byte) random.nextInt();
                default -> {
                    byte value = random.nextBoolean() ? (byte) 0xff : 0x7f;
                    for (int index = at; index < Math.min(copy.length, at + 4); index++) {
                        copy[index] = value;
                    }
                }
            }
        }
        return ByteString.copyFrom(copy);
    }

    @Test
    void damagedMessagesEndTheirCallOnly() throws Exception {
        List<Flight.FlightData> good = goodMessages();
        assertEquals(Status.Code.OK, put(ingest(), good).getCode());
        fixture.client().executeUpdate("DROP TABLE fed");
        long before = fixture.server().allocatedBytes();
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int damaged = random.nextInt(2);
            List<Flight.FlightData> messages = new ArrayList<>(good);
            Flight.FlightData.Builder message = messages.get(damaged).toBuilder();
            if (damaged == 1 && random.nextBoolean()) {
                message.setDataBody(changed(message.getDataBody(), random));
            } else {
                message.setDataHeader(changed(message.getDataHeader(), random));
            }
            messages.set(damaged, message.build());
            Status status = put(ingest(), messages);
            String context = "seed " + SEED + ", round " + round + ": " + status;
            assertTrue(
                    status.getCode() != Status.Code.INTERNAL
                            && status.getCode() != Status.Code.UNKNOWN
                            && status.getCode() != Status.Code.UNAVAILABLE,
                    context);
            if (!status.isOk()) {
                refused++;
            } else {
                fixture.client().executeUpdate("DROP TABLE IF EXISTS fed");
            }
        }
        assertTrue(refused > ROUNDS / 2, "refused: " + refused);
        fixture.awaitMemory(before);
        assertEquals(0, fixture.server().metrics().internalErrors());
        assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
    }

    @Test
    void damagedParametersEndTheirCallOnly() throws Exception {
        String sql = "SELECT CAST(? AS INT), CAST(? AS VARCHAR)";
        ByteString request =
                Any.pack(ActionCreatePreparedStatementRequest.newBuilder().setQuery(sql).build())
                        .toByteString();
        Flight.Action prepare =
                Flight.Action.newBuilder()
                        .setType("CreatePreparedStatement")
                        .setBody(request)
                        .build();
        FlightSql.ActionCreatePreparedStatementResult prepared =
                Any.parseFrom(stub().doAction(prepare).next().getBody())
                        .unpack(FlightSql.ActionCreatePreparedStatementResult.class);
        Flight.FlightDescriptor bind =
                RawCalls.command(
                        FlightSql.CommandPreparedStatementQuery.newBuilder()
                                .setPreparedStatementHandle(prepared.getPreparedStatementHandle())
                                .build());
        List<Flight.FlightData> good = goodMessages();
        long before = fixture.server().allocatedBytes();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<Flight.FlightData> messages = new ArrayList<>(good);
            Flight.FlightData message = messages.get(1);
            messages.set(
                    1,
                    message.toBuilder()
                            .setDataHeader(changed(message.getDataHeader(), random))
                            .setDataBody(changed(message.getDataBody(), random))
                            .build());
            Status status = put(bind, messages);
            assertTrue(
                    status.isOk()
                            || status.getCode() == Status.Code.INVALID_ARGUMENT
                            || status.getCode() == Status.Code.UNIMPLEMENTED,
                    "seed " + SEED + ", round " + round + ": " + status);
        }
        fixture.awaitMemory(before);
        assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
    }

    private static Status failureOf(Runnable call) {
        try {
            call.run();
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    @Test
    void commandsOfNoSenseAreRefused() {
        ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xff, 1, 2, 3, 4});
        Status info =
                failureOf(() ->
                        stub().getFlightInfo(
                                        Flight.FlightDescriptor.newBuilder()
                                                .setType(Flight.FlightDescriptor.DescriptorType.CMD)
                                                .setCmd(garbage)
                                                .build()));
        assertEquals(Status.Code.INVALID_ARGUMENT, info.getCode());
        Status path =
                failureOf(() ->
                        stub().getFlightInfo(
                                        Flight.FlightDescriptor.newBuilder()
                                                .setType(
                                                        Flight.FlightDescriptor.DescriptorType.PATH)
                                                .addPath("x")
                                                .build()));
        assertEquals(Status.Code.UNIMPLEMENTED, path.getCode());
        Status ticket =
                failureOf(() ->
                        stub().doGet(Flight.Ticket.newBuilder().setTicket(garbage).build()).next());
        assertEquals(Status.Code.INVALID_ARGUMENT, ticket.getCode());
        Status action =
                failureOf(() ->
                        stub().doAction(Flight.Action.newBuilder().setType("Bogus").build())
                                .next());
        assertEquals(Status.Code.UNIMPLEMENTED, action.getCode());
        Status body =
                failureOf(() ->
                        stub().doAction(
                                        Flight.Action.newBuilder()
                                                .setType("CreatePreparedStatement")
                                                .setBody(garbage)
                                                .build())
                                .next());
        assertEquals(Status.Code.INVALID_ARGUMENT, body.getCode());
        assertEquals(0, fixture.server().metrics().internalErrors());
    }

    @Test
    void hugeMessageIsRefused() throws Exception {
        Flight.FlightData huge =
                Flight.FlightData.newBuilder()
                        .setDataBody(ByteString.copyFrom(new byte[17 << 20]))
                        .build();
        Status status = put(ingest(), List.of(huge));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, status.getCode());
        assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
    }

    @Test
    void callsWithoutACommandAreRefused() throws Exception {
        Flight.FlightDescriptor none = Flight.FlightDescriptor.getDefaultInstance();
        Status empty = put(none, List.of());
        assertEquals(Status.Code.INVALID_ARGUMENT, empty.getCode());
        Status nothing = put(none, List.of(Flight.FlightData.getDefaultInstance()));
        assertTrue(!nothing.isOk(), nothing.toString());
        assertEquals(0, fixture.server().metrics().internalErrors());
    }

    @Test
    void deepStatementIsRefused() throws Exception {
        String deep = "SELECT " + "(".repeat(200_000) + "1" + ")".repeat(200_000);
        Status status = failureOf(() -> stub().getFlightInfo(RawCalls.query(deep)));
        assertEquals(Status.Code.INVALID_ARGUMENT, status.getCode());
        assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
    }
}
