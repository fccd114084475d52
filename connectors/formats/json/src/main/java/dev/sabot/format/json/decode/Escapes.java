package dev.sabot.format.json.decode;

/// Reads what follows a backslash in a string.
final class Escapes {
    private Escapes() {}

    /// Returns the place after an escape, or [Scanner#FAILED]. A pair of surrogates is two escapes.
    static int skip(Scanner scanner, int at) {
        byte[] bytes = scanner.buffer();
        switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                for (int place = at + 2; place < at + 6; place++) {
                    if (Character.digit(bytes[place], 16) < 0) {
                        return scanner.failAt(place, "a hexadecimal digit is expected");
                    }
                }
                return at + 6;
            }
            default -> {
                return scanner.failAt(at, "no escape of JSON");
            }
        }
    }

    private static int unit(byte[] bytes, int at) {
        int unit = 0;
        for (int place = at + 2; place < at + 6; place++) {
            unit = unit << 4 | Character.digit(bytes[place], 16);
        }
        return unit;
    }

    /// Says whether the escape at a place, which is one, is the first half of a pair.
    static boolean isHighSurrogate(byte[] bytes, int at) {
        return bytes[at + 1] == 'u' && Character.isHighSurrogate((char) unit(bytes, at));
    }

    /// Says whether the second half of a pair stands at a place, whatever that is.
    private static boolean isLowSurrogate(byte[] bytes, int at) {
        if (bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return false;
        }
        for (int place = at + 2; place < at + 6; place++) {
            if (Character.digit(bytes[place], 16) < 0) {
                return false;
            }
        }
        return Character.isLowSurrogate((char) unit(bytes, at));
    }

    /// Writes what an escape, or the pair of surrogates it begins, stands for as UTF-8 and returns
    /// the place after it, or -1 for half of a pair. It takes no more bytes than the escape.
    static int decode(byte[] bytes, int at, byte[] target, int to) {
        byte c = bytes[at + 1];
        if (c != 'u') {
            target[to] =
                    switch (c) {
                        case 'b' -> (byte) '\b';
                        case 'f' -> (byte) '\f';
                        case 'n' -> (byte) '\n';
                        case 'r' -> (byte) '\r';
                        case 't' -> (byte) '\t';
                        default -> c;
                    };
            return to + 1;
        }
        int point = unit(bytes, at);
        if (Character.isSurrogate((char) point)) {
            if (!Character.isHighSurrogate((char) point) || !isLowSurrogate(bytes, at + 6)) {
                return -1;
            }
            point = Character.toCodePoint((char) point, (char) unit(bytes, at + 6));
        }
        return Utf8.put(point, target, to);
    }
}
