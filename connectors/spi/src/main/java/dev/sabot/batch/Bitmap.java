package dev.sabot.batch;

/// Counts, sets and expands bits in `long[]` words and in off-heap bitmaps.
///
/// Bit `row` of a bitmap is bit `row & 63` of word `row >>> 6`. Off-heap bitmaps are padded to
/// whole words; the bits past the last row are undefined there and zero in heap bitmaps.
public final class Bitmap {
    private Bitmap() {}

    /// Returns the words that hold a number of bits.
    public static int words(int numBits) {
        return (numBits + 63) >>> 6;
    }

    public static boolean get(long[] words, int row) {
        return (words[row >>> 6] >>> row & 1) != 0;
    }

    public static void set(long[] words, int row) {
        words[row >>> 6] |= 1L << row;
    }

    public static void clear(long[] words, int row) {
        words[row >>> 6] &= ~(1L << row);
    }

    /// Reads a bit of an off-heap bitmap.
    public static boolean get(long address, int row) {
        return (Memory.getByte(address + (row >>> 3)) >>> (row & 7) & 1) != 0;
    }

    /// Returns the mask of the bits of the last word, all ones for a whole word.
    public static long tailMask(int numBits) {
        return (numBits & 63) == 0 ? -1L : (1L << numBits) - 1;
    }

    /// Returns a bitmap of ones for the rows and zeros past them.
    public static long[] ones(int numBits) {
        long[] words = new long[words(numBits)];
        fillOnes(words, numBits);
        return words;
    }

    /// Sets the bits of the rows and clears those past them in the last word.
    public static void fillOnes(long[] words, int numBits) {
        int count = words(numBits);
        java.util.Arrays.fill(words, 0, count, -1L);
        if (count > 0) {
            words[count - 1] = tailMask(numBits);
        }
    }

    /// Counts the ones among the rows; bits past them must be zero.
    public static int count(long[] words, int numBits) {
        int count = 0;
        for (int word = 0; word < words(numBits); word++) {
            count += Long.bitCount(words[word]);
        }
        return count;
    }

    /// Counts the ones among the rows of an off-heap bitmap.
    public static int count(long address, int numBits) {
        int whole = numBits >>> 6;
        int count = 0;
        for (int word = 0; word < whole; word++) {
            count += Long.bitCount(Memory.getLong(address + 8L * word));
        }
        if ((numBits & 63) != 0) {
            count += Long.bitCount(Memory.getLong(address + 8L * whole) & tailMask(numBits));
        }
        return count;
    }

    /// ANDs an off-heap bitmap into heap words.
    public static void and(long[] words, long address, int numBits) {
        for (int word = 0; word < words(numBits); word++) {
            words[word] &= Memory.getLong(address + 8L * word);
        }
    }

    /// Writes the row numbers of the ones, ascending, and returns how many.
    public static int expand(long[] words, int numBits, int[] rows) {
        int count = 0;
        for (int word = 0; word < words(numBits); word++) {
            long bits = words[word];
            int base = word << 6;
            if (bits == -1L) {
                for (int bit = 0; bit < 64; bit++) {
                    rows[count++] = base + bit;
                }
                continue;
            }
            while (bits != 0) {
                rows[count++] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
        }
        return count;
    }
}
