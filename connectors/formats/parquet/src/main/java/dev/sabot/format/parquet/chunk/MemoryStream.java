package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Memory;

import java.io.InputStream;

/// Reads off-heap bytes as a stream.
final class MemoryStream extends InputStream {
    private final long start;
    private final long end;
    private long at;

    MemoryStream(long address, long numBytes) {
        this.start = address;
        this.at = address;
        this.end = address + numBytes;
    }

    /// Returns the bytes read.
    long position() {
        return at - start;
    }

    @Override
    public int read() {
        return at < end ? Memory.getByte(at++) & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (at == end && length > 0) {
            return -1;
        }
        int part = (int) Math.min(length, end - at);
        Memory.copy(at, target, from, part);
        at += part;
        return part;
    }
}
