package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message. After {@link #next} the value is read by the method of
 * its type, or passed over by {@link #skip}; views share the message's bytes.
 *
 * <p><b>Errors:</b> 08P01 for bytes that are no such message.
 *
 * <p><b>Threads:</b> for one thread.
 */
public final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int field;
    private int wireType;

    public ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** Goes to the next field; false at the end of the message. */
    public boolean next() throws SessionException {
        if (position == end) {
            return false;
        }
        long tag = readVarint();
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        if (tag >>> 32 != 0 || field == 0) {
            throw Malformed.message("a field with the tag " + tag);
        }
        return true;
    }

    /** Returns the number of the current field. */
    public int field() {
        return field;
    }

    /** Returns whether the value is a run of bytes: bytes, text, message or packed numbers. */
    public boolean isLengthDelimited() {
        return wireType == LENGTH;
    }

    /** Returns a whole number; booleans are 0 and 1. */
    public long varint() throws SessionException {
        expect(VARINT);
        return readVarint();
    }

    /** Returns bytes as a read-only little-endian view. */
    public ByteBuffer bytes() throws SessionException {
        int length = readLength();
        ByteBuffer view =
                ByteBuffer.wrap(bytes, position, length)
                        .slice()
                        .asReadOnlyBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
        position += length;
        return view;
    }

    /** Returns a copy of bytes. */
    public byte[] copy() throws SessionException {
        ByteBuffer view = bytes();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }

    public String text() throws SessionException {
        int length = readLength();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Returns a reader of a message within this one, or of packed numbers. */
    public ProtoReader message() throws SessionException {
        int length = readLength();
        ProtoReader inner = new ProtoReader(bytes, position, position + length);
        position += length;
        return inner;
    }

    /** Returns whether packed numbers go on. */
    public boolean hasPacked() {
        return position < end;
    }

    /** Returns the next of packed numbers. */
    public long packed() throws SessionException {
        return readVarint();
    }

    /** Passes the value over. */
    public void skip() throws SessionException {
        switch (wireType) {
            case VARINT:
                readVarint();
                break;
            case FIXED64:
                advance(8);
                break;
            case LENGTH:
                advance(readLength());
                break;
            case FIXED32:
                advance(4);
                break;
            default:
                throw Malformed.message("field " + field + " has the wire type " + wireType);
        }
    }

    private void expect(int type) throws SessionException {
        if (wireType != type) {
            throw Malformed.message("field " + field + " has the wire type " + wireType);
        }
    }

    private void advance(int count) throws SessionException {
        if (count > end - position) {
            throw Malformed.message("field " + field + " ends after its message");
        }
        position += count;
    }

    private int readLength() throws SessionException {
        expect(LENGTH);
        long length = readVarint();
        if (length < 0 || length > end - position) {
            throw Malformed.message(
                    "field " + field + " of " + length + " bytes ends after its message");
        }
        return (int) length;
    }

    private long readVarint() throws SessionException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == end) {
                throw Malformed.message("a number ends after its message");
            }
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw Malformed.message("a number of more than ten bytes");
    }
}
