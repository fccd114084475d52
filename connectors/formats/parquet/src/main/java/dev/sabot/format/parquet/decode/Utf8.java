package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Memory;

/// Checks text.
final class Utf8 {
    private Utf8() {}

    /// Throws unless each value is UTF-8 by itself.
    static void check(long bytes, long offsets, int count) {
        int start = Memory.getInt(offsets);
        for (int row = 0; row < count; row++) {
            int stop = Memory.getInt(offsets + 4L * (row + 1));
            if (!isValid(bytes + start, bytes + stop)) {
                throw new CorruptPageException("a text is not valid UTF-8");
            }
            start = stop;
        }
    }

    static boolean isValid(long from, long end) {
        long at = from;
        while (at < end) {
            if (end - at >= 8 && (Memory.getLong(at) & 0x8080808080808080L) == 0) {
                at += 8;
                continue;
            }
            int lead = Memory.getByte(at);
            if (lead >= 0) {
                at++;
                continue;
            }
            int length = sequenceLength(lead & 0xFF);
            if (length == 0 || end - at < length || !isSequence(at, length, lead & 0xFF)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static int sequenceLength(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    }

    private static boolean isSequence(long at, int length, int lead) {
        int second = Memory.getByte(at + 1) & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return false;
        }
        for (int index = 2; index < length; index++) {
            if ((Memory.getByte(at + index) & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
