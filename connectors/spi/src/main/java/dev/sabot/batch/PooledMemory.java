package dev.sabot.batch;

import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Memory for Arrow buffers that is kept for the next one instead of given back to the system.
///
/// Batches come and go by the thousand per second. Through malloc each of them may return its pages
/// and fault them in again, which costs about as much as filling them. Here blocks of a power of
/// two wait in stacks, so that a thread gets back the block it freed last, warm in its cache.
/// Regions are advised to use huge pages where the system leaves that to programs.
///
/// What was pooled once stays with the process, up to a limit; past it buffers come from malloc.
/// Accounting is Arrow's and does not change.
///
/// **Threads**: safe for all threads.
public final class PooledMemory implements AllocationManager.Factory {
    private static final int MIN_BITS = 12;
    private static final int MAX_BITS = 24;
    private static final int LARGE_BITS = 21;
    private static final long SLAB_BYTES = 16L << 20;
    private static final long HUGE_PAGE_BYTES = 2L << 20;
    private static final long DEFAULT_MAX_BYTES = 1L << 30;

    private static final PooledMemory SHARED = new PooledMemory(DEFAULT_MAX_BYTES);

    private final long maxBytes;
    private final AtomicLong reserved = new AtomicLong();
    private final Stripe[] stripes;
    private final Slab slab = new Slab();
    private final ArrowBuf empty = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

    /// Makes a pool of its own.
    ///
    /// @param maxBytes how much is kept at most
    PooledMemory(long maxBytes) {
        this.maxBytes = maxBytes;
        int processors = Runtime.getRuntime().availableProcessors();
        this.stripes = new Stripe[Integer.highestOneBit(Math.clamp(processors, 1, 32)) * 2];
        for (int index = 0; index < stripes.length; index++) {
            stripes[index] = new Stripe();
        }
    }

    /// Returns a root allocator over the pool of this process.
    ///
    /// @param limitBytes what all its buffers may take together
    public static RootAllocator rootAllocator(long limitBytes) {
        return rootAllocator(limitBytes, SHARED);
    }

    static RootAllocator rootAllocator(long limitBytes, PooledMemory pool) {
        return new RootAllocator(
                RootAllocator.configBuilder()
                        .maxAllocation(limitBytes)
                        .allocationManagerFactory(pool)
                        .build());
    }

    @Override
    public AllocationManager create(BufferAllocator accountingAllocator, long size) {
        int bits = Math.max(MIN_BITS, 64 - Long.numberOfLeadingZeros(size - 1));
        if (size < 1L << (MIN_BITS - 1) || bits > MAX_BITS) {
            return new Block(accountingAllocator, size, MemoryUtil.allocateMemory(size), -1);
        }
        long address = take(bits);
        if (address == 0) {
            return new Block(accountingAllocator, size, MemoryUtil.allocateMemory(size), -1);
        }
        return new Block(accountingAllocator, size, address, bits);
    }

    @Override
    public ArrowBuf empty() {
        return empty;
    }

    private int ownStripe() {
        return (int) Thread.currentThread().threadId() & stripes.length - 1;
    }

    /// Returns a block of `1 << bits` bytes, or 0 when the pool is used up.
    private long take(int bits) {
        int own = ownStripe();
        long address = stripes[own].pop(bits);
        if (address != 0) {
            return address;
        }
        address = carve(bits);
        if (address != 0) {
            return address;
        }
        for (int step = 1; step < stripes.length; step++) {
            address = stripes[own + step & stripes.length - 1].pop(bits);
            if (address != 0) {
                return address;
            }
        }
        return 0;
    }

    private void put(int bits, long address) {
        stripes[ownStripe()].push(bits, address);
    }

    /// Returns a new block, or 0 past the limit. Large blocks get at most half of it, so that the
    /// small ones, which are asked for most often, are never left without.
    private long carve(int bits) {
        if (bits < LARGE_BITS) {
            return slab.carve(1L << bits);
        }
        return reserved.get() > maxBytes / 2 ? 0 : region(1L << bits);
    }

    private long region(long numBytes) {
        if (reserved.addAndGet(numBytes) > maxBytes) {
            reserved.addAndGet(-numBytes);
            return 0;
        }
        long start = MemoryUtil.allocateMemory(numBytes + HUGE_PAGE_BYTES);
        long aligned = start + HUGE_PAGE_BYTES - 1 & -HUGE_PAGE_BYTES;
        // a process that never needs much is spared the start of the foreign function interface
        if (reserved.get() > SLAB_BYTES) {
            HugePages.advise(aligned, numBytes);
        }
        return aligned;
    }

    /// The region that small blocks are cut from.
    private final class Slab {
        private long next;
        private long end;

        synchronized long carve(long numBytes) {
            long aligned = next + numBytes - 1 & -numBytes;
            if (next == 0 || aligned + numBytes > end) {
                long fresh = region(SLAB_BYTES);
                if (fresh == 0) {
                    return 0;
                }
                next = fresh;
                end = fresh + SLAB_BYTES;
                aligned = fresh;
            }
            next = aligned + numBytes;
            return aligned;
        }
    }

    /// Free blocks by size; each thread uses the one of its number.
    private static final class Stripe {
        private final long[][] blocks = new long[MAX_BITS + 1][8];
        private final int[] counts = new int[MAX_BITS + 1];

        synchronized long pop(int bits) {
            return counts[bits] == 0 ? 0 : blocks[bits][--counts[bits]];
        }

        synchronized void push(int bits, long address) {
            int count = counts[bits];
            if (count == blocks[bits].length) {
                blocks[bits] = java.util.Arrays.copyOf(blocks[bits], 2 * count);
            }
            blocks[bits][count] = address;
            counts[bits] = count + 1;
        }
    }

    /// One buffer's memory; `bits` is negative when it came from malloc.
    private final class Block extends AllocationManager {
        private final long size;
        private final long address;
        private final int bits;

        Block(BufferAllocator accountingAllocator, long size, long address, int bits) {
            super(accountingAllocator);
            this.size = size;
            this.address = address;
            this.bits = bits;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        protected long memoryAddress() {
            return address;
        }

        @Override
        protected void release0() {
            if (bits < 0) {
                MemoryUtil.freeMemory(address);
            } else {
                put(bits, address);
            }
        }
    }

    /// Calls `madvise(MADV_HUGEPAGE)` where there is such a thing; elsewhere pages stay small.
    private static final class HugePages {
        private static final int MADV_HUGEPAGE = 14;
        private static final @Nullable MethodHandle MADVISE = find();

        private HugePages() {}

        @SuppressWarnings("restricted")
        private static @Nullable MethodHandle find() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                return null;
            }
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> symbol = linker.defaultLookup().find("madvise");
            if (symbol.isEmpty()) {
                return null;
            }
            return linker.downcallHandle(
                    symbol.get(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
        }

        static void advise(long address, long numBytes) {
            if (MADVISE == null) {
                return;
            }
            try {
                int result = (int) MADVISE.invokeExact(address, numBytes, MADV_HUGEPAGE);
                assert result == 0 || result == -1;
            } catch (Throwable e) {
                throw new IllegalStateException("madvise cannot be called", e);
            }
        }
    }
}
