package dev.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads and writes off-heap memory by absolute address.
///
/// One constant segment over the whole address space serves every access: mixing kinds of segments
/// in one kernel about doubles its time for the life of the JVM. No bounds are checked: the owner
/// of a buffer checks lengths once per batch.
///
/// **Threads**: plain memory accesses; publication is the caller's.
public final class Memory {
    /// The whole address space. Vector kernels load from it with an address as offset.
    @SuppressWarnings("restricted")
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memory() {}

    public static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    public static short getShort(long address) {
        return ALL.get(SHORT, address);
    }

    public static int getInt(long address) {
        return ALL.get(INT, address);
    }

    public static long getLong(long address) {
        return ALL.get(LONG, address);
    }

    public static float getFloat(long address) {
        return ALL.get(FLOAT, address);
    }

    public static double getDouble(long address) {
        return ALL.get(DOUBLE, address);
    }

    public static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }

    public static void putShort(long address, short value) {
        ALL.set(SHORT, address, value);
    }

    public static void putInt(long address, int value) {
        ALL.set(INT, address, value);
    }

    public static void putLong(long address, long value) {
        ALL.set(LONG, address, value);
    }

    public static void putFloat(long address, float value) {
        ALL.set(FLOAT, address, value);
    }

    public static void putDouble(long address, double value) {
        ALL.set(DOUBLE, address, value);
    }

    /// Copies bytes between addresses; the ranges may overlap.
    public static void copy(long from, long to, long numBytes) {
        MemorySegment.copy(ALL, from, ALL, to, numBytes);
    }

    /// Copies bytes from the heap.
    public static void copy(byte[] from, int offset, long to, int numBytes) {
        MemorySegment.copy(from, offset, ALL, ValueLayout.JAVA_BYTE, to, numBytes);
    }

    /// Copies bytes to the heap.
    public static void copy(long from, byte[] to, int offset, int numBytes) {
        MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, from, to, offset, numBytes);
    }

    /// Copies longs from the heap.
    public static void copy(long[] from, int offset, long to, int numLongs) {
        MemorySegment.copy(from, offset, ALL, LONG, to, numLongs);
    }

    /// Copies longs to the heap.
    public static void copy(long from, long[] to, int offset, int numLongs) {
        MemorySegment.copy(ALL, LONG, from, to, offset, numLongs);
    }

    /// Copies ints from the heap.
    public static void copy(int[] from, int offset, long to, int numInts) {
        MemorySegment.copy(from, offset, ALL, INT, to, numInts);
    }

    /// Copies ints to the heap.
    public static void copy(long from, int[] to, int offset, int numInts) {
        MemorySegment.copy(ALL, INT, from, to, offset, numInts);
    }

    /// Sets bytes.
    public static void fill(long address, long numBytes, byte value) {
        ALL.asSlice(address, numBytes).fill(value);
    }

    /// Returns the place of the first difference of two byte ranges, or -1 when they are equal;
    /// as [MemorySegment#mismatch].
    public static long mismatch(long first, long firstBytes, long second, long secondBytes) {
        return MemorySegment.mismatch(
                ALL, first, first + firstBytes, ALL, second, second + secondBytes);
    }
}
