package dev.sabot.exec.kernel;

import dev.sabot.batch.Memory;

/// Holds constant bytes as words, to compare them with values off-heap eight bytes at a time.
///
/// **Threads**: immutable.
public final class ConstantText {
    private final long[] words;
    private final int length;
    private final long prefix;

    public ConstantText(byte[] bytes) {
        length = bytes.length;
        words = new long[(length + 7) / 8];
        for (int index = 0; index < length; index++) {
            words[index >>> 3] |= (bytes[index] & 0xFFL) << (8 * (index & 7));
        }
        prefix = length == 0 ? 0 : Long.reverseBytes(words[0]);
    }

    /// Returns the first byte, 0 when there is none.
    public byte firstByte() {
        return words.length == 0 ? 0 : (byte) words[0];
    }

    /// Returns the last byte, 0 when there is none.
    public byte lastByte() {
        return length == 0 ? 0 : (byte) (words[length - 1 >>> 3] >>> 8 * (length - 1 & 7));
    }

    /// Returns the number of bytes.
    public int length() {
        return length;
    }

    /// Loads 1 to 8 bytes as a little-endian word with zeros above, reading nothing past them; 0
    /// for no bytes.
    public static long word(long address, int numBytes) {
        if (numBytes >= 8) {
            return Memory.getLong(address);
        }
        if (numBytes >= 4) {
            long low = Memory.getInt(address) & 0xFFFF_FFFFL;
            long high = Memory.getInt(address + numBytes - 4) & 0xFFFF_FFFFL;
            return low | high << (8 * (numBytes - 4));
        }
        if (numBytes >= 2) {
            long low = Memory.getShort(address) & 0xFFFFL;
            long high = Memory.getShort(address + numBytes - 2) & 0xFFFFL;
            return low | high << (8 * (numBytes - 2));
        }
        return numBytes == 1 ? Memory.getByte(address) & 0xFFL : 0;
    }

    /// Says whether bytes are the same.
    public boolean isEqual(long address, int numBytes) {
        return numBytes == length && startsAt(address);
    }

    /// Says whether the bytes at an address, of which there are enough, begin with these.
    public boolean startsAt(long address) {
        int at = 0;
        for (long word : words) {
            if (word(address + at, Math.min(8, length - at)) != word) {
                return false;
            }
            at += 8;
        }
        return true;
    }

    /// Orders bytes against these as unsigned numbers, the shorter of equal ones first.
    public int order(long address, int numBytes) {
        long first = Long.reverseBytes(word(address, Math.min(8, numBytes)));
        if (first != prefix) {
            return Long.compareUnsigned(first, prefix);
        }
        int common = Math.min(numBytes, length);
        for (int at = 8; at < common; at += 8) {
            int numTheirs = Math.min(8, numBytes - at);
            long theirs = Long.reverseBytes(word(address + at, numTheirs));
            long own = Long.reverseBytes(words[at >>> 3]);
            if (theirs != own) {
                return Long.compareUnsigned(theirs, own);
            }
        }
        return Integer.compare(numBytes, length);
    }

    /// Hashes bytes; for tables in memory only.
    public static long hash(long address, int numBytes) {
        long hash = numBytes * 0x9E3779B97F4A7C15L;
        for (int at = 0; at < numBytes; at += 8) {
            hash = mix(hash ^ word(address + at, Math.min(8, numBytes - at)));
        }
        return hash;
    }

    /// Returns the hash of these bytes, as [#hash(long, int)] gives for the same bytes off-heap.
    public long hash() {
        long hash = length * 0x9E3779B97F4A7C15L;
        for (long word : words) {
            hash = mix(hash ^ word);
        }
        return hash;
    }

    /// Spreads the bits of a word over all bits.
    public static long mix(long word) {
        long mixed = word * 0xFF51AFD7ED558CCDL;
        return mixed ^ mixed >>> 32;
    }
}
