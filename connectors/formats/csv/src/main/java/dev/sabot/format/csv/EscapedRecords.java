package dev.sabot.format.csv;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Records whose quoted fields have an escape character of their own, such as a backslash: inside
/// quotes it takes the meaning from the character that follows.
final class EscapedRecords implements RecordReader {
    private static final int END = -1;

    private final Utf8Reader input;
    private final String path;
    private final RecordBuffer buffer;
    private final int delimiter;
    private final int quote;
    private final int escape;
    private final int comment;
    private final char[] chars = new char[1 << 14];
    private int position;
    private int limit;
    private long line;
    private boolean isAfterReturn;

    EscapedRecords(Utf8Reader input, Dialect dialect, String path) {
        this.input = input;
        this.path = path;
        this.buffer = new RecordBuffer(path);
        this.delimiter = dialect.delimiter();
        this.quote = code(dialect.quote());
        this.escape = code(dialect.escape());
        this.comment = code(dialect.comment());
        this.line = input.linesBefore() + 1;
    }

    private static int code(@Nullable Character c) {
        return c == null ? END - 1 : c;
    }

    @Override
    public boolean next() {
        int c = read();
        while (c == comment) {
            while (c != END && !isLineEnd(c)) {
                c = read();
            }
            c = c == END ? END : read();
        }
        buffer.start(line - (c == '\n' || c == '\r' ? 1 : 0));
        if (c == END) {
            return false;
        }
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

    /// Reads up to the end of a field and returns the character behind it.
    private int readPlain(int first) {
        int c = first;
        while (c != delimiter && c != END && !isLineEnd(c)) {
            buffer.add((char) c);
            c = read();
        }
        return c;
    }

    private int readQuoted() {
        while (true) {
            int c = read(true);
            if (c == escape) {
                c = read(true);
            } else if (c == quote) {
                int behind = read();
                if (behind != delimiter && behind != END && !isLineEnd(behind)) {
                    throw buffer.malformed(
                            "has the character '"
                                    + (char) behind
                                    + "' behind a closing quote; see the options 'delimiter',"
                                    + " 'quote' and 'escape'");
                }
                return behind;
            }
            if (c == END) {
                throw buffer.malformed(
                        "has a quote that is never closed; the file may be cut off, or the option"
                                + " 'quote' names the wrong character");
            }
            buffer.add((char) c);
        }
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    /// Returns the next character outside quotes; of a carriage return and line feed, the first alone.
    private int read() {
        return read(false);
    }

    private int read(boolean isInQuotes) {
        while (true) {
            if (position == limit) {
                limit = Math.max(0, input.read(chars, 0, chars.length));
                position = 0;
                if (limit == 0) {
                    return END;
                }
            }
            char c = chars[position++];
            boolean isSecondOfPair = c == '\n' && isAfterReturn;
            isAfterReturn = c == '\r';
            line += isLineEnd(c) && !isSecondOfPair ? 1 : 0;
            if (isInQuotes || !isSecondOfPair) {
                return c;
            }
        }
    }

    @Override
    public RecordBuffer buffer() {
        return buffer;
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
