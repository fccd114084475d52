package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The answer to a command: the columns of its result, and where or what the rows are. */
public final class FlightInfo {
    private static final ByteBuffer NO_SCHEMA = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final byte[] message;
    private ByteBuffer schema = NO_SCHEMA;
    private byte @Nullable [] ticket;
    private @Nullable ResultInfo resultInfo;

    private FlightInfo(byte[] message) {
        this.message = message;
    }

    public static FlightInfo read(byte[] message) throws SessionException {
        FlightInfo info = new FlightInfo(message);
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            switch (reader.field()) {
                case 1:
                    info.schema = reader.bytes();
                    break;
                case 3:
                    info.endpoint(reader.message());
                    break;
                case 7:
                    info.resultInfo = ResultInfo.read(reader.message());
                    break;
                default:
                    reader.skip();
                    break;
            }
        }
        return info;
    }

    private void endpoint(ProtoReader reader) throws SessionException {
        if (ticket != null) {
            throw SessionException.unsupported(
                    "the server gives the result in several parts, which this driver has not asked"
                            + " for");
        }
        while (reader.next()) {
            if (reader.field() == 1) {
                ProtoReader inner = reader.message();
                while (inner.next()) {
                    if (inner.field() == 1) {
                        ticket = inner.copy();
                    } else {
                        inner.skip();
                    }
                }
            } else {
                reader.skip();
            }
        }
    }

    /** Returns the whole message, which names the query when it is cancelled. */
    public byte[] message() {
        return message;
    }

    /** Returns the schema as an encapsulated Arrow message; empty if there is none. */
    public ByteBuffer schema() {
        return schema;
    }

    /** Returns the ticket of the rows, or null when all of them are in the message. */
    public byte @Nullable [] ticket() {
        return ticket;
    }

    /** Returns what Sabot's servers say besides, or null. */
    public @Nullable ResultInfo resultInfo() {
        return resultInfo;
    }
}
