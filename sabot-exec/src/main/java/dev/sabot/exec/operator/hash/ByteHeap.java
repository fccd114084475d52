package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Keeps bytes end to end in one growing off-heap buffer, which moves when it grows.
final class ByteHeap implements AutoCloseable {
    private final BufferAllocator allocator;
    private @Nullable ArrowBuf buffer;
    private long address;
    private long capacity;
    private long used;

    ByteHeap(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// Returns where offset 0 is now.
    long address() {
        return address;
    }

    /// Appends bytes and returns their offset.
    long append(long from, int numBytes) {
        long at = reserve(numBytes);
        Memory.copy(from, address + at, numBytes);
        return at;
    }

    /// Appends bytes and returns their offset.
    long append(byte[] from, int numBytes) {
        long at = reserve(numBytes);
        Memory.copy(from, 0, address + at, numBytes);
        return at;
    }

    void clear() {
        used = 0;
    }

    private long reserve(int numBytes) {
        long at = used;
        if (at + numBytes > capacity) {
            ArrowBuf grown = allocator.buffer(Math.max(4_096, 2 * (at + numBytes)));
            ArrowBuf old = buffer;
            if (old != null) {
                Memory.copy(old.memoryAddress(), grown.memoryAddress(), at);
                old.close();
            }
            buffer = grown;
            address = grown.memoryAddress();
            capacity = grown.capacity();
        }
        used = at + numBytes;
        return at;
    }

    @Override
    public void close() {
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
        capacity = 0;
        used = 0;
    }
}
