package dev.sabot.connector;

import dev.sabot.connector.FileAccess.OutputFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// A local file under a hidden temporary name until it is committed.
final class LocalFileWriter implements OutputFile {
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final String path;
    private final Path target;
    private final Path temporary;
    private final boolean overwrite;
    private final FileChannel channel;
    private long position;
    private boolean isDone;

    LocalFileWriter(String path, Path target, boolean overwrite) throws IOException {
        this.path = path;
        this.target = target;
        this.overwrite = overwrite;
        long process = ProcessHandle.current().pid();
        this.temporary =
                target.resolveSibling(
                        "."
                                + target.getFileName()
                                + "."
                                + process
                                + "-"
                                + SEQUENCE.incrementAndGet()
                                + ".tmp");
        this.channel =
                FileChannel.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void write(ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                position += channel.write(buffer);
            }
        } catch (IOException e) {
            throw LocalFileAccess.failure(path, e);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void commit() {
        try {
            channel.force(true);
            channel.close();
            if (overwrite) {
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                if (Files.exists(target)) {
                    throw new FileAlreadyExistsException(path);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
            isDone = true;
            forceFolder();
        } catch (IOException e) {
            throw LocalFileAccess.failure(path, e);
        }
    }

    /// Makes the new name durable too.
    private void forceFolder() throws IOException {
        Path folder = target.getParent();
        if (folder != null) {
            try (FileChannel handle = FileChannel.open(folder, StandardOpenOption.READ)) {
                handle.force(true);
            }
        }
    }

    @Override
    public void close() {
        if (isDone) {
            return;
        }
        isDone = true;
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw LocalFileAccess.failure(path, e);
        }
    }
}
