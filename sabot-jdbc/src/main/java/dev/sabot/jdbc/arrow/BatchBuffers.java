package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.wire.Malformed;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Hands out the nodes and buffers of a batch in their order, each checked against the body. */
final class BatchBuffers {
    private final RecordBatch batch;
    private final ByteBuffer body;
    private int nextNode;
    private int nextBuffer;
    private long nullCount;

    BatchBuffers(RecordBatch batch, ByteBuffer body) throws SessionException {
        if (batch.compression() != null) {
            throw SessionException.unsupported("the server sends compressed rows: turn it off");
        }
        this.batch = batch;
        this.body = body;
    }

    int rowCount() throws SessionException {
        return checked(batch.length(), "a batch");
    }

    /** Goes to the next column, nested ones after their parents, and returns its length. */
    int nextNode() throws SessionException {
        if (nextNode >= batch.nodesLength()) {
            throw Malformed.message("a batch of only " + nextNode + " columns");
        }
        FieldNode node = batch.nodes(nextNode++);
        nullCount = node.nullCount();
        return checked(node.length(), "a column");
    }

    private static int checked(long length, String what) throws SessionException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw Malformed.message(what + " of " + length + " rows");
        }
        return (int) length;
    }

    /** Returns the next buffer as the validity of the column, null if it says nothing. */
    @Nullable ByteBuffer validity(int rows) throws SessionException {
        ByteBuffer bits = next();
        boolean isEmpty = bits.remaining() == 0;
        if (nullCount == 0 || rows == 0) {
            return null;
        }
        if (isEmpty) {
            throw Malformed.message("a column with NULLs that does not say where");
        }
        return bits;
    }

    ByteBuffer next() throws SessionException {
        if (nextBuffer >= batch.buffersLength()) {
            throw Malformed.message("a batch of only " + nextBuffer + " buffers");
        }
        Buffer buffer = batch.buffers(nextBuffer++);
        long offset = buffer.offset();
        long length = buffer.length();
        if (offset < 0 || length < 0 || offset > body.remaining() - length) {
            throw Malformed.message(
                    "a buffer of " + length + " bytes at " + offset + " of " + body.remaining());
        }
        ByteBuffer view = body.duplicate();
        view.position((int) (body.position() + offset));
        view.limit((int) (body.position() + offset + length));
        return view.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
