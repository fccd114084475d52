package dev.sabot.format.parquet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;

import dev.sabot.batch.Memory;

import net.jpountz.lz4.LZ4Factory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// Inflates what the usual libraries deflated; and rubbish, without touching what is not its own.
final class DecompressorTest {
    private static final byte CANARY = 0x5A;
    private static final int ROUNDS = 300;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    /// Makes data with literals and repetitions of every distance.
    private byte[] data() {
        byte[] bytes = new byte[random.nextInt(1 << random.nextInt(1, 18))];
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(1, 200)));
            int distance = 1 + random.nextInt(random.nextBoolean() ? 20 : 70_000);
            if (distance > at || random.nextInt(3) == 0) {
                for (int index = 0; index < length; index++) {
                    bytes[at + index] = (byte) random.nextInt(256);
                }
            } else {
                for (int index = 0; index < length; index++) {
                    bytes[at + index] = bytes[at + index - distance];
                }
            }
            at += length;
        }
        return bytes;
    }

    private static byte[] inflate(Decompressor codec, byte[] compressed, int size)
            throws IOException {
        int slack = Decompressor.SLACK_BYTES;
        try (RootAllocator allocator = new RootAllocator();
                ArrowBuf from = allocator.buffer(compressed.length + slack);
                ArrowBuf to = allocator.buffer(size + 3L * slack)) {
            Memory.copy(compressed, 0, from.memoryAddress(), compressed.length);
            Memory.fill(to.memoryAddress(), size + 3L * slack, CANARY);
            long start = to.memoryAddress() + slack;
            try {
                codec.decompress(from.memoryAddress(), compressed.length, start, size);
            } finally {
                for (int index = 0; index < slack; index++) {
                    assertEquals(CANARY, Memory.getByte(to.memoryAddress() + index));
                    assertEquals(CANARY, Memory.getByte(start + size + slack + index));
                }
            }
            byte[] bytes = new byte[size];
            Memory.copy(start, bytes, 0, size);
            return bytes;
        }
    }

    private static byte[] deflate(Decompressor codec, byte[] bytes) throws IOException {
        return switch (codec) {
            case NONE -> bytes;
            case SNAPPY -> Snappy.compress(bytes);
            case ZSTD -> Zstd.compress(bytes);
            case LZ4_RAW -> LZ4Factory.fastestInstance().fastCompressor().compress(bytes);
            case LZ4 -> {
                byte[] block = LZ4Factory.fastestInstance().fastCompressor().compress(bytes);
                ByteArrayOutputStream frame = new ByteArrayOutputStream();
                for (int size : new int[] {bytes.length, block.length}) {
                    for (int shift = 24; shift >= 0; shift -= 8) {
                        frame.write(size >>> shift);
                    }
                }
                frame.write(block);
                yield frame.toByteArray();
            }
            case GZIP -> {
                ByteArrayOutputStream target = new ByteArrayOutputStream();
                int half = bytes.length / 2;
                try (GZIPOutputStream stream = new GZIPOutputStream(target)) {
                    stream.write(bytes, 0, half);
                }
                try (GZIPOutputStream stream = new GZIPOutputStream(target)) {
                    stream.write(bytes, half, bytes.length - half);
                }
                yield target.toByteArray();
            }
        };
    }

    @Test
    void inflatesWhatLibrariesDeflate() throws IOException {
        for (Decompressor codec : Decompressor.values()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = data();
                byte[] compressed = deflate(codec, bytes);
                assertArrayEquals(
                        bytes,
                        inflate(codec, compressed, bytes.length),
                        () -> codec + ", seed " + seed);
                if (bytes.length > 0) {
                    int cut = random.nextInt(compressed.length);
                    assertThrows(
                            IOException.class,
                            () -> inflate(codec, Arrays.copyOf(compressed, cut), bytes.length),
                            () -> codec + ", seed " + seed);
                    assertThrows(
                            IOException.class,
                            () -> inflate(codec, compressed, bytes.length + 1),
                            () -> codec + ", seed " + seed);
                }
            }
        }
    }

    @Test
    void survivesRubbish() {
        for (int round = 0; round < 20 * ROUNDS; round++) {
            Decompressor codec = Decompressor.values()[round % Decompressor.values().length];
            byte[] bytes = data();
            try {
                byte[] compressed = deflate(codec, bytes);
                for (int flips = 1 + random.nextInt(5);
                        flips > 0 && compressed.length > 0;
                        flips--) {
                    compressed[random.nextInt(compressed.length)] = (byte) random.nextInt(256);
                }
                inflate(codec, compressed, bytes.length);
            } catch (IOException e) {
                assertEquals(IOException.class, e.getClass(), "seed " + seed);
            }
        }
    }
}
