package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** One message of a stream of rows: the header of an Arrow message and its body. */
public final class FlightData {
    private static final int DESCRIPTOR = 1;
    private static final int HEADER = 2;
    private static final int BODY = 1000;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final ByteBuffer header;
    private final ByteBuffer body;

    private FlightData(ByteBuffer header, ByteBuffer body) {
        this.header = header;
        this.body = body;
    }

    public static FlightData read(byte[] message) throws SessionException {
        return read(new ProtoReader(message));
    }

    static FlightData read(ProtoReader reader) throws SessionException {
        ByteBuffer header = EMPTY;
        ByteBuffer body = EMPTY;
        while (reader.next()) {
            switch (reader.field()) {
                case HEADER:
                    header = reader.bytes();
                    break;
                case BODY:
                    body = reader.bytes();
                    break;
                default:
                    reader.skip();
                    break;
            }
        }
        return new FlightData(header, body);
    }

    /**
     * Returns the message of a header and a body.
     *
     * @param descriptor what the stream is for; only in its first message
     */
    public static byte[] write(byte @Nullable [] descriptor, ByteBuffer header, ByteBuffer body) {
        ProtoWriter writer = new ProtoWriter();
        if (descriptor != null) {
            writer.bytes(DESCRIPTOR, descriptor);
        }
        return writer.bytes(HEADER, header).bytes(BODY, body).toByteArray();
    }

    /** Returns the flatbuffer of the Arrow message; empty if the message has only metadata. */
    public ByteBuffer header() {
        return header;
    }

    public ByteBuffer body() {
        return body;
    }
}
