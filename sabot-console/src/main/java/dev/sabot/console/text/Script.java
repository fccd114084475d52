package dev.sabot.console.text;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Cuts a script into statements and dot commands.
///
/// A dot command begins with a dot where a statement could begin and reaches to the end of its
/// line. The grammar does not know them, so the text after one is split anew.
public final class Script implements Iterable<ScriptPart> {
    private final String text;

    public Script(String text) {
        this.text = text;
    }

    @Override
    public Iterator<ScriptPart> iterator() {
        return new Parts(text);
    }

    /// Tells whether everything in the text is ready to run: nothing is left open, and the last
    /// statement has its semicolon.
    public static boolean isComplete(String text) {
        Parts parts = new Parts(text);
        while (parts.hasNext()) {
            parts.next();
        }
        return !parts.isIncomplete;
    }

    /// Walks over the parts; splits lazily, because a dot command moves the place to split from.
    private static final class Parts implements Iterator<ScriptPart> {
        private final String text;
        private int splitOffset;
        private Iterator<ScriptPart.Sql> statements = Collections.emptyIterator();
        private boolean isIncomplete;
        private @Nullable ScriptPart next;

        Parts(String text) {
            this.text = text;
            splitFrom(0);
            this.next = advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public ScriptPart next() {
            ScriptPart part = next;
            if (part == null) {
                throw new NoSuchElementException();
            }
            next = advance();
            return part;
        }

        private void splitFrom(int offset) {
            SqlText.Parts parts = SqlText.split(text.substring(offset));
            splitOffset = offset;
            statements = parts.statements().iterator();
            isIncomplete = parts.isIncomplete();
        }

        private @Nullable ScriptPart advance() {
            if (!statements.hasNext()) {
                return null;
            }
            ScriptPart.Sql found = statements.next();
            int start = found.start() + splitOffset;
            if (text.charAt(start) != '.') {
                return new ScriptPart.Sql(found.sql(), start);
            }
            int lineEnd = text.indexOf('\n', start);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            splitFrom(end);
            return new ScriptPart.Dot(text.substring(start, end).strip(), start);
        }
    }
}
