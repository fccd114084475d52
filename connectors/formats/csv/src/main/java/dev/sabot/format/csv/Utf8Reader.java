package dev.sabot.format.csv;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/// Decodes UTF-8 strictly: bad bytes and NUL are errors with their line. A byte order mark at the
/// start is left out.
///
/// **Errors**: MALFORMED_FILE with path and line; also for broken compression.
final class Utf8Reader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream input;
    private final String path;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private boolean isInputRead;
    private boolean isStarted;
    private boolean isEnded;
    private long linesBefore;
    private char last = '\n';

    Utf8Reader(InputStream input, String path) {
        this.input = input;
        this.path = path;
    }

    /// Leaves out lines at the start, whatever their bytes; to be called before reading.
    void skipLines(int count) {
        boolean isAfterReturn = false;
        while (linesBefore < count || isAfterReturn) {
            if (!bytes.hasRemaining()) {
                fill();
                if (isInputRead) {
                    return;
                }
            }
            byte next = bytes.get(bytes.position());
            if (isAfterReturn && next != '\n' && linesBefore == count) {
                return;
            }
            bytes.get();
            linesBefore += next == '\r' || next == '\n' && !isAfterReturn ? 1 : 0;
            isAfterReturn = next == '\r';
        }
    }

    /// Returns the lines that ended before the place read up to.
    long linesBefore() {
        return linesBefore;
    }

    @Override
    public int read(char[] target, int from, int length) {
        if (length == 0) {
            return 0;
        }
        CharBuffer chars = CharBuffer.wrap(target, from, length).slice();
        while (chars.position() == 0 && !isEnded) {
            decode(chars);
            if (!isStarted && chars.position() > 0) {
                isStarted = true;
                if (chars.get(0) == BYTE_ORDER_MARK) {
                    chars.flip().position(1);
                    chars.compact();
                }
            }
        }
        int count = chars.position();
        check(target, from, count);
        return count > 0 ? count : -1;
    }

    private void decode(CharBuffer chars) {
        if (!isInputRead && bytes.remaining() < 4) {
            fill();
        }
        CoderResult result = decoder.decode(bytes, chars, isInputRead);
        if (result.isError()) {
            check(chars.array(), chars.arrayOffset(), chars.position());
            throw malformed(
                    "the bytes are no UTF-8 text; only UTF-8 can be read, convert the file");
        }
        if (result.isOverflow() && chars.position() == 0) {
            throw new IllegalStateException("room for a pair of characters is needed");
        }
        isEnded = isInputRead && !bytes.hasRemaining();
    }

    private void fill() {
        bytes.compact();
        try {
            int count = input.read(bytes.array(), bytes.position(), bytes.remaining());
            if (count < 0) {
                isInputRead = true;
            } else {
                bytes.position(bytes.position() + count);
            }
        } catch (EOFException | ZipException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    path + ": the compressed data is broken or cut off: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new SabotException(ErrorCode.FILE_IO, path + ": " + e.getMessage(), e);
        }
        bytes.flip();
    }

    private void check(char[] chars, int from, int count) {
        char previous = last;
        for (int index = from; index < from + count; index++) {
            char c = chars[index];
            if (c <= '\r') {
                if (c == '\n') {
                    linesBefore += previous == '\r' ? 0 : 1;
                } else if (c == '\r') {
                    linesBefore++;
                } else if (c == 0) {
                    throw malformed("a NUL character; the file is not text or is damaged");
                }
            }
            previous = c;
        }
        last = previous;
    }

    private SabotException malformed(String problem) {
        return new SabotException(
                ErrorCode.MALFORMED_FILE, path + ", line " + (linesBefore + 1) + ": " + problem);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
