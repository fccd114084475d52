package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Memory;

import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// Reads repetition or definition levels.
public final class LevelReader {
    private final int maxLevel;
    private final @Nullable HybridReader runs;
    private final byte[] unpacked;
    private int next;
    private int[] scratch = {};

    private LevelReader(int maxLevel, @Nullable HybridReader runs, byte[] unpacked) {
        if (maxLevel > Byte.MAX_VALUE) {
            throw new CorruptPageException("a column nested " + maxLevel + " levels deep");
        }
        this.maxLevel = maxLevel;
        this.runs = runs;
        this.unpacked = unpacked;
    }

    private static int bitWidth(int maxLevel) {
        return 32 - Integer.numberOfLeadingZeros(maxLevel);
    }

    /// Starts reading levels as runs that fill a range.
    public static LevelReader hybrid(long address, long end, int maxLevel) {
        HybridReader runs = new HybridReader(address, end, bitWidth(maxLevel));
        return new LevelReader(maxLevel, runs, new byte[0]);
    }

    /// Levels of the first page version, which precede the values and say where they end.
    public static final class Section {
        private final long end;
        private long address;

        public Section(long address, long end) {
            this.address = address;
            this.end = end;
        }

        /// Returns where the levels read so far end.
        public long address() {
            return address;
        }

        /// Starts reading the next levels.
        public LevelReader read(Encoding encoding, int maxLevel, int count) {
            if (encoding == Encoding.BIT_PACKED) {
                return readPacked(maxLevel, count);
            }
            if (encoding != Encoding.RLE) {
                throw new CorruptPageException("levels in encoding " + encoding);
            }
            if (end - address < 4) {
                throw new CorruptPageException("levels end behind their page");
            }
            long length = Integer.toUnsignedLong(Memory.getInt(address));
            if (length > end - address - 4) {
                throw new CorruptPageException("levels of " + length + " bytes leave their page");
            }
            long from = address + 4;
            address = from + length;
            return hybrid(from, address, maxLevel);
        }

        /// Unpacks the deprecated form, whose bits run from the most significant one.
        private LevelReader readPacked(int maxLevel, int count) {
            int width = bitWidth(maxLevel);
            long numBytes = ((long) count * width + 7) >>> 3;
            if (numBytes > end - address) {
                throw new CorruptPageException("levels of " + numBytes + " bytes leave their page");
            }
            byte[] levels = new byte[count];
            long bit = 0;
            for (int index = 0; index < count; index++) {
                int level = 0;
                for (int part = 0; part < width; part++, bit++) {
                    int value = Memory.getByte(address + (bit >>> 3));
                    level = level << 1 | value >>> (7 - (int) (bit & 7)) & 1;
                }
                levels[index] = (byte) level;
            }
            address += numBytes;
            return new LevelReader(maxLevel, null, levels);
        }
    }

    /// Reads levels.
    public void read(byte[] target, int from, int count) {
        if (runs == null) {
            checkLeft(count);
            System.arraycopy(unpacked, next, target, from, count);
            next += count;
            for (int index = from; index < from + count; index++) {
                check(target[index]);
            }
            return;
        }
        if (scratch.length < count) {
            scratch = new int[count];
        }
        runs.read(scratch, 0, count);
        for (int index = 0; index < count; index++) {
            check(scratch[index]);
            target[from + index] = (byte) scratch[index];
        }
    }

    private void check(int level) {
        if (level < 0 || level > maxLevel) {
            throw new CorruptPageException("a level of " + level + " of at most " + maxLevel);
        }
    }

    private void checkLeft(int count) {
        if (unpacked.length - next < count) {
            throw new CorruptPageException("a page has fewer levels than it says");
        }
    }

    /// Reads levels of at most 1 as bits, which must be zero before, and returns how many are 1.
    public int readBits(long[] words, int from, int count) {
        if (runs != null) {
            return runs.readBits(words, from, count);
        }
        checkLeft(count);
        int ones = 0;
        for (int index = 0; index < count; index++) {
            if (unpacked[next++] != 0) {
                Bitmap.set(words, from + index);
                ones++;
            }
        }
        return ones;
    }
}
