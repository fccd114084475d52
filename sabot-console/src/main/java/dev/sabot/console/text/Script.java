package dev.sabot.console.text;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Cuts a script into statements and dot commands.
///
/// A dot command is a line that begins with a dot where a statement could begin. The grammar does
/// not know them, so the text after one is split anew.
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
        for (ScriptPart part : new Script(text)) {
            if (part instanceof ScriptPart.Sql sql && !sql.isTerminated()) {
                return false;
            }
        }
        return !SqlText.endsUnfinished(text) || startsWithDot(text, 0);
    }

    private static boolean startsWithDot(String text, int from) {
        int index = skipBlanks(text, from);
        return index < text.length() && text.charAt(index) == '.';
    }

    private static int skipBlanks(String text, int from) {
        int index = from;
        while (index < text.length() && Character.isWhitespace(text.charAt(index))) {
            index++;
        }
        return index;
    }

    /// Walks over the parts; splits lazily, because a dot command moves the place to split from.
    private static final class Parts implements Iterator<ScriptPart> {
        private final String text;
        private int position;
        private int splitOffset;
        private Iterator<ScriptPart.Sql> statements = List.<ScriptPart.Sql>of().iterator();
        private @Nullable ScriptPart next;
        private boolean mustSplit = true;

        Parts(String text) {
            this.text = text;
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

        private @Nullable ScriptPart advance() {
            position = skipBlanks(text, position);
            if (startsWithDot(text, position)) {
                return dotCommand();
            }
            if (mustSplit) {
                mustSplit = false;
                splitOffset = position;
                statements = SqlText.split(text.substring(position)).iterator();
            }
            if (!statements.hasNext()) {
                return null;
            }
            ScriptPart.Sql found = statements.next();
            int start = found.start() + splitOffset;
            if (startsWithDot(text, start)) {
                // Comments stood between the last statement and the dot command.
                position = start;
                return dotCommand();
            }
            position = start + found.sql().length();
            if (found.isTerminated()) {
                position = text.indexOf(';', position) + 1;
            }
            return new ScriptPart.Sql(found.sql(), start, found.isTerminated());
        }

        private ScriptPart dotCommand() {
            int start = position;
            int lineEnd = text.indexOf('\n', start);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            position = end;
            mustSplit = true;
            return new ScriptPart.Dot(text.substring(start, end).strip(), start);
        }
    }
}
