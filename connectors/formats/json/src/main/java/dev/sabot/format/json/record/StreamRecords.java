package dev.sabot.format.json.record;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Records one after the other, whatever the lines: in an array or plainly.
final class StreamRecords implements JsonRecords {
    private final Limit input;
    private final boolean isArray;
    private final long linesBefore;
    private final JsonParser parser;
    private boolean isStarted;
    private boolean isBroken;

    /// Reads from anywhere in a file.
    ///
    /// @param linesBefore the lines of the file before what is read here
    StreamRecords(InputStream input, boolean isArray, long linesBefore) throws IOException {
        this.linesBefore = linesBefore;
        this.input = new Limit(input);
        this.isArray = isArray;
        this.parser = FACTORY.createParser(this.input);
    }

    /// Ends the reading of a record that is too long; what is read ahead counts for it.
    private static final class Limit extends FilterInputStream {
        private static final long READ_AHEAD_BYTES = 1 << 16;

        private long bytesRead;
        private long recordStart;

        Limit(InputStream input) {
            super(input);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (bytesRead - recordStart > MAX_RECORD_BYTES + READ_AHEAD_BYTES) {
                throw new RecordTooLongException();
            }
            int count = super.read(target, from, length);
            bytesRead += Math.max(0, count);
            return count;
        }
    }

    @Override
    public @Nullable JsonParser next() throws IOException {
        // an error leaves the parser anywhere
        isBroken = true;
        input.recordStart = input.bytesRead;
        JsonToken token = parser.nextToken();
        if (isArray && !isStarted) {
            if (token != JsonToken.START_ARRAY) {
                throw new JsonParseException(parser, "the file does not start with an array");
            }
            token = parser.nextToken();
        }
        isStarted = true;
        isBroken = false;
        if (isArray && token == JsonToken.END_ARRAY) {
            if (parser.nextToken() != null) {
                throw new JsonParseException(
                        parser, "there is text behind the array; see the option 'format'");
            }
            return null;
        }
        return token == null ? null : parser;
    }

    @Override
    public boolean skip() throws IOException {
        if (isBroken) {
            return false;
        }
        isBroken = true;
        int depth = isArray ? 1 : 0;
        while (parser.getParsingContext().getNestingDepth() > depth) {
            parser.nextToken();
        }
        isBroken = false;
        return true;
    }

    @Override
    public long linesBefore() {
        return linesBefore;
    }

    @Override
    public long bytesRead() {
        return input.bytesRead;
    }
}
