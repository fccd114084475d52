package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Memory;

import java.util.Arrays;

/// Gathers bytes in one growing heap array.
public final class ByteSink {
    private byte[] bytes = new byte[64];
    private int length;

    /// Lends the array, of which [#length()] bytes count.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    private int grow(int numBytes) {
        int at = length;
        length = Math.addExact(at, numBytes);
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64L, 2L * length));
        }
        return at;
    }

    public void putByte(int value) {
        bytes[grow(1)] = (byte) value;
    }

    public void putInt(int value) {
        int at = grow(4);
        for (int index = 0; index < 4; index++) {
            bytes[at + index] = (byte) (value >>> 8 * index);
        }
    }

    public void putLong(long value) {
        int at = grow(8);
        for (int index = 0; index < 8; index++) {
            bytes[at + index] = (byte) (value >>> 8 * index);
        }
    }

    public void putBytes(long address, int numBytes) {
        int at = grow(numBytes);
        Memory.copy(address, bytes, at, numBytes);
    }
}
