package dev.sabot.format.json.record;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/// A file open for reading records.
///
/// **Threads**: one thread.
public final class JsonFile implements AutoCloseable {
    /// Advice to change a setting of the parser, which nobody can.
    private static final Pattern PARSER_SETTING = Pattern.compile("(?s): enable `.*");

    private final FileInfo info;
    private final FileStream stream;
    private final InputStream text;
    private final JsonRecords records;

    private JsonFile(FileInfo info, FileStream stream, InputStream text, JsonRecords records) {
        this.info = info;
        this.stream = stream;
        this.text = text;
        this.records = records;
    }

    /// Opens a file; it must be the one that was listed.
    ///
    /// @param isGzip whether the file is compressed, or null to look
    public static JsonFile open(
            FileInfo info,
            RecordLayout layout,
            @Nullable Boolean isGzip,
            ConnectorContext context) {
        InputFile file = context.files().open(info.path());
        try {
            if (file.info().size() != info.size()
                    || file.info().modifiedMillis() != info.modifiedMillis()) {
                throw new SabotException(
                        ErrorCode.FILE_IO,
                        info.path() + " changed while it was read; run the query again");
            }
            FileStream stream = new FileStream(file);
            InputStream text = stream.text(isGzip);
            return new JsonFile(info, stream, text, records(text, layout));
        } catch (IOException e) {
            file.close();
            throw failure(info.path(), 0, e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static JsonRecords records(InputStream text, RecordLayout layout) throws IOException {
        LineReader lines = new LineReader(text);
        return switch (layout) {
            case NEWLINE_DELIMITED -> new LineRecords(lines, false);
            case ARRAY -> new StreamRecords(text, true, 0);
            case UNSTRUCTURED -> new StreamRecords(text, false, 0);
            case AUTO -> {
                if (!lines.next()) {
                    yield new LineRecords(lines, false);
                }
                boolean isArray = lines.bytes()[lines.start() + lines.blanks()] == '[';
                if (isWhole(lines) && !(isArray && lines.isLast())) {
                    yield new LineRecords(lines, true);
                }
                yield new StreamRecords(lines.rest(), isArray, lines.lineNumber() - 1);
            }
        };
    }

    /// Says whether a line has values that end with it.
    private static boolean isWhole(LineReader lines) throws IOException {
        try (JsonParser parser =
                JsonRecords.FACTORY.createParser(lines.bytes(), lines.start(), lines.length())) {
            while (true) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return true;
                }
            }
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    /// Returns a parser at the first token of the next record, or null at the end. The record
    /// before must have been read to its end, or left by [#skip()].
    ///
    /// **Errors**: MALFORMED_FILE with path, line and column.
    public @Nullable JsonParser next() {
        try {
            return records.next();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /// Leaves what remains of a record that could not be read; false when reading cannot go on.
    public boolean skip() {
        try {
            return records.skip();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /// Turns an error of the parser into one of ours, with its place.
    public SabotException malformed(IOException error) {
        return failure(info.path(), records.linesBefore(), error);
    }

    private static SabotException failure(String path, long linesBefore, IOException error) {
        if (error instanceof JsonProcessingException parse) {
            return new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    path
                            + place(linesBefore, parse.getLocation())
                            + ": "
                            + PARSER_SETTING.matcher(parse.getOriginalMessage()).replaceAll(""),
                    error);
        }
        if (error instanceof RecordTooLongException) {
            return new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    path + ", behind line " + linesBefore + ": " + error.getMessage(),
                    error);
        }
        if (error instanceof EOFException || error instanceof ZipException) {
            return new SabotException(
                    ErrorCode.MALFORMED_FILE,
                    path + ": the compressed data is broken or cut off: " + error.getMessage(),
                    error);
        }
        // Jackson tells of bytes that are no UTF-8 in plain exceptions too
        return new SabotException(
                error instanceof java.io.CharConversionException
                        ? ErrorCode.MALFORMED_FILE
                        : ErrorCode.FILE_IO,
                path + ": " + error.getMessage(),
                error);
    }

    private static String place(long linesBefore, @Nullable JsonLocation location) {
        return location == null
                ? ", line " + (linesBefore + 1)
                : ", line "
                        + (linesBefore + location.getLineNr())
                        + ", column "
                        + location.getColumnNr();
    }

    /// Names the place of the parser's present token: path, line and column.
    public String place(JsonParser parser) {
        return info.path() + place(records.linesBefore(), parser.currentTokenLocation());
    }

    /// Returns about how many bytes of records have been read.
    public long recordBytes() {
        return records.bytesRead();
    }

    /// Returns the bytes of the file read so far, with what is read ahead.
    public long fileBytes() {
        return stream.bytesRead();
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw failure(info.path(), 0, e);
        }
    }
}
