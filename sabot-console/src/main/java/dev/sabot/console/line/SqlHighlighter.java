package dev.sabot.console.line;

import dev.sabot.sql.SqlToken;
import dev.sabot.sql.SqlTokenizer;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours the tokens of what is typed.
final class SqlHighlighter implements Highlighter {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    /// All of the text is coloured anew with each key, which must not be felt.
    private static final int LONGEST_TEXT = 20_000;

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (buffer.stripLeading().startsWith(".")) {
            return new AttributedString(buffer, PLAIN.foreground(AttributedStyle.MAGENTA));
        }
        if (buffer.length() > LONGEST_TEXT) {
            return new AttributedString(buffer, PLAIN);
        }
        AttributedStringBuilder line = new AttributedStringBuilder(buffer.length());
        int position = 0;
        for (SqlToken token : SqlTokenizer.tokenize(buffer)) {
            line.styled(PLAIN, buffer.substring(position, token.start()));
            line.styled(style(token), buffer.substring(token.start(), token.end()));
            position = token.end();
        }
        line.styled(PLAIN, buffer.substring(position));
        return line.toAttributedString();
    }

    private static AttributedStyle style(SqlToken token) {
        return switch (token.kind()) {
            case KEYWORD -> PLAIN.bold().foreground(AttributedStyle.BLUE);
            case STRING -> PLAIN.foreground(AttributedStyle.GREEN);
            case NUMBER -> PLAIN.foreground(AttributedStyle.CYAN);
            case COMMENT -> PLAIN.faint();
            case IDENTIFIER, OPERATOR -> PLAIN;
            // Most often a string that is still being typed.
            case ERROR -> PLAIN.foreground(AttributedStyle.YELLOW);
        };
    }
}
