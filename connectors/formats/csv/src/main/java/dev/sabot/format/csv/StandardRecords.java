package dev.sabot.format.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Records of RFC 4180: quotes inside fields are doubled.
///
/// FastCSV takes the end of the file for the end of an open quote. So the reader sends an end mark as a
/// last record; if it does not arrive, a quote has swallowed it.
final class StandardRecords implements RecordReader {
    private final Dialect dialect;
    private final String path;
    private final RecordBuffer buffer;
    private final CsvReader<RecordBuffer> reader;
    private final CloseableIterator<RecordBuffer> records;
    private boolean isEnded;

    StandardRecords(Utf8Reader input, Dialect dialect, String path) {
        this.dialect = dialect;
        this.path = path;
        this.buffer = new RecordBuffer(path);
        Character comment = dialect.comment();
        CsvReader.CsvReaderBuilder builder =
                CsvReader.builder()
                        .fieldSeparator(dialect.delimiter())
                        .quoteCharacter(quote(dialect))
                        .skipEmptyLines(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .maxBufferSize(RecordBuffer.MAX_RECORD_CHARS);
        if (comment != null) {
            builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
        }
        this.reader = builder.build(new Filler(buffer, input.linesBefore()), input);
        this.records = reader.iterator();
    }

    /// NUL never comes from a file, so it serves where no character is a quote.
    private static char quote(Dialect dialect) {
        Character quote = dialect.quote();
        return quote == null ? '\0' : quote;
    }

    @Override
    public boolean next() {
        if (isEnded) {
            return false;
        }
        try {
            isEnded = !records.hasNext();
            if (!isEnded) {
                records.next();
            }
        } catch (CsvParseException e) {
            throw malformed(e);
        }
        if (dialect.quote() == null) {
            return !isEnded;
        }
        if (isEnded) {
            throw buffer.malformed(
                    "has a quote that is never closed; the file may be cut off, or the option"
                            + " 'quote' names the wrong character");
        }
        isEnded = buffer.numFields() == 1 && isEndMark();
        return !isEnded;
    }

    private boolean isEndMark() {
        return buffer.end(0) == 1 && buffer.chars()[0] == Utf8Reader.END_MARK;
    }

    /// Errors of ours come out of the parser as causes.
    private SabotException malformed(CsvParseException error) {
        Throwable cause = error;
        String reason = String.valueOf(error.getMessage());
        for (; cause != null; cause = cause.getCause()) {
            if (cause instanceof SabotException ours) {
                return ours;
            }
            reason = String.valueOf(cause.getMessage());
        }
        return new SabotException(
                ErrorCode.MALFORMED_FILE,
                path
                        + ", line "
                        + buffer.line()
                        + ": "
                        + reason
                        + "; see the options 'delimiter', 'quote' and 'escape'",
                error);
    }

    @Override
    public RecordBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new SabotException(ErrorCode.FILE_IO, path + ": " + e.getMessage(), e);
        }
    }

    /// Copies fields from the parser's buffer, which moves under them.
    private static final class Filler extends CsvCallbackHandler<RecordBuffer> {
        private final RecordBuffer buffer;
        private final long linesBefore;
        private RecordType type = RecordType.DATA;

        Filler(RecordBuffer buffer, long linesBefore) {
            this.buffer = buffer;
            this.linesBefore = linesBefore;
        }

        @Override
        protected RecordType getRecordType() {
            return type;
        }

        @Override
        protected int getFieldCount() {
            return buffer.numFields();
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            type = RecordType.DATA;
            buffer.start(linesBefore + startingLineNumber);
        }

        @Override
        protected void addField(char[] chars, int from, int length, boolean isQuoted) {
            buffer.add(chars, from, length, isQuoted);
        }

        @Override
        protected void setComment(char[] chars, int from, int length) {
            type = RecordType.COMMENT;
        }

        @Override
        protected void setEmpty() {
            type = RecordType.EMPTY;
        }

        @Override
        protected @Nullable RecordBuffer buildRecord() {
            return buffer;
        }
    }
}
