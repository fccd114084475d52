package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Memory;

import java.util.Arrays;

/// Reads the hybrid of run-length and bit-packed runs: levels, dictionary indexes, booleans.
///
/// Bytes up to 8 past the end may be loaded, never used: page buffers have that slack.
public final class HybridReader {
    private final long end;
    private final int bitWidth;
    private final int byteWidth;
    private long at;
    private int runLeft;
    private boolean isPacked;
    private int runValue;
    private long packedAddress;
    private long packedBit;

    public HybridReader(long address, long end, int bitWidth) {
        if (bitWidth < 0 || bitWidth > 32) {
            throw new CorruptPageException("a bit width of " + bitWidth);
        }
        this.at = address;
        this.end = end;
        this.bitWidth = bitWidth;
        this.byteWidth = (bitWidth + 7) >>> 3;
    }

    /// Reads a single bit-packed run without header that fills the range.
    static HybridReader packed(long address, long end, int bitWidth) {
        HybridReader reader = new HybridReader(end, end, bitWidth);
        reader.isPacked = true;
        reader.packedAddress = address;
        reader.runLeft = (int) Math.min(Integer.MAX_VALUE, (end - address) * 8 / bitWidth);
        return reader;
    }

    private void nextRun() {
        if (bitWidth == 0) {
            isPacked = false;
            runValue = 0;
            runLeft = Integer.MAX_VALUE;
            return;
        }
        while (runLeft == 0) {
            int header = readHeader();
            if ((header & 1) == 1) {
                long numBytes = (long) (header >>> 1) * bitWidth;
                // the last run may be cut off behind its last value
                long present = Math.min(numBytes, end - at);
                isPacked = true;
                packedAddress = at;
                packedBit = 0;
                runLeft = (int) Math.min(Integer.MAX_VALUE, present * 8 / bitWidth);
                at += present;
            } else {
                if (end - at < byteWidth) {
                    throw new CorruptPageException("a run ends behind its page");
                }
                isPacked = false;
                runValue = 0;
                for (int index = 0; index < byteWidth; index++) {
                    runValue |= (Memory.getByte(at + index) & 0xFF) << (8 * index);
                }
                if (bitWidth < 32 && runValue >>> bitWidth != 0) {
                    throw new CorruptPageException("a run of a value of too many bits");
                }
                at += byteWidth;
                runLeft = header >>> 1;
            }
        }
    }

    private int readHeader() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= end) {
                throw new CorruptPageException("a page has fewer values or levels than it says");
            }
            byte part = Memory.getByte(at++);
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new CorruptPageException("the header of a run is too long");
    }

    /// Reads values.
    public void read(int[] target, int from, int count) {
        int done = 0;
        while (done < count) {
            if (runLeft == 0) {
                nextRun();
            }
            int part = Math.min(runLeft, count - done);
            if (isPacked) {
                BitUnpacker.unpack(packedAddress, packedBit, bitWidth, target, from + done, part);
                packedBit += (long) part * bitWidth;
            } else {
                Arrays.fill(target, from + done, from + done + part, runValue);
            }
            runLeft -= part;
            done += part;
        }
    }

    /// Passes over values.
    public void skip(int count) {
        int done = 0;
        while (done < count) {
            if (runLeft == 0) {
                nextRun();
            }
            int part = Math.min(runLeft, count - done);
            packedBit += (long) part * bitWidth;
            runLeft -= part;
            done += part;
        }
    }

    /// Reads values of one bit into a bitmap and returns how many are 1. The bits of `words` from
    /// `from` on must be zero.
    public int readBits(long[] words, int from, int count) {
        int ones = 0;
        int done = 0;
        while (done < count) {
            if (runLeft == 0) {
                nextRun();
            }
            int part = Math.min(runLeft, count - done);
            if (isPacked) {
                ones += copyBits(packedAddress, packedBit, words, from + done, part);
                packedBit += part;
            } else if ((runValue & 1) == 1) {
                setBits(words, from + done, part);
                ones += part;
            }
            runLeft -= part;
            done += part;
        }
        return ones;
    }

    private static void setBits(long[] words, int from, int count) {
        int row = from;
        int left = count;
        while (left > 0) {
            int bit = row & 63;
            int part = Math.min(left, 64 - bit);
            words[row >>> 6] |= Bitmap.tailMask(part) << bit;
            row += part;
            left -= part;
        }
    }

    private static int copyBits(long address, long firstBit, long[] words, int from, int count) {
        int ones = 0;
        int done = 0;
        while (done < count) {
            // 56 bits are in one load, whatever the bit it starts at
            int bit = from + done & 63;
            int part = Math.min(Math.min(count - done, 64 - bit), 56);
            long source = firstBit + done;
            long bits =
                    Memory.getLong(address + (source >>> 3)) >>> (source & 7)
                            & Bitmap.tailMask(part);
            words[from + done >>> 6] |= bits << bit;
            ones += Long.bitCount(bits);
            done += part;
        }
        return ones;
    }
}
