package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Memory;

/// Fixes the 64-bit hash of every SQL value, for ever: key groups of snapshots and partitions of
/// exchanges depend on it.
///
/// Equal values hash equally whatever their memory layout: integers of any width by their value,
/// decimals by their unscaled value, REAL as DOUBLE, -0.0 as 0.0, every NaN alike. The top 10 bits
/// name the key group, the next 8 the radix partition, the low 32 the slot of a table.
public final class KeyHash {
    /// The seed of all hashes.
    public static final long SEED = 0x5AB0_7A11_2B3C_94D7L;

    /// The hash of NULL.
    public static final long NULL = 0x9D6E_F916_5A5C_1B3FL;

    /// Text of at most this many bytes is hashed and compared as two words.
    static final int SHORT_TEXT = 12;

    private static final long FIRST = 0xBF58_476D_1CE4_E5B9L;
    private static final long SECOND = 0x94D0_49BB_1331_11EBL;
    private static final long THIRD = 0x9E37_79B9_7F4A_7C15L;

    private KeyHash() {}

    /// Returns the radix partition of a hash, 0 to 255: the bits below those of the key group.
    static int partition(long hash) {
        return (int) (hash >>> 64 - 10 - 8) & 0xFF;
    }

    private static long mix(long value) {
        long bits = (value ^ value >>> 32) * FIRST;
        bits = (bits ^ bits >>> 29) * SECOND;
        return bits ^ bits >>> 32;
    }

    /// Returns the hash of an integer, a date, a time, a boolean (0 or 1) or an unscaled decimal.
    public static long ofLong(long value) {
        return mix(value ^ SEED);
    }

    /// Returns the hash of an unscaled decimal of two words.
    public static long ofWide(long high, long low) {
        return high == low >> 63 ? ofLong(low) : combine(ofLong(low), ofLong(high));
    }

    /// Returns the bits that stand for a number: one NaN, one zero.
    public static long doubleBits(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    /// Returns the hash of a REAL or DOUBLE.
    public static long ofDouble(double value) {
        return ofLong(doubleBits(value));
    }

    /// Returns the hash of a text or binary value.
    public static long ofBytes(long address, int numBytes) {
        return numBytes <= SHORT_TEXT
                ? ofShortText(firstWord(address, numBytes), tailWord(address, numBytes))
                : ofLongText(address, numBytes);
    }

    /// Returns the hash of short text from its two words.
    static long ofShortText(long first, long tail) {
        return mix((first ^ SEED) * THIRD ^ Long.rotateLeft(tail * FIRST, 32));
    }

    static long ofLongText(long address, int numBytes) {
        long bits = SEED ^ numBytes;
        long at = address;
        long last = address + numBytes - 16;
        while (at < last) {
            bits = fold(Memory.getLong(at) ^ FIRST, Memory.getLong(at + 8) ^ bits);
            at += 16;
        }
        long left = numBytes >= 16 ? Memory.getLong(last) : Memory.getLong(address);
        bits = fold(left ^ SECOND, Memory.getLong(address + numBytes - 8) ^ bits);
        return mix(bits);
    }

    /// As [#ofBytes], of bytes on the heap.
    static long ofHeapBytes(byte[] bytes, int numBytes) {
        if (numBytes <= SHORT_TEXT) {
            long prefix = load(bytes, 0, Math.min(4, numBytes));
            long tail = numBytes > 4 ? load(bytes, 4, numBytes - 4) : 0;
            return ofShortText((long) numBytes << 32 | prefix, tail);
        }
        long bits = SEED ^ numBytes;
        int last = numBytes - 16;
        for (int at = 0; at < last; at += 16) {
            bits = fold(load(bytes, at, 8) ^ FIRST, load(bytes, at + 8, 8) ^ bits);
        }
        bits =
                fold(
                        load(bytes, Math.max(0, last), 8) ^ SECOND,
                        load(bytes, numBytes - 8, 8) ^ bits);
        return mix(bits);
    }

    private static long load(byte[] bytes, int from, int numBytes) {
        long value = 0;
        for (int index = 0; index < numBytes; index++) {
            value |= (bytes[from + index] & 0xFFL) << 8 * index;
        }
        return value;
    }

    private static long fold(long first, long second) {
        return first * second ^ Math.multiplyHigh(first, second);
    }

    /// Returns length and first four bytes of text as one word.
    static long firstWord(long address, int numBytes) {
        long prefix =
                numBytes >= 4 ? Memory.getInt(address) & 0xFFFF_FFFFL : load(address, numBytes);
        return (long) numBytes << 32 | prefix;
    }

    /// Returns bytes 4 to 11 of short text as one word.
    static long tailWord(long address, int numBytes) {
        return numBytes > 4 ? load(address + 4, numBytes - 4) : 0;
    }

    private static long load(long address, int numBytes) {
        if (numBytes == 8) {
            return Memory.getLong(address);
        }
        if (numBytes >= 4) {
            long low = Memory.getInt(address) & 0xFFFF_FFFFL;
            long high = Memory.getInt(address + numBytes - 4) & 0xFFFF_FFFFL;
            return low | high << 8 * (numBytes - 4);
        }
        long bytes = 0;
        for (int index = 0; index < numBytes; index++) {
            bytes |= (Memory.getByte(address + index) & 0xFFL) << 8 * index;
        }
        return bytes;
    }

    /// Returns the hash of a row from the hash of its columns so far and that of the next column.
    public static long combine(long hash, long next) {
        return Long.rotateLeft(hash, 29) * THIRD + next;
    }
}
