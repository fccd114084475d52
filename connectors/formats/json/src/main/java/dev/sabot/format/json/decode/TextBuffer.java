package dev.sabot.format.json.decode;

import java.util.Arrays;

/// A growing run of bytes.
final class TextBuffer {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    private byte[] bytes = new byte[1_024];
    private int used;

    /// Lends the bytes; [#reserve] may replace them.
    byte[] bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    /// Cuts or extends the run to a length that was reserved.
    void setUsed(int newUsed) {
        used = newUsed;
    }

    /// Makes room for more bytes after those used and returns the array.
    byte[] reserve(int more) {
        long needed = (long) used + more;
        if (needed > bytes.length) {
            if (needed > MAX_BYTES) {
                throw new IllegalArgumentException("more than 2 GiB of text in one batch column");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * used)));
        }
        return bytes;
    }
}
