package dev.sabot.format.json.decode;

/// Checks and writes UTF-8.
final class Utf8 {
    private Utf8() {}

    private static boolean isNext(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /// Returns the place after a character past ASCII, or [Scanner#FAILED]: for control characters,
    /// bytes that are no UTF-8 in its shortest form, and halves of surrogate pairs.
    static int skip(Scanner scanner, int at) {
        byte[] bytes = scanner.buffer();
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return at < scanner.limit()
                    ? scanner.failAt(at, "a control character in a string is to be escaped")
                    : scanner.failAt(at, "the string does not end");
        }
        byte second = bytes[at + 1];
        if (first >= 0xC2 && first <= 0xDF && isNext(second)) {
            return at + 2;
        }
        if (first >= 0xE0 && first <= 0xEF && isNext(second) && isNext(bytes[at + 2])) {
            int point = (first & 0xF) << 12 | (second & 0x3F) << 6;
            if (point >= 0x800 && (point < 0xD800 || point > 0xDFFF)) {
                return at + 3;
            }
        }
        if (first >= 0xF0
                && first <= 0xF4
                && isNext(second)
                && isNext(bytes[at + 2])
                && isNext(bytes[at + 3])) {
            int point = (first & 0x7) << 18 | (second & 0x3F) << 12;
            if (point >= 0x10000 && point <= 0x10FFFF) {
                return at + 4;
            }
        }
        return scanner.failAt(at, "the bytes are no UTF-8");
    }

    /// Writes a character and returns the place after it.
    static int put(int point, byte[] target, int to) {
        int next = to;
        if (point < 0x80) {
            target[next++] = (byte) point;
        } else if (point < 0x800) {
            target[next++] = (byte) (0xC0 | point >> 6);
            target[next++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            target[next++] = (byte) (0xE0 | point >> 12);
            target[next++] = (byte) (0x80 | point >> 6 & 0x3F);
            target[next++] = (byte) (0x80 | point & 0x3F);
        } else {
            target[next++] = (byte) (0xF0 | point >> 18);
            target[next++] = (byte) (0x80 | point >> 12 & 0x3F);
            target[next++] = (byte) (0x80 | point >> 6 & 0x3F);
            target[next++] = (byte) (0x80 | point & 0x3F);
        }
        return next;
    }
}
