package dev.sabot.console.line;

import dev.sabot.console.text.Script;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

import java.util.List;

/// Tells JLine when a text is ready to run and which word the cursor is in.
final class SqlLineParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !Script.isComplete(line)) {
            throw new EOFError(-1, cursor, "The statement lacks its semicolon.");
        }
        return Word.at(line, cursor);
    }

    /// The word under the cursor, as completion replaces it: names are quoted by the candidates.
    ///
    /// @param line the whole text
    /// @param cursor in the text
    /// @param start where the word begins
    record Word(String line, int cursor, int start) implements CompletingParsedLine {

        static Word at(String line, int cursor) {
            int start =
                    DotLine.isDotLine(line)
                            ? DotLine.wordStart(line, cursor)
                            : CursorContext.of(line, cursor).wordStart();
            return new Word(line, cursor, Math.min(start, cursor));
        }

        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }
    }
}
