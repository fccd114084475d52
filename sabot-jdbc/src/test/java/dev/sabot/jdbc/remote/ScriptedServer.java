package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.arrow.MessageWriter;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.wire.FlightData;
import dev.sabot.jdbc.wire.ProtoWriter;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose answers the test writes; every call it gets is noted. */
final class ScriptedServer implements AutoCloseable {
    /** Answers one call. */
    interface Script {
        void answer(Call call) throws InterruptedException;
    }

    /** A call that waits for its answer. */
    static final class Call {
        private final ServerCall<byte[], byte[]> call;
        private boolean hasHeaders;

        Call(ServerCall<byte[], byte[]> call) {
            this.call = call;
        }

        synchronized void send(byte[] message) {
            if (!hasHeaders) {
                hasHeaders = true;
                call.sendHeaders(new Metadata());
            }
            call.sendMessage(message);
        }

        synchronized void end() {
            fail(Status.OK);
        }

        synchronized void fail(Status status) {
            call.close(status, new Metadata());
        }

        boolean isCancelled() {
            return call.isCancelled();
        }
    }

    static final List<ColumnDescriptor> NUMBER = List.of(ColumnDescriptor.of("n", SqlType.INTEGER));

    private final Server server;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    ScriptedServer() throws IOException {
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder("arrow.flight.protocol.FlightService");
        for (MethodDescriptor<byte[], byte[]> method :
                Arrays.asList(
                        ByteMarshaller.GET_FLIGHT_INFO,
                        ByteMarshaller.DO_GET,
                        ByteMarshaller.DO_PUT,
                        ByteMarshaller.DO_ACTION)) {
            service.addMethod(method, handler(String.valueOf(method.getBareMethodName())));
        }
        server =
                OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                        .addService(service.build())
                        .build()
                        .start();
        on("DoAction", Call::end);
        on("DoPut", Call::end);
    }

    private ServerCallHandler<byte[], byte[]> handler(String name) {
        return (call, headers) -> {
            call.request(1000);
            calls.add(name);
            return new ServerCall.Listener<byte[]>() {
                @Override
                public void onHalfClose() {
                    Thread thread = new Thread(() -> run(name, new Call(call)), "script");
                    thread.setDaemon(true);
                    thread.start();
                }
            };
        };
    }

    private void run(String name, Call call) {
        try {
            scripts.getOrDefault(name, unknown -> unknown.fail(Status.UNIMPLEMENTED)).answer(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sets the answer to calls of a method. */
    ScriptedServer on(String method, Script script) {
        scripts.put(method, script);
        return this;
    }

    /** Returns the methods called, in order. */
    List<String> calls() {
        return calls;
    }

    String url() {
        return "jdbc:sabot://127.0.0.1:" + server.getPort();
    }

    int port() {
        return server.getPort();
    }

    /** Returns a FlightInfo of one INTEGER column. */
    static byte[] info(byte[] ticket, byte[] resultInfo) {
        ByteBuffer header = MessageWriter.schema(NUMBER);
        ByteBuffer schema = ByteBuffer.allocate(header.remaining() + 8);
        schema.order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(-1).putInt(header.remaining());
        schema.put(header).flip();
        ProtoWriter info = new ProtoWriter().bytes(1, schema);
        if (ticket.length > 0) {
            info.message(3, new ProtoWriter().message(1, new ProtoWriter().bytes(1, ticket)));
        }
        return info.bytes(7, resultInfo).toByteArray();
    }

    /** Returns a record batch of whole numbers. */
    static byte[] batch(Integer... numbers) {
        BlockBuilder rows = new BlockBuilder(NUMBER);
        for (Integer number : numbers) {
            rows.row(Arrays.asList(number));
        }
        MessageWriter.Batch batch = MessageWriter.batch(numbers.length, rows.build().columns());
        return FlightData.write(null, batch.header(), batch.body());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
