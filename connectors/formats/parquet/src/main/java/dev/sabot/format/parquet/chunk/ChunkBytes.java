package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Memory;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.format.parquet.codec.Decompressor;
import dev.sabot.format.parquet.decode.CorruptPageException;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A window on the bytes of a chunk: most chunks are read at once, large ones in parts.
///
/// The last byte is followed by slack, so that decoders may load whole words.
final class ChunkBytes implements AutoCloseable {
    static final int SLACK_BYTES = Decompressor.SLACK_BYTES;
    private static final long WINDOW_BYTES = 4 << 20;

    private final InputFile file;
    private final BufferAllocator allocator;
    private final long end;
    private @Nullable ArrowBuf buffer;
    private long windowStart;
    private long windowEnd;

    /// @param start where the chunk starts in the file
    /// @param end where it ends
    ChunkBytes(InputFile file, long start, long end, BufferAllocator allocator) {
        if (start < 4 || end < start || end > file.info().size()) {
            throw new CorruptPageException(
                    "the chunk at " + start + ".." + end + " is outside the file");
        }
        this.file = file;
        this.end = end;
        this.allocator = allocator;
        this.windowStart = start;
        this.windowEnd = start;
    }

    /// Returns where the chunk ends in the file.
    long end() {
        return end;
    }

    /// Returns how many bytes from a position on are in the window after trying for `wanted`.
    long available(long position, long wanted) {
        if (position < windowStart || Math.min(end, position + wanted) > windowEnd) {
            load(position, wanted);
        }
        return windowEnd - position;
    }

    /// Returns the address of `numBytes` bytes at a position, valid until the next call.
    long require(long position, long numBytes) {
        if (numBytes < 0 || numBytes > end - position) {
            throw new CorruptPageException(
                    "a page of " + numBytes + " bytes at " + position + " leaves its chunk");
        }
        if (position < windowStart || position + numBytes > windowEnd) {
            load(position, numBytes);
        }
        return address(position);
    }

    /// Returns the address of a position inside the window.
    long address(long position) {
        ArrowBuf present = buffer;
        if (present == null) {
            throw new IllegalStateException("no window");
        }
        return present.memoryAddress() + (position - windowStart);
    }

    private void load(long position, long wanted) {
        long size = Math.min(end - position, Math.max(wanted, WINDOW_BYTES));
        ArrowBuf target = buffer;
        if (target == null || target.capacity() < size + SLACK_BYTES) {
            close();
            target = allocator.buffer(size + SLACK_BYTES);
            buffer = target;
        }
        windowStart = position;
        windowEnd = position;
        for (long done = 0; done < size; ) {
            int part = (int) Math.min(size - done, 1 << 30);
            ByteBuffer slice =
                    Memory.ALL.asSlice(target.memoryAddress() + done, part).asByteBuffer();
            file.readFully(position + done, slice);
            done += part;
        }
        windowEnd = position + size;
    }

    @Override
    public void close() {
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
    }
}
