package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Memory;

/// Unpacks integers of a fixed number of bits, least significant bit first.
///
/// Reference: value `i` is bits `firstBit + i * width` and following. Up to 8 bytes behind the last
/// value may be loaded, never used.
final class BitUnpacker {
    private BitUnpacker() {}

    /// Unpacks values of 1 to 32 bits.
    static void unpack(long address, long firstBit, int width, int[] target, int from, int count) {
        int done = 0;
        if (width <= 8) {
            // up to the first value that starts at a whole byte
            int lead = Math.min(count, leadingValues(firstBit, width));
            slow(address, firstBit, width, target, from, lead);
            done = lead;
            int groups = count - done >>> 3;
            if (groups > 0) {
                long start = address + (firstBit + (long) done * width >>> 3);
                unpackGroups(start, width, target, from + done, groups);
                done += groups << 3;
            }
        }
        slow(address, firstBit + (long) done * width, width, target, from + done, count - done);
    }

    private static int leadingValues(long firstBit, int width) {
        int lead = 0;
        while ((firstBit + (long) lead * width & 7) != 0) {
            lead++;
        }
        return lead;
    }

    /// Unpacks groups of eight values, each group in `width` bytes.
    private static void unpackGroups(long start, int width, int[] target, int from, int groups) {
        int mask = (1 << width) - 1;
        int to = from;
        for (int group = 0; group < groups; group++) {
            long bits = Memory.getLong(start + (long) group * width);
            target[to] = (int) bits & mask;
            target[to + 1] = (int) (bits >>> width) & mask;
            target[to + 2] = (int) (bits >>> 2 * width) & mask;
            target[to + 3] = (int) (bits >>> 3 * width) & mask;
            target[to + 4] = (int) (bits >>> 4 * width) & mask;
            target[to + 5] = (int) (bits >>> 5 * width) & mask;
            target[to + 6] = (int) (bits >>> 6 * width) & mask;
            target[to + 7] = (int) (bits >>> 7 * width) & mask;
            to += 8;
        }
    }

    private static void slow(
            long address, long firstBit, int width, int[] target, int from, int count) {
        long mask = (1L << width) - 1;
        for (int index = 0; index < count; index++) {
            long bit = firstBit + (long) index * width;
            target[from + index] =
                    (int) (Memory.getLong(address + (bit >>> 3)) >>> (bit & 7) & mask);
        }
    }

    /// Unpacks values of 0 to 64 bits.
    static void unpack(long address, long firstBit, int width, long[] target, int from, int count) {
        if (width == 0) {
            java.util.Arrays.fill(target, from, from + count, 0);
            return;
        }
        long mask = width == 64 ? -1L : (1L << width) - 1;
        if (width <= 57) {
            for (int index = 0; index < count; index++) {
                long bit = firstBit + (long) index * width;
                target[from + index] = Memory.getLong(address + (bit >>> 3)) >>> (bit & 7) & mask;
            }
            return;
        }
        for (int index = 0; index < count; index++) {
            long bit = firstBit + (long) index * width;
            int shift = (int) (bit & 7);
            long low = Memory.getLong(address + (bit >>> 3)) >>> shift;
            // shifted in two steps, because a shift by 64 would be none
            long high = (long) Memory.getByte(address + (bit >>> 3) + 8) << (63 - shift) << 1;
            target[from + index] = (low | high) & mask;
        }
    }
}
