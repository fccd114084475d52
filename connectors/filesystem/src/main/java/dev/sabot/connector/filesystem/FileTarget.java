package dev.sabot.connector.filesystem;

import dev.sabot.connector.Sink;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;

import java.nio.file.Path;
import java.util.Map;

/// Says where and how rows of a table are written: one file when the path ends like a file, else
/// one file per writer in a folder.
record FileTarget(Format format, String path, Map<String, String> options, boolean overwrite) {
    Sink write(WriteRequest request) {
        if (request.mode() != WriteRequest.Mode.INSERT) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "files take new rows only: " + request.mode() + " of " + path + " is refused");
        }
        for (char glob : new char[] {'*', '?', '[', '{'}) {
            if (path.indexOf(glob) >= 0) {
                throw new SabotException(
                        ErrorCode.UNSUPPORTED,
                        "rows cannot be written to the glob " + path + "; name a file or folder");
            }
        }
        return isFile()
                ? new SingleFileSink(this, request.schema())
                : new FolderSink(this, request.schema());
    }

    private boolean isFile() {
        String name = String.valueOf(Path.of(path).getFileName());
        return !path.endsWith("/") && name.lastIndexOf('.') > 0;
    }

    /// Returns the ending of the format's files.
    String ending() {
        String usual = "." + format.name();
        return format.extensions().contains(usual) ? usual : format.extensions().getLast();
    }
}
