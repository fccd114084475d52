package dev.sabot.format.json.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads lines of bytes; those of blanks alone are left out.
final class LineReader {
    private final InputStream input;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int limit;
    private int lineEnd;
    private long lineNumber;
    private boolean isInputRead;

    LineReader(InputStream input) {
        this.input = input;
    }

    /// Moves to the next line that has more than blanks, or returns false at the end.
    boolean next() throws IOException {
        from = lineNumber == 0 ? 0 : lineEnd + 1;
        while (true) {
            int at = from;
            while (true) {
                while (at < limit && buffer[at] != '\n') {
                    at++;
                }
                if (at < limit || isInputRead) {
                    break;
                }
                at -= from;
                fill();
                at += from;
            }
            if (at >= limit && from >= limit) {
                return false;
            }
            lineEnd = at;
            lineNumber++;
            if (lineNumber == 1 && startsWithByteOrderMark()) {
                from += 3;
            }
            if (hasText()) {
                return true;
            }
            from = lineEnd + 1;
        }
    }

    private boolean startsWithByteOrderMark() {
        return length() >= 3
                && buffer[from] == (byte) 0xEF
                && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF;
    }

    private boolean hasText() {
        for (int at = from; at < lineEnd; at++) {
            byte b = buffer[at];
            if (b != ' ' && b != '\t' && b != '\r') {
                return true;
            }
        }
        return false;
    }

    private void fill() throws IOException {
        int used = limit - from;
        if (used > JsonRecords.MAX_RECORD_BYTES) {
            throw new RecordTooLongException();
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, used);
            limit = used;
            from = 0;
        } else if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = input.read(buffer, limit, buffer.length - limit);
        isInputRead = count < 0;
        limit += Math.max(0, count);
    }

    /// Returns the blanks the line starts with.
    int blanks() {
        int at = from;
        while (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\r') {
            at++;
        }
        return at - from;
    }

    /// Says whether there is nothing but blanks behind the line.
    boolean isLast() throws IOException {
        int start = from;
        int end = lineEnd;
        long number = lineNumber;
        byte[] line = Arrays.copyOfRange(buffer, start, end);
        boolean isLast = !next();
        int blankLines = isLast ? 0 : (int) (lineNumber - number - 1);
        // the line goes back in front of what was read
        byte[] behind = Arrays.copyOfRange(buffer, isLast ? limit : from, limit);
        int gap = 1 + blankLines;
        byte[] both = Arrays.copyOf(line, line.length + gap + behind.length);
        Arrays.fill(both, line.length, line.length + gap, (byte) '\n');
        System.arraycopy(behind, 0, both, line.length + gap, behind.length);
        buffer = both;
        from = 0;
        lineEnd = line.length;
        limit = both.length;
        lineNumber = number;
        return isLast;
    }

    /// Lends the bytes of the line, from [#start()] on, until the next call.
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return from;
    }

    int length() {
        return lineEnd - from;
    }

    /// Returns the number of the line, counted from 1.
    long lineNumber() {
        return lineNumber;
    }

    /// Returns what has not been read as lines, the present line included.
    InputStream rest() {
        byte[] read = Arrays.copyOfRange(buffer, from, limit);
        return new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(read), input);
    }
}
