package dev.sabot.format.parquet.write;

import java.util.Arrays;

/// Bytes that grow.
final class ByteSink {
    private byte[] bytes = new byte[1 << 10];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /// Makes room and returns where it starts.
    int grow(int count) {
        int at = size;
        if (count > Integer.MAX_VALUE - 64 - at) {
            throw new IllegalArgumentException("more than 2 GiB in one page");
        }
        if (at + count > bytes.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 64L, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, at + count));
        }
        size += count;
        return at;
    }

    void put(byte value) {
        int at = grow(1);
        bytes[at] = value;
    }

    void put(byte[] from, int offset, int count) {
        int at = grow(count);
        System.arraycopy(from, offset, bytes, at, count);
    }

    /// Appends the low bytes of a value, least significant first.
    void putLittleEndian(long value, int width) {
        int at = grow(width);
        for (int index = 0; index < width; index++) {
            bytes[at + index] = (byte) (value >>> (8 * index));
        }
    }

    void putBigEndian(long value) {
        int at = grow(8);
        for (int index = 0; index < 8; index++) {
            bytes[at + index] = (byte) (value >>> (56 - 8 * index));
        }
    }

    void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
    }
}
