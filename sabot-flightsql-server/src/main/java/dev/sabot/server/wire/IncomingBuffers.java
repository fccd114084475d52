package dev.sabot.server.wire;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Hands out the nodes and buffers of a record batch in order, each checked against the bytes that
/// are there.
final class IncomingBuffers {
    /// The most values of one column or child in one message.
    private static final int MAX_LENGTH = 1 << 24;

    private final RecordBatch batch;
    private final ByteBuffer body;
    private int nextNode;
    private int nextBuffer;

    IncomingBuffers(RecordBatch batch, ByteBuffer body) {
        this.batch = batch;
        this.body = body;
    }

    private static SabotException malformed(String what) {
        return new SabotException(ErrorCode.MALFORMED_MESSAGE, "the record batch " + what);
    }

    /// Returns a length that Java can count to.
    static int length(long length) {
        if (length < 0 || length > MAX_LENGTH) {
            throw malformed(
                    "has a column of "
                            + length
                            + " values; the most of one message is "
                            + MAX_LENGTH);
        }
        return (int) length;
    }

    /// Returns the node of the next column or child.
    FieldNode node() {
        if (nextNode >= batch.nodesLength()) {
            throw malformed("has fewer columns than its schema");
        }
        return batch.nodes(nextNode++);
    }

    /// Returns the bytes of the next buffer, which must be at least as many as given.
    ByteBuffer buffer(long minBytes) {
        if (nextBuffer >= batch.buffersLength()) {
            throw malformed("has fewer buffers than its schema asks for");
        }
        Buffer buffer = batch.buffers(nextBuffer++);
        long offset = buffer.offset();
        long length = buffer.length();
        if (offset < 0 || length < 0 || offset > body.capacity() - length) {
            throw malformed("has a buffer outside of its body");
        }
        if (length < minBytes) {
            throw malformed(
                    "has a buffer of " + length + " bytes where " + minBytes + " are needed");
        }
        return body.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Fails when nodes or buffers are left.
    void checkEnd() {
        if (nextNode != batch.nodesLength() || nextBuffer != batch.buffersLength()) {
            throw malformed("has more columns or buffers than its schema");
        }
    }
}
