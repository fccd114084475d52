package dev.sabot.server;

import dev.sabot.connector.FileAccess;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.List;

/// Refuses every file: what statements of clients get unless a folder is opened to them.
final class NoFileAccess implements FileAccess {
    @Override
    public List<FileInfo> list(String pattern) {
        throw refused(pattern);
    }

    @Override
    public InputFile open(String path) {
        throw refused(path);
    }

    @Override
    public OutputFile create(String path, boolean overwrite) {
        throw refused(path);
    }

    private static SabotException refused(String path) {
        return new SabotException(
                ErrorCode.ACCESS_DENIED,
                "this server opens no files, so not '"
                        + path
                        + "'; start it with --files FOLDER to open those of a folder");
    }
}
