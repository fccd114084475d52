package dev.sabot.format.csv;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.Source.Split;

import java.io.Serializable;

/// A file.
///
/// @param size the file's bytes when it was listed, with `modifiedMillis` its identity
record CsvSplit(String path, long size, long modifiedMillis, long estimatedRows)
        implements Split, Serializable {
    FileInfo info() {
        return new FileInfo(path, size, modifiedMillis);
    }

    @Override
    public String describe() {
        return path;
    }
}
