package dev.sabot.server.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;

import dev.sabot.batch.Memory;

import io.grpc.Drainable;
import io.grpc.KnownLength;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// One `FlightData` message.
///
/// A frame to be sent has its body in pieces of off-heap memory, which must stay until it was
/// written; a frame that came has everything in one array on the heap.
///
/// @param descriptor the bytes of the FlightDescriptor, empty when there is none
/// @param header the flatbuffer of the IPC message, empty when there is none
/// @param pieces where the bytes of the body to send lie
/// @param received the body that came
public record FlightFrame(
        ByteBuffer descriptor,
        ByteBuffer header,
        ByteBuffer appMetadata,
        List<Piece> pieces,
        ByteBuffer received) {
    private static final int DESCRIPTOR = 1;
    private static final int HEADER = 2;
    private static final int APP_METADATA = 3;
    private static final int BODY = 1000;
    private static final int LENGTH_DELIMITED = 2;
    private static final int COPY_BYTES = 64 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Bytes off-heap, followed by zeros up to a multiple of eight.
    public record Piece(long address, long numBytes) {
        /// Returns the length with its padding.
        long paddedBytes() {
            return numBytes + 7 & -8L;
        }
    }

    /// Returns a frame to be sent.
    public static FlightFrame toSend(ByteBuffer header, List<Piece> pieces) {
        return new FlightFrame(NOTHING, header, NOTHING, pieces, NOTHING);
    }

    /// Returns the bytes of the body to send, padding included.
    public long bodyBytes() {
        long bytes = 0;
        for (Piece piece : pieces) {
            bytes += piece.paddedBytes();
        }
        return bytes;
    }

    /// What stands for bytes that are no frame: gRPC would answer an exception with no reason.
    static final FlightFrame MALFORMED =
            new FlightFrame(NOTHING, NOTHING, NOTHING, List.of(), NOTHING);

    /// Reads a frame; [#MALFORMED] when it is none.
    static FlightFrame read(InputStream stream) {
        try {
            return parse(stream.readAllBytes());
        } catch (IOException | RuntimeException _) {
            return MALFORMED;
        }
    }

    private static FlightFrame parse(byte[] bytes) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(bytes);
        ByteBuffer descriptor = NOTHING;
        ByteBuffer header = NOTHING;
        ByteBuffer appMetadata = NOTHING;
        ByteBuffer body = NOTHING;
        while (!input.isAtEnd()) {
            int tag = input.readTag();
            int field = tag >>> 3;
            boolean isKnown =
                    (tag & 7) == LENGTH_DELIMITED && (field <= APP_METADATA || field == BODY);
            if (!isKnown) {
                input.skipField(tag);
                continue;
            }
            int length = input.readRawVarint32();
            int start = input.getTotalBytesRead();
            input.skipRawBytes(length);
            ByteBuffer value = ByteBuffer.wrap(bytes, start, length).slice();
            switch (field) {
                case DESCRIPTOR -> descriptor = value;
                case HEADER -> header = value;
                case APP_METADATA -> appMetadata = value;
                default -> body = value;
            }
        }
        return new FlightFrame(descriptor, header, appMetadata, List.of(), body);
    }

    /// Returns the message as a stream that is read once.
    InputStream stream() {
        return new Outgoing(this);
    }

    /// Returns the message as bytes.
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private byte[] prefix() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(header.remaining() + 32);
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            // It writes a buffer from 0 to its capacity.
            out.writeByteBuffer(HEADER, header.slice());
            if (appMetadata.hasRemaining()) {
                out.writeByteBuffer(APP_METADATA, appMetadata.slice());
            }
            // A schema has no body, but readers expect none only when the field is missing.
            if (!pieces.isEmpty()) {
                out.writeTag(BODY, LENGTH_DELIMITED);
                out.writeUInt64NoTag(bodyBytes());
            }
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(prefix());
        writeBody(out);
    }

    private void writeBody(OutputStream out) throws IOException {
        byte[] copy = new byte[COPY_BYTES];
        for (Piece piece : pieces) {
            long done = 0;
            while (done < piece.numBytes()) {
                int count = (int) Math.min(COPY_BYTES, piece.numBytes() - done);
                Memory.copy(piece.address() + done, copy, 0, count);
                out.write(copy, 0, count);
                done += count;
            }
            for (long pad = piece.numBytes(); pad < piece.paddedBytes(); pad++) {
                out.write(0);
            }
        }
    }

    /// What gRPC takes: it asks for the length and drains everything at once.
    private static final class Outgoing extends InputStream implements Drainable, KnownLength {
        private final FlightFrame frame;
        private final byte[] prefix;
        private InputStream rest = InputStream.nullInputStream();
        private boolean isCopied;
        private int left;

        Outgoing(FlightFrame frame) {
            this.frame = frame;
            this.prefix = frame.prefix();
            this.left = Math.toIntExact(prefix.length + frame.bodyBytes());
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            if (isCopied) {
                int count = Math.toIntExact(rest.transferTo(target));
                left -= count;
                return count;
            }
            int count = left;
            target.write(prefix);
            frame.writeBody(target);
            isCopied = true;
            left = 0;
            return count;
        }

        /// Serves callers that do not drain; they cost a copy.
        private void copy() throws IOException {
            if (!isCopied) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(left);
                bytes.write(prefix);
                frame.writeBody(bytes);
                rest = new ByteArrayInputStream(bytes.toByteArray());
                isCopied = true;
            }
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public int read() throws IOException {
            copy();
            int value = rest.read();
            left -= value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            copy();
            int count = rest.read(bytes, from, length);
            left -= Math.max(0, count);
            return count;
        }
    }
}
