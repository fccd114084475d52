package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import java.nio.ByteBuffer;

/** What a server answers when it has prepared a statement. */
public final class PreparedReply {
    private byte[] handle = new byte[0];
    private ByteBuffer resultSchema = ByteBuffer.allocate(0);
    private ByteBuffer parameterSchema = ByteBuffer.allocate(0);
    private boolean isUpdate;

    private PreparedReply() {}

    /** Reads the body of the action's result. */
    public static PreparedReply read(byte[] body) throws SessionException {
        PreparedReply reply = new PreparedReply();
        ProtoReader reader = Commands.unpack(body, "ActionCreatePreparedStatementResult");
        while (reader.next()) {
            switch (reader.field()) {
                case 1:
                    reply.handle = reader.copy();
                    break;
                case 2:
                    reply.resultSchema = reader.bytes();
                    break;
                case 3:
                    reply.parameterSchema = reader.bytes();
                    break;
                case 4:
                    reply.isUpdate = reader.varint() != 0;
                    break;
                default:
                    reader.skip();
                    break;
            }
        }
        return reply;
    }

    public byte[] handle() {
        return handle;
    }

    /** Returns the schema of the result as an encapsulated Arrow message. */
    public ByteBuffer resultSchema() {
        return resultSchema;
    }

    public ByteBuffer parameterSchema() {
        return parameterSchema;
    }

    /** Returns whether running it gives a number of rows changed instead of rows. */
    public boolean isUpdate() {
        return isUpdate;
    }
}
