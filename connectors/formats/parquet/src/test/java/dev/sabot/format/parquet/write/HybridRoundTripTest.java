package dev.sabot.format.parquet.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.decode.HybridReader;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/// Reads runs of every bit width that our writer made.
final class HybridRoundTripTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
                24, 25, 26, 27, 28, 29, 30, 31
            })
    void readsWhatWasWritten(int width) {
        int[] values = new int[random.nextInt(1, 5_000)];
        for (int at = 0; at < values.length; ) {
            int value = (int) random.nextLong(1L << width);
            int run = random.nextInt(3) == 0 ? random.nextInt(1, 100) : 1;
            for (int end = Math.min(values.length, at + run); at < end; at++) {
                values[at] = value;
            }
        }
        ByteSink sink = new ByteSink();
        new HybridWriter(sink, width).write(values, 0, values.length);
        try (RootAllocator allocator = new RootAllocator();
                ArrowBuf buffer = allocator.buffer(sink.size() + 64L)) {
            long start = buffer.memoryAddress();
            Memory.copy(sink.bytes(), 0, start, sink.size());
            HybridReader reader = new HybridReader(start, start + sink.size(), width);
            int[] read = new int[values.length];
            for (int at = 0; at < values.length; ) {
                int count = Math.min(values.length - at, random.nextInt(1, 200));
                if (random.nextInt(4) == 0) {
                    reader.skip(count);
                    System.arraycopy(values, at, read, at, count);
                } else {
                    reader.read(read, at, count);
                }
                at += count;
            }
            for (int at = 0; at < values.length; at++) {
                assertEquals(values[at], read[at], "seed " + seed + ", value " + at);
            }
            if (width == 1) {
                checkBits(start, sink.size(), values);
            }
        }
    }

    private void checkBits(long start, int numBytes, int[] values) {
        HybridReader reader = new HybridReader(start, start + numBytes, 1);
        long[] words = new long[Bitmap.words(values.length)];
        int ones = 0;
        for (int at = 0; at < values.length; ) {
            int count = Math.min(values.length - at, random.nextInt(1, 200));
            ones += reader.readBits(words, at, count);
            at += count;
        }
        assertEquals(Bitmap.count(words, values.length), ones);
        for (int at = 0; at < values.length; at++) {
            assertEquals(values[at] == 1, Bitmap.get(words, at), "seed " + seed);
        }
    }
}
