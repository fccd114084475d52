package dev.sabot.exec.function;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;

import java.nio.charset.StandardCharsets;

/// Views the bytes of one VARCHAR or VARBINARY value off-heap; reused from row to row.
///
/// VARCHAR is UTF-8; characters are Unicode code points. The view is good until it is set again.
///
/// **Threads**: one thread.
public final class Text {
    private long address;
    private int length;

    /// Views a row of a VARLEN column of any encoding.
    public void set(Column column, int row) {
        address = column.bytesAddress(row);
        length = column.valueLength(row);
    }

    /// Views bytes at an address.
    public void set(long newAddress, int newLength) {
        address = newAddress;
        length = newLength;
    }

    public long address() {
        return address;
    }

    /// Returns the number of bytes.
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /// Returns a byte as -128 to 127; those of characters past ASCII are negative.
    public byte byteAt(int index) {
        return Memory.getByte(address + index);
    }

    /// Says whether every byte is ASCII.
    public boolean isAscii() {
        return isAscii(address, length);
    }

    /// Says whether every byte of a range is ASCII.
    public static boolean isAscii(long address, int length) {
        long end = address + length;
        long at = address;
        for (; at + 8 <= end; at += 8) {
            if ((Memory.getLong(at) & 0x8080808080808080L) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (Memory.getByte(at) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Counts the characters (Unicode code points).
    public int numCharacters() {
        int count = 0;
        int index = 0;
        for (; index + 8 <= length; index += 8) {
            long bytes = Memory.getLong(address + index);
            long continuation = bytes >>> 7 & ~(bytes >>> 6) & 0x0101010101010101L;
            count += 8 - Long.bitCount(continuation);
        }
        for (; index < length; index++) {
            count += (byteAt(index) & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /// Returns the byte index where the character of an index starts, from a byte index where a
    /// character starts; the length when there are fewer characters.
    public int characterOffset(int from, long numCharacters) {
        int index = from;
        for (long left = numCharacters; left > 0 && index < length; left--) {
            index += characterBytes(index);
        }
        return Math.min(index, length);
    }

    /// Returns the bytes of the character that starts at a byte index, from its first byte.
    public int characterBytes(int index) {
        int first = byteAt(index) & 0xFF;
        if (first < 0xC0) {
            return 1;
        }
        int bytes = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return Math.min(bytes, length - index);
    }

    /// Decodes the character that starts at a byte index.
    public int codePointAt(int index) {
        int first = byteAt(index) & 0xFF;
        return switch (characterBytes(index)) {
            case 2 -> (first & 0x1F) << 6 | byteAt(index + 1) & 0x3F;
            case 3 ->
                    (first & 0x0F) << 12
                            | (byteAt(index + 1) & 0x3F) << 6
                            | byteAt(index + 2) & 0x3F;
            case 4 ->
                    (first & 0x07) << 18
                            | (byteAt(index + 1) & 0x3F) << 12
                            | (byteAt(index + 2) & 0x3F) << 6
                            | byteAt(index + 3) & 0x3F;
            default -> first;
        };
    }

    /// Returns the byte index of the first occurrence of a text from a byte index on, or -1.
    public int indexOf(Text needle, int from) {
        int last = length - needle.length;
        if (needle.length == 0) {
            return from <= length ? from : -1;
        }
        byte first = needle.byteAt(0);
        for (int index = from; index <= last; index++) {
            if (byteAt(index) == first && matches(index, needle)) {
                return index;
            }
        }
        return -1;
    }

    /// Returns the byte index of the last occurrence of a text, or -1.
    public int lastIndexOf(Text needle) {
        for (int index = length - needle.length; index >= 0; index--) {
            if (matches(index, needle)) {
                return index;
            }
        }
        return -1;
    }

    /// Says whether the bytes at an index are those of another text.
    public boolean matches(int index, Text other) {
        return index >= 0
                && index + other.length <= length
                && Memory.mismatch(address + index, other.length, other.address, other.length) < 0;
    }

    public boolean startsWith(Text prefix) {
        return matches(0, prefix);
    }

    public boolean endsWith(Text suffix) {
        return matches(length - suffix.length, suffix);
    }

    /// Says whether both texts have the same bytes.
    public boolean isSame(Text other) {
        return length == other.length && matches(0, other);
    }

    /// Compares by bytes as unsigned numbers, which is the order of code points.
    public int compare(Text other) {
        long difference = Memory.mismatch(address, length, other.address, other.length);
        if (difference < 0) {
            return 0;
        }
        if (difference == length || difference == other.length) {
            return Integer.compare(length, other.length);
        }
        return Integer.compare(
                byteAt((int) difference) & 0xFF, other.byteAt((int) difference) & 0xFF);
    }

    /// Copies the bytes to the heap.
    public byte[] toBytes() {
        byte[] bytes = new byte[length];
        Memory.copy(address, bytes, 0, length);
        return bytes;
    }

    /// Decodes the UTF-8 bytes; makes an object, so not for hot loops.
    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }
}
