package dev.sabot.connector.nexmark;

import dev.sabot.batch.ColumnBuilder;

import java.nio.charset.StandardCharsets;

/// A text of an event: a part of some bytes.
final class EventText {
    private byte[] bytes = new byte[128];
    private final byte[] own = bytes;
    private int from;
    private int length;

    /// Becomes a part of others' bytes.
    void set(byte[] source, int start, int count) {
        bytes = source;
        from = start;
        length = count;
    }

    void set(byte[] source) {
        set(source, 0, source.length);
    }

    /// Becomes an empty text that can be appended to, up to 128 bytes.
    void clear() {
        set(own, 0, 0);
    }

    void append(byte[] source) {
        System.arraycopy(source, 0, own, length, source.length);
        length += source.length;
    }

    void append(char c) {
        own[length++] = (byte) c;
    }

    /// Takes blanks away at both ends.
    void trim() {
        while (length > 0 && bytes[from + length - 1] == ' ') {
            length--;
        }
        while (length > 0 && bytes[from] == ' ') {
            from++;
            length--;
        }
    }

    int length() {
        return length;
    }

    void appendTo(ColumnBuilder builder) {
        builder.appendBytes(bytes, from, length);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }
}
