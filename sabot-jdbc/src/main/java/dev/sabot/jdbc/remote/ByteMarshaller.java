package dev.sabot.jdbc.remote;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Carries messages as the bytes they are; they are read where errors can be told. */
final class ByteMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    private static final String SERVICE = "arrow.flight.protocol.FlightService";
    private static final ByteMarshaller INSTANCE = new ByteMarshaller();

    static final MethodDescriptor<byte[], byte[]> GET_FLIGHT_INFO =
            method("GetFlightInfo", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> DO_GET =
            method("DoGet", MethodDescriptor.MethodType.SERVER_STREAMING);
    static final MethodDescriptor<byte[], byte[]> DO_PUT =
            method("DoPut", MethodDescriptor.MethodType.BIDI_STREAMING);
    static final MethodDescriptor<byte[], byte[]> DO_ACTION =
            method("DoAction", MethodDescriptor.MethodType.SERVER_STREAMING);

    private ByteMarshaller() {}

    private static MethodDescriptor<byte[], byte[]> method(
            String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.newBuilder(INSTANCE, INSTANCE)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }

    @Override
    public InputStream stream(byte[] message) {
        return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream instanceof KnownLength
                    ? stream.readNBytes(stream.available())
                    : stream.readAllBytes();
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("a message broke off")
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
