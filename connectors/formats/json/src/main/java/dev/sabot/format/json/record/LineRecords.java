package dev.sabot.format.json.record;

import com.fasterxml.jackson.core.JsonParser;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Records that each are on one line; a broken line does not touch the next.
final class LineRecords implements JsonRecords {
    private final LineReader lines;
    private @Nullable JsonParser parser;
    private boolean isLineRead;
    private long bytesRead;

    /// Starts with the present line of the reader, where it has one.
    LineRecords(LineReader lines, boolean hasLine) {
        this.lines = lines;
        this.isLineRead = hasLine;
    }

    @Override
    public @Nullable JsonParser next() throws IOException {
        while (true) {
            JsonParser open = parser;
            if (open != null) {
                if (open.nextToken() != null) {
                    return open;
                }
                skip();
            }
            if (!isLineRead && !lines.next()) {
                return null;
            }
            isLineRead = false;
            bytesRead += lines.length() + 1;
            parser = FACTORY.createParser(lines.bytes(), lines.start(), lines.length());
        }
    }

    @Override
    public boolean skip() throws IOException {
        if (parser != null) {
            parser.close();
            parser = null;
        }
        return true;
    }

    @Override
    public long linesBefore() {
        return lines.lineNumber() - 1;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }
}
