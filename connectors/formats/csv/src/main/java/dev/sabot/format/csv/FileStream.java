package dev.sabot.format.csv;

import dev.sabot.connector.FileAccess.InputFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/// The bytes of a file from its start, counted; closing it closes the file.
final class FileStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputFile file;
    private final InputStream bytes;
    private long bytesRead;

    FileStream(InputFile file) {
        this.file = file;
        this.bytes = file.stream();
    }

    /// Returns the file's text, decompressed when it is gzip.
    ///
    /// @param compression whether the file is gzip, or null to look: no UTF-8 text starts like gzip
    InputStream text(@Nullable Boolean compression) throws IOException {
        if (compression != null) {
            return compression ? new GZIPInputStream(this, BUFFER_BYTES) : this;
        }
        PushbackInputStream start = new PushbackInputStream(this, 2);
        byte[] magic = new byte[2];
        int count = start.readNBytes(magic, 0, 2);
        start.unread(magic, 0, count);
        boolean isGzip = count == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
        return isGzip ? new GZIPInputStream(start, BUFFER_BYTES) : start;
    }

    /// Returns the bytes read from the file, compressed ones where it is.
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() throws IOException {
        int next = bytes.read();
        bytesRead += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = bytes.read(target, from, length);
        bytesRead += Math.max(0, count);
        return count;
    }

    /// Says that there may be more: gzip looks for a further member only then.
    @Override
    public int available() {
        return 1;
    }

    @Override
    public void close() {
        file.close();
    }
}
