package dev.sabot.console.text;

import org.jspecify.annotations.Nullable;

/// A text to run and where it came from.
///
/// @param name the file, or null for text typed on the command line or at the prompt
/// @param text all of it
public record SourceText(@Nullable String name, String text) {

    public static SourceText typed(String text) {
        return new SourceText(null, text);
    }

    /// Returns the place of a character: lines and columns count from 1.
    public Place placeOf(int offset) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int index = 0; index < end; index++) {
            if (text.charAt(index) == '\n') {
                line++;
                lineStart = index + 1;
            }
        }
        return new Place(line, end - lineStart + 1);
    }

    /// Returns the place here of a place in a statement that starts at the given offset.
    public Place placeOf(int statementStart, int line, int column) {
        Place start = placeOf(statementStart);
        return line <= 1
                ? new Place(start.line(), start.column() + column - 1)
                : new Place(start.line() + line - 1, column);
    }

    /// Returns a line without its end, or an empty text when there is no such line.
    public String line(int number) {
        return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
    }

    /// A line and a column, both from 1.
    public record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }
}
