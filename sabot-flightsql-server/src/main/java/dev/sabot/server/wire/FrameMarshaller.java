package dev.sabot.server.wire;

import io.grpc.MethodDescriptor;

import java.io.InputStream;

/// Gives frames to gRPC and takes them from it, without protobuf's copies of bodies.
public final class FrameMarshaller implements MethodDescriptor.Marshaller<FlightFrame> {
    /// The only one; it has no state.
    public static final FrameMarshaller INSTANCE = new FrameMarshaller();

    private FrameMarshaller() {}

    @Override
    public InputStream stream(FlightFrame frame) {
        return frame.stream();
    }

    @Override
    public FlightFrame parse(InputStream stream) {
        return FlightFrame.read(stream);
    }
}
