package dev.sabot.format.parquet.codec;

import dev.sabot.batch.Memory;

import java.io.IOException;

/// Inflates Snappy data between addresses.
///
/// Written here because the ready-made native library took 1.4 times as long on columns of numbers.
/// Short pieces are copied as whole words; so up to [#SLACK_BYTES] bytes behind the output are
/// overwritten, and as many behind the input loaded: the buffers of pages have that slack.
final class SnappyInflater {
    static final int SLACK_BYTES = 64;
    private static final int SHORT_BYTES = 16;

    /// By the tag of a copy: its length in 8 bits, high bits of its offset in place, and from bit
    /// 16 on how many bits of the offset follow.
    private static final int[] COPIES = new int[256];

    static {
        for (int tag = 0; tag < 256; tag++) {
            int length = (tag >>> 2) + 1;
            COPIES[tag] =
                    switch (tag & 3) {
                        case 1 -> (tag >>> 2 & 7) + 4 | (tag & 0xE0) << 3 | 8 << 16;
                        case 2 -> length | 16 << 16;
                        case 3 -> length | 32 << 16;
                        default -> 0;
                    };
        }
    }

    private SnappyInflater() {}

    /// Inflates to exactly `inflated` bytes.
    static void inflate(long from, int numBytes, long to, int inflated) throws IOException {
        long in = from;
        long inEnd = from + numBytes;
        long stated = 0;
        int shift = 0;
        while (true) {
            if (in >= inEnd || shift > 28) {
                throw new IOException("Snappy data without a size");
            }
            byte part = Memory.getByte(in++);
            stated |= (part & 0x7FL) << shift;
            shift += 7;
            if (part >= 0) {
                break;
            }
        }
        if (stated != inflated) {
            throw new IOException("Snappy data of another size than the page states");
        }
        if (run(in, inEnd, to, to + inflated) != to + inflated) {
            throw new IOException("Snappy data is cut off or malformed");
        }
    }

    /// Returns where the output ends, or an address outside it when the input makes no sense.
    private static long run(long inStart, long inEnd, long outStart, long outEnd) {
        long in = inStart;
        long out = outStart;
        while (in < inEnd) {
            int tag = Memory.getByte(in) & 0xFF;
            int kind = tag & 3;
            if (kind == 0) {
                long length = (tag >>> 2) + 1L;
                in++;
                if (length <= SHORT_BYTES) {
                    if (length > inEnd - in || length > outEnd - out) {
                        return -1;
                    }
                    Memory.putLong(out, Memory.getLong(in));
                    Memory.putLong(out + 8, Memory.getLong(in + 8));
                } else {
                    if (length > 60) {
                        int lengthBytes = (int) length - 60;
                        long mask = ~(-1L << 8 * lengthBytes);
                        length = (Memory.getInt(in) & mask) + 1;
                        in += lengthBytes;
                    }
                    if (length > inEnd - in || length > outEnd - out) {
                        return -1;
                    }
                    copyLong(in, out, length);
                }
                in += length;
                out += length;
                continue;
            }
            int copy = COPIES[tag];
            int length = copy & 0xFF;
            int offsetBits = copy >>> 16;
            long offset = (copy & 0x700) + (Memory.getInt(in + 1) & ~(-1L << offsetBits));
            // 1, 2 or 4 bytes by kind; computed, because the next tag waits for it
            in += 1 + kind + (kind & kind >>> 1);
            // an offset of 0 becomes the largest number
            if (offset - 1 >= out - outStart || offset == 0 || length > outEnd - out) {
                return -1;
            }
            if (offset >= 8) {
                Memory.putLong(out, Memory.getLong(out - offset));
                Memory.putLong(out + 8, Memory.getLong(out - offset + 8));
                if (length > SHORT_BYTES) {
                    copyRest(out - offset, out);
                }
            } else {
                repeat(out - offset, out, length, offset);
            }
            out += length;
        }
        return in == inEnd ? out : -1;
    }

    private static void copyLong(long from, long to, long length) {
        if (length > SLACK_BYTES) {
            Memory.copy(from, to, length);
            return;
        }
        Memory.putLong(to, Memory.getLong(from));
        Memory.putLong(to + 8, Memory.getLong(from + 8));
        copyRest(from, to);
    }

    /// Copies bytes 16 to 64, word by word in ascending order: the ranges may overlap by all but 8.
    private static void copyRest(long from, long to) {
        Memory.putLong(to + 16, Memory.getLong(from + 16));
        Memory.putLong(to + 24, Memory.getLong(from + 24));
        Memory.putLong(to + 32, Memory.getLong(from + 32));
        Memory.putLong(to + 40, Memory.getLong(from + 40));
        Memory.putLong(to + 48, Memory.getLong(from + 48));
        Memory.putLong(to + 56, Memory.getLong(from + 56));
    }

    /// Copies bytes that may overlap their copy: what was just written is read again.
    private static void repeat(long from, long to, int length, long offset) {
        long at = to;
        long end = to + length;
        long distance = offset;
        while (distance < 8 && at < end) {
            // each step doubles what can be copied at once
            Memory.putLong(at, Memory.getLong(from));
            at += distance;
            distance += distance;
        }
        for (; at < end; at += 8) {
            Memory.putLong(at, Memory.getLong(at - distance));
        }
    }
}
