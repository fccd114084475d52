package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Memory;

/// Reads DELTA_BINARY_PACKED integers: blocks of bit-packed differences to their smallest.
final class DeltaReader {
    private static final int MAX_BLOCK_VALUES = 1 << 16;

    private final long end;
    private final int bits;
    private final int miniblocks;
    private final int miniblockValues;
    private final long[] values;
    private final int[] widths;
    private long at;
    private long left;
    private long last;
    private long minDelta;
    private int nextMiniblock;
    private int valueIndex;
    private int valueCount;

    /// @param bits 32 or 64: differences wrap around at this width
    DeltaReader(long address, long end, int bits) {
        this.at = address;
        this.end = end;
        this.bits = bits;
        long blockValues = readVarint();
        long count = readVarint();
        this.left = readVarint();
        if (blockValues < 1
                || blockValues > MAX_BLOCK_VALUES
                || count < 1
                || count > blockValues
                || blockValues % count != 0
                || left < 0
                || left > Integer.MAX_VALUE) {
            throw new CorruptPageException(
                    "a delta block of " + blockValues + " values in " + count + " parts");
        }
        this.miniblocks = (int) count;
        this.miniblockValues = (int) (blockValues / count);
        this.values = new long[miniblockValues];
        this.widths = new int[miniblocks];
        this.nextMiniblock = miniblocks;
        long first = readVarint();
        this.last = first >>> 1 ^ -(first & 1);
        if (left > 0) {
            values[0] = last;
            valueCount = 1;
        }
    }

    /// Returns the values not yet read.
    long left() {
        return left;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw new CorruptPageException("delta values end behind their page");
            }
            byte part = Memory.getByte(at++);
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new CorruptPageException("a number of more than 64 bits");
    }

    private void startBlock() {
        long delta = readVarint();
        minDelta = delta >>> 1 ^ -(delta & 1);
        if (end - at < miniblocks) {
            throw new CorruptPageException("delta values end behind their page");
        }
        for (int index = 0; index < miniblocks; index++) {
            widths[index] = Memory.getByte(at++) & 0xFF;
        }
        nextMiniblock = 0;
    }

    /// Moves to the next miniblock and returns its first byte; only the values that count are
    /// checked to be there, because writers may cut off the last miniblock.
    private long takeMiniblock(long wanted) {
        if (nextMiniblock == miniblocks) {
            startBlock();
        }
        int width = widths[nextMiniblock];
        if (width > 64) {
            throw new CorruptPageException("a bit width of " + width);
        }
        long needed = (Math.min(wanted, miniblockValues) * width + 7) / 8;
        if (end - at < needed) {
            throw new CorruptPageException("delta values end behind their page");
        }
        long from = at;
        at += Math.min(end - at, ((long) miniblockValues * width + 7) / 8);
        return from;
    }

    private void readMiniblock() {
        if (left <= 0) {
            throw new CorruptPageException("a page has fewer values than it says");
        }
        long from = takeMiniblock(left);
        int width = widths[nextMiniblock++];
        int count = (int) Math.min(left, miniblockValues);
        BitUnpacker.unpack(from, 0, width, values, 0, count);
        long value = last;
        long delta = minDelta;
        for (int index = 0; index < count; index++) {
            value += values[index] + delta;
            values[index] = value;
        }
        last = value;
        valueIndex = 0;
        valueCount = count;
    }

    private int ready(int wanted) {
        if (valueIndex == valueCount) {
            readMiniblock();
        }
        int part = Math.min(wanted, valueCount - valueIndex);
        left -= part;
        return part;
    }

    /// Writes values in `bits` bits each.
    void readRaw(int count, long target) {
        int done = 0;
        while (done < count) {
            int part = ready(count - done);
            if (bits == 64) {
                Memory.copy(values, valueIndex, target + 8L * done, part);
            } else {
                for (int index = 0; index < part; index++) {
                    Memory.putInt(target + 4L * (done + index), (int) values[valueIndex + index]);
                }
            }
            valueIndex += part;
            done += part;
        }
    }

    /// Reads values as lengths: non-negative and within 31 bits.
    void readLengths(int[] target, int count) {
        int done = 0;
        while (done < count) {
            int part = ready(count - done);
            for (int index = 0; index < part; index++) {
                int length = (int) values[valueIndex + index];
                if (length < 0) {
                    throw new CorruptPageException("a value of " + length + " bytes");
                }
                target[done + index] = length;
            }
            valueIndex += part;
            done += part;
        }
    }

    void skip(int count) {
        int done = 0;
        while (done < count) {
            int part = ready(count - done);
            valueIndex += part;
            done += part;
        }
    }

    /// Returns where the bytes behind all values start. To be called before any value is read.
    static long findEnd(long address, long end) {
        DeltaReader reader = new DeltaReader(address, end, 64);
        long rest = reader.left - 1;
        while (rest > 0) {
            reader.takeMiniblock(rest);
            reader.nextMiniblock++;
            rest -= reader.miniblockValues;
        }
        // the block's unused miniblocks have widths, but no bytes
        return reader.at;
    }
}
