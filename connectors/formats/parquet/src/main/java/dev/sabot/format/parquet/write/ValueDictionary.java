package dev.sabot.format.parquet.write;

import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The distinct values of a chunk in order of appearance, with the index of each value.
///
/// @param indexes by value, its index
/// @param firsts by index, the first value that has it
record ValueDictionary(int[] indexes, int[] firsts, int size) {
    private static final int MAX_VALUES = 1 << 16;
    private static final int MAX_BYTES = 1 << 20;

    /// Returns the dictionary of a leaf, or null when it would not pay.
    static @Nullable ValueDictionary of(LeafBuffer leaf) {
        int numValues = leaf.numValues();
        if (numValues == 0 || leaf.physical() == Type.BOOLEAN) {
            return null;
        }
        int limit = Math.min(MAX_VALUES, Math.max(16, numValues / 2));
        int[] slots = new int[Integer.highestOneBit(2 * limit) * 2];
        Arrays.fill(slots, -1);
        int[] indexes = new int[numValues];
        int[] firsts = new int[limit];
        int size = 0;
        long numBytes = 0;
        for (int value = 0; value < numValues; value++) {
            int slot = (int) (hash(leaf, value) >>> 40) & slots.length - 1;
            while (slots[slot] >= 0 && !isEqual(leaf, firsts[slots[slot]], value)) {
                slot = slot + 1 & slots.length - 1;
            }
            if (slots[slot] < 0) {
                numBytes += width(leaf, value);
                if (size == limit || numBytes > MAX_BYTES) {
                    return null;
                }
                firsts[size] = value;
                slots[slot] = size++;
            }
            indexes[value] = slots[slot];
        }
        return new ValueDictionary(indexes, firsts, size);
    }

    private static int width(LeafBuffer leaf, int value) {
        return leaf.physical() == Type.BYTE_ARRAY ? 4 + leaf.end(value) - leaf.start(value) : 8;
    }

    private static long hash(LeafBuffer leaf, int value) {
        long hash = 0;
        if (leaf.physical() == Type.BYTE_ARRAY) {
            byte[] bytes = leaf.bytes();
            for (int at = leaf.start(value); at < leaf.end(value); at++) {
                hash = hash * 31 + bytes[at];
            }
        } else {
            hash = leaf.low(value);
            if (leaf.physical() == Type.FIXED_LEN_BYTE_ARRAY) {
                hash = hash * 31 + leaf.high(value);
            }
        }
        hash ^= hash >>> 32;
        return hash * 0x9E3779B97F4A7C15L;
    }

    private static boolean isEqual(LeafBuffer leaf, int value, int other) {
        if (leaf.physical() == Type.BYTE_ARRAY) {
            return Arrays.equals(
                    leaf.bytes(),
                    leaf.start(value),
                    leaf.end(value),
                    leaf.bytes(),
                    leaf.start(other),
                    leaf.end(other));
        }
        return leaf.low(value) == leaf.low(other)
                && (leaf.physical() != Type.FIXED_LEN_BYTE_ARRAY
                        || leaf.high(value) == leaf.high(other));
    }
}
