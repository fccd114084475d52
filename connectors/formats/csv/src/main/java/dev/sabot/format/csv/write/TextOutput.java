package dev.sabot.format.csv.write;

import dev.sabot.connector.FileAccess.OutputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Gathers text and writes it to a file as UTF-8, compressed where asked for.
final class TextOutput {
    private static final int FLUSH_CHARS = 1 << 16;

    private final OutputFile file;
    private final OutputStream bytes;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 1_024);

    TextOutput(OutputFile file, boolean isGzip) {
        this.file = file;
        OutputStream plain =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] source, int from, int length) {
                        file.write(ByteBuffer.wrap(source, from, length));
                    }
                };
        try {
            bytes = isGzip ? new GZIPOutputStream(plain, FLUSH_CHARS) : plain;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Lends the text under way, to append to.
    StringBuilder text() {
        return text;
    }

    /// Writes the text gathered if it is long.
    void flushWhenLong() {
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void flush() {
        try {
            bytes.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure(e);
        }
        text.setLength(0);
    }

    /// Writes all that remains.
    void finish() {
        flush();
        try {
            bytes.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SabotException failure(IOException error) {
        return new SabotException(
                ErrorCode.FILE_IO, file.path() + ": " + error.getMessage(), error);
    }
}
