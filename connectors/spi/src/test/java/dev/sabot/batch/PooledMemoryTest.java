package dev.sabot.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

final class PooledMemoryTest {
    private static final int ROUNDS = 3_000;

    /// Fills each buffer with its own number and looks whether another one wrote over it.
    private static void churn(BufferAllocator allocator, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ArrowBuf> live = new ArrayList<>();
        List<Byte> marks = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (live.size() > 20 || !live.isEmpty() && random.nextInt(3) == 0) {
                int index = random.nextInt(live.size());
                ArrowBuf buffer = live.remove(index);
                byte mark = marks.remove(index);
                assertEquals(mark, buffer.getByte(0), "seed " + seed);
                assertEquals(mark, buffer.getByte(buffer.capacity() / 2), "seed " + seed);
                assertEquals(mark, buffer.getByte(buffer.capacity() - 1), "seed " + seed);
                buffer.close();
            } else {
                long size = 1 + random.nextLong(1L << random.nextInt(25));
                ArrowBuf buffer = allocator.buffer(size);
                byte mark = (byte) random.nextInt();
                buffer.setByte(0, mark);
                buffer.setByte(buffer.capacity() / 2, mark);
                buffer.setByte(buffer.capacity() - 1, mark);
                live.add(buffer);
                marks.add(mark);
            }
        }
        live.forEach(ArrowBuf::close);
    }

    @Test
    void givesEachBufferItsOwnMemory() throws InterruptedException {
        long seed = System.nanoTime();
        for (long maxBytes : new long[] {0, 20L << 20, 1L << 30}) {
            PooledMemory pool = new PooledMemory(maxBytes);
            try (RootAllocator root = PooledMemory.rootAllocator(Long.MAX_VALUE, pool)) {
                List<Throwable> errors = new ArrayList<>();
                List<Thread> threads = new ArrayList<>();
                for (int number = 0; number < 4; number++) {
                    long threadSeed = seed + number;
                    Thread thread = new Thread(() -> churn(root, threadSeed));
                    thread.setUncaughtExceptionHandler((_, error) -> errors.add(error));
                    thread.start();
                    threads.add(thread);
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertEquals(List.of(), errors);
                assertEquals(0, root.getAllocatedMemory());
            }
        }
    }

    @Test
    void reusesTheBlockFreedLast() {
        PooledMemory pool = new PooledMemory(1L << 30);
        try (RootAllocator root = PooledMemory.rootAllocator(Long.MAX_VALUE, pool)) {
            long address;
            try (ArrowBuf buffer = root.buffer(64 << 10)) {
                address = buffer.memoryAddress();
            }
            try (ArrowBuf buffer = root.buffer(64 << 10)) {
                assertEquals(address, buffer.memoryAddress());
            }
        }
    }

    @Test
    void keepsTheLimit() {
        try (RootAllocator root = PooledMemory.rootAllocator(1 << 20)) {
            assertThrows(OutOfMemoryException.class, () -> root.buffer(2 << 20));
            assertEquals(0, root.getAllocatedMemory());
        }
    }
}
