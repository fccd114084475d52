package dev.sabot.exec.memory;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.memory.BufferAllocator;

import java.util.concurrent.atomic.AtomicLong;

/// Charges heap structures and Arrow buffers of one query to one limit.
///
/// Heap structures that grow with the data reserve here before they grow; Arrow buffers are charged
/// by the query's child allocator, whose own limit is the whole budget. A reservation fails when
/// both together would pass the limit.
///
/// **Threads**: safe.
public final class MemoryBudget {
    private final long limitBytes;
    private final BufferAllocator allocator;
    private final AtomicLong heapBytes = new AtomicLong();
    private final AtomicLong peakBytes = new AtomicLong();

    public MemoryBudget(long limitBytes, BufferAllocator allocator) {
        this.limitBytes = limitBytes;
        this.allocator = allocator;
    }

    /// Reserves heap bytes for an operator.
    ///
    /// **Errors**: MEMORY_LIMIT, naming the operator, the limit and its setting.
    public void reserve(String operator, long bytes) {
        long heap = heapBytes.addAndGet(bytes);
        long used = heap + allocator.getAllocatedMemory();
        peakBytes.accumulateAndGet(used, Math::max);
        if (used > limitBytes) {
            heapBytes.addAndGet(-bytes);
            throw exceeded(operator, bytes, null);
        }
    }

    /// Gives back reserved heap bytes.
    public void release(long bytes) {
        heapBytes.addAndGet(-bytes);
    }

    /// Returns the bytes in use now.
    public long usedBytes() {
        return heapBytes.get() + allocator.getAllocatedMemory();
    }

    /// Returns the most bytes in use at any reservation, or the allocator's own peak if larger.
    public long peakBytes() {
        return Math.max(peakBytes.get(), allocator.getPeakMemoryAllocation());
    }

    public long limitBytes() {
        return limitBytes;
    }

    /// Returns the error of a refused request.
    public SabotException exceeded(
            String operator, long bytes, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SabotException(
                ErrorCode.MEMORY_LIMIT,
                operator
                        + " needs "
                        + bytes
                        + " bytes more, but the query already holds "
                        + usedBytes()
                        + " of its "
                        + limitBytes
                        + " bytes; raise it with SET memory_limit = '…'",
                cause);
    }
}
