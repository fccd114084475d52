package dev.sabot.format.csv;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Splits text into records of fields: RFC 4180 with any delimiter, quote and escape character, and
/// line feeds, carriage returns or both between records.
///
/// A quote counts at the start of a field only; elsewhere it is a character like any other. Inside
/// quotes the escape character takes the meaning from the one that follows; when the quote escapes
/// itself, two of them are one.
///
/// **Threads**: one thread.
final class RecordReader implements AutoCloseable {
    private static final int BUFFER_CHARS = 1 << 15;

    /// What [#read] returns at the end, no character.
    private static final int END = -1;

    /// What stands for a character that the dialect does not have.
    private static final int NONE = -2;

    private final Utf8Reader input;
    private final String path;
    private final RecordBuffer buffer;
    private final int delimiter;
    private final int quote;
    private final int escape;
    private final int comment;
    private final char[] chars = new char[BUFFER_CHARS];
    private int position;
    private int limit;
    private long line;
    private boolean isAfterReturn;

    RecordReader(Utf8Reader input, Dialect dialect, String path) {
        this.input = input;
        this.path = path;
        this.buffer = new RecordBuffer(path);
        this.delimiter = dialect.delimiter();
        this.quote = code(dialect.quote());
        this.escape = dialect.isStandard() ? quote : code(dialect.escape());
        this.comment = code(dialect.comment());
        this.line = input.linesBefore() + 1;
    }

    private static int code(@Nullable Character c) {
        return c == null ? NONE : c;
    }

    /// Lends the buffer of the last record.
    RecordBuffer buffer() {
        return buffer;
    }

    /// Reads the next record into the buffer, or returns false at the end. Comments are left out.
    ///
    /// **Errors**: MALFORMED_FILE with path and line.
    boolean next() {
        int c = read();
        while (c == comment) {
            while (c != END && !isLineEnd(c)) {
                c = read();
            }
            c = c == END ? END : read();
        }
        if (c == END) {
            return false;
        }
        buffer.start(isLineEnd(c) ? line - 1 : line);
        if (isLineEnd(c)) {
            return true;
        }
        while (true) {
            boolean isQuoted = c == quote;
            c = isQuoted ? readQuoted() : readPlain(c);
            buffer.endField(isQuoted);
            if (c != delimiter) {
                return true;
            }
            c = read();
        }
    }

    /// Reads a field from its first character on and returns the character behind it.
    private int readPlain(int first) {
        if (first == delimiter || first == END || isLineEnd(first)) {
            return first;
        }
        int from = position - 1;
        while (true) {
            int at = position;
            int end = limit;
            while (at < end && chars[at] != delimiter && chars[at] != '\n' && chars[at] != '\r') {
                at++;
            }
            buffer.add(chars, from, at - from);
            position = at;
            if (at < end || !fill()) {
                return read();
            }
            from = 0;
        }
    }

    /// Reads a field behind its opening quote and returns the character behind its closing one.
    private int readQuoted() {
        while (true) {
            copyPlainQuoted();
            int c = position < limit || fill() ? chars[position] : END;
            if (c == END) {
                throw unclosed();
            }
            if (c != quote && c != escape) {
                continue;
            }
            position++;
            boolean hasNext = position < limit || fill();
            if (c == escape && c != quote) {
                if (!hasNext) {
                    throw unclosed();
                }
                copyOne();
            } else if (c == escape && hasNext && chars[position] == quote) {
                copyOne();
            } else {
                isAfterReturn = false;
                return behindQuote();
            }
        }
    }

    /// Copies characters up to one that may have a meaning inside quotes.
    private void copyPlainQuoted() {
        int from = position;
        int at = from;
        for (; at < limit; at++) {
            char c = chars[at];
            if (c == quote || c == escape) {
                break;
            }
            countLine(c);
        }
        buffer.add(chars, from, at - from);
        position = at;
    }

    private void copyOne() {
        countLine(chars[position]);
        buffer.add(chars, position, 1);
        position++;
    }

    private int behindQuote() {
        int c = read();
        if (c != delimiter && c != END && !isLineEnd(c)) {
            throw buffer.malformed(
                    "has the character '"
                            + (char) c
                            + "' behind a closing quote; see the options 'delimiter', 'quote' and"
                            + " 'escape'");
        }
        return c;
    }

    private SabotException unclosed() {
        return buffer.malformed(
                "has a quote that is never closed; the file may be cut off, or the option 'quote'"
                        + " names the wrong character");
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private void countLine(char c) {
        if (c <= '\r') {
            line += c == '\r' || c == '\n' && !isAfterReturn ? 1 : 0;
        }
        isAfterReturn = c == '\r';
    }

    /// Returns the next character outside quotes; of a carriage return and line feed, the first
    /// alone.
    private int read() {
        while (position < limit || fill()) {
            char c = chars[position++];
            boolean isSecondOfPair = c == '\n' && isAfterReturn;
            countLine(c);
            if (!isSecondOfPair) {
                return c;
            }
        }
        return END;
    }

    private boolean fill() {
        position = 0;
        limit = Math.max(0, input.read(chars, 0, chars.length));
        return limit > 0;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new SabotException(ErrorCode.FILE_IO, path + ": " + e.getMessage(), e);
        }
    }
}
