package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/// A file open for reading records.
final class CsvFile implements AutoCloseable {
    private final FileStream stream;
    private final RecordReader records;

    private CsvFile(FileStream stream, RecordReader records) {
        this.stream = stream;
        this.records = records;
    }

    /// Opens a file; it must be the one that was listed.
    static CsvFile open(
            FileInfo info, Dialect dialect, ReadOptions options, ConnectorContext context) {
        InputFile file = context.files().open(info.path());
        try {
            if (file.info().size() != info.size()
                    || file.info().modifiedMillis() != info.modifiedMillis()) {
                throw new SabotException(
                        ErrorCode.FILE_IO,
                        info.path() + " changed while it was read; run the query again");
            }
            FileStream stream = new FileStream(file);
            Utf8Reader text = new Utf8Reader(stream.text(options.isGzip()), info.path());
            text.skipLines(dialect.skipLines());
            return new CsvFile(stream, new RecordReader(text, dialect, info.path()));
        } catch (EOFException | ZipException e) {
            file.close();
            throw new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    info.path() + ": no gzip data: " + e.getMessage() + "; see 'compression'",
                    e);
        } catch (IOException e) {
            file.close();
            throw new SabotException(ErrorCode.FILE_IO, info.path() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    RecordReader records() {
        return records;
    }

    /// Returns the bytes of the file read so far, with what is read ahead.
    long bytesRead() {
        return stream.bytesRead();
    }

    @Override
    public void close() {
        records.close();
    }
}
