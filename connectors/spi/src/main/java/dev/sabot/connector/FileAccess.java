package dev.sabot.connector;

import java.nio.ByteBuffer;
import java.util.List;

/// Opens every file the engine touches on behalf of SQL; policy lives here and nowhere else.
///
/// **Errors**: FILE_NOT_FOUND, ACCESS_DENIED, FILE_IO and DISK_FULL, each with the path.
///
/// **Threads**: safe for all threads.
public interface FileAccess {
    /// Lists the files of a path, a folder or a glob (`*`, `?`, `[a-z]`, `{a,b}`, `**` for folders
    /// at any depth), sorted by path. Hidden files (`.x`, `_x`) of folders and globs are left out.
    ///
    /// **Errors**: FILE_NOT_FOUND when nothing matches.
    List<FileInfo> list(String pattern);

    /// Opens a file for reading.
    InputFile open(String path);

    /// Starts a file that appears under its name only at [OutputFile#commit()].
    OutputFile create(String path, boolean overwrite);

    /// Names a file and its state when it was listed.
    record FileInfo(String path, long size, long modifiedMillis) {}

    /// A file being read at any place, by any thread.
    interface InputFile extends AutoCloseable {
        FileInfo info();

        /// Reads until the buffer is full.
        ///
        /// **Errors**: MALFORMED_FILE when the file ends before.
        void readFully(long position, ByteBuffer buffer);

        /// Returns a stream from the start; decompression is the caller's.
        java.io.InputStream stream();

        @Override
        void close();
    }

    /// A file being written, by one thread, under a temporary name beside its own.
    interface OutputFile extends AutoCloseable {
        String path();

        void write(ByteBuffer buffer);

        /// Returns the bytes written.
        long position();

        /// Forces the bytes to disk and gives the file its name.
        void commit();

        /// Removes the temporary file unless [#commit()] was called.
        @Override
        void close();
    }
}
