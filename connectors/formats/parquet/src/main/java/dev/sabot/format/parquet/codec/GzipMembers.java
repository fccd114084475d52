package dev.sabot.format.parquet.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates gzip members that follow each other (RFC 1952), to a buffer that they must fill.
final class GzipMembers {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private GzipMembers() {}

    static void inflate(ByteBuffer from, ByteBuffer to) throws IOException {
        try (Inflater inflater = new Inflater(true)) {
            while (from.hasRemaining()) {
                passHeader(from);
                inflater.reset();
                inflater.setInput(from);
                while (!inflater.finished()) {
                    int written = inflater.inflate(to);
                    if (written == 0 && !inflater.finished()) {
                        throw new IOException("gzip data is cut off or larger than stated");
                    }
                }
                need(from, 8);
                from.position(from.position() + 8);
            }
        } catch (DataFormatException e) {
            throw new IOException("gzip: " + e.getMessage(), e);
        }
        if (to.hasRemaining()) {
            throw new IOException("gzip data is smaller than stated");
        }
    }

    private static void passHeader(ByteBuffer from) throws IOException {
        from.order(ByteOrder.LITTLE_ENDIAN);
        if (from.remaining() < 10 || from.getShort(from.position()) != (short) 0x8B1F) {
            throw new IOException("no gzip data");
        }
        int flags = from.get(from.position() + 3);
        from.position(from.position() + 10);
        if ((flags & EXTRA) != 0) {
            need(from, 2);
            int length = from.getShort() & 0xFFFF;
            need(from, length);
            from.position(from.position() + length);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            if ((flags & flag) != 0) {
                do {
                    need(from, 1);
                } while (from.get() != 0);
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            need(from, 2);
            from.getShort();
        }
    }

    private static void need(ByteBuffer from, int numBytes) throws IOException {
        if (from.remaining() < numBytes) {
            throw new IOException("gzip data is cut off");
        }
    }
}
