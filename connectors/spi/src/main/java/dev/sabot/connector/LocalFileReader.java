package dev.sabot.connector;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An open local file.
final class LocalFileReader implements InputFile {
    private final FileInfo info;
    private final FileChannel channel;

    LocalFileReader(String path, Path real) throws IOException {
        this.channel = FileChannel.open(real, StandardOpenOption.READ);
        try {
            this.info =
                    new FileInfo(path, channel.size(), Files.getLastModifiedTime(real).toMillis());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public void readFully(long position, ByteBuffer buffer) {
        long at = position;
        try {
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new SabotException(
                            ErrorCode.MALFORMED_FILE,
                            info.path() + " ends at byte " + at + ", before what it announces");
                }
                at += count;
            }
        } catch (IOException e) {
            throw LocalFileAccess.failure(info.path(), e);
        }
    }

    @Override
    public InputStream stream() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
                position += Math.max(0, count);
                return count;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw LocalFileAccess.failure(info.path(), e);
        }
    }
}
