package dev.sabot.jdbc.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes one protobuf message, field by field. */
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes a whole number or a boolean, also when it is 0. */
    public ProtoWriter varint(int field, long value) {
        tag(field, VARINT);
        writeVarint(value);
        return this;
    }

    public ProtoWriter bytes(int field, byte[] value) {
        return bytes(field, ByteBuffer.wrap(value));
    }

    /** Writes what remains in the buffer, whose position stays. */
    public ProtoWriter bytes(int field, ByteBuffer value) {
        tag(field, LENGTH);
        writeVarint(value.remaining());
        ByteBuffer source = value.duplicate();
        if (source.hasArray()) {
            out.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
        } else {
            byte[] copy = new byte[source.remaining()];
            source.get(copy);
            out.writeBytes(copy);
        }
        return this;
    }

    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toByteArray());
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private void tag(int field, int wireType) {
        writeVarint((long) field << 3 | wireType);
    }

    private void writeVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
