package dev.sabot.format.json.decode;

/// Reads digits eight at a time.
///
/// @see "Lemire: Quickly parsing eight digits"
final class Digits {
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long PAIRS = 0x000000FF000000FFL;

    private Digits() {}

    /// Returns a word of text with each digit as its number, anything else as more than 9.
    static long of(long word) {
        return word ^ 0x3030303030303030L;
    }

    /// Marks the bytes that are no digits; exact up to the first mark.
    static long others(long digits) {
        return (digits | digits + 0x0606060606060606L) & HIGH_NIBBLES;
    }

    /// Returns how many digits the word begins with.
    static int count(long digits) {
        return Long.numberOfTrailingZeros(others(digits)) >>> 3;
    }

    /// Returns the number that the first one to seven digits make, or 0 for none.
    static long value(long digits, int count) {
        // moved to the end, with zeros before them
        long moved = count == 0 ? 0 : digits << 64 - (count << 3);
        long pairs = pairs(moved);
        return (pairs & PAIRS) * 0x000F424000000064L + (pairs >>> 16 & PAIRS) * 0x0000271000000001L
                >>> 32;
    }

    /// Returns, at the place of each digit, the number it makes with the next.
    static long pairs(long digits) {
        return digits * 10 + (digits >>> 8);
    }
}
