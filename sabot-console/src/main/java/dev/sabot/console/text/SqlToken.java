package dev.sabot.console.text;

/// A token of SQL text: what highlighting and completion need of it.
///
/// @param start offset of the first character
/// @param end offset after the last character
public record SqlToken(Kind kind, int start, int end) {

    /// Divides tokens by how they are coloured.
    public enum Kind {
        KEYWORD,
        IDENTIFIER,
        QUOTED_IDENTIFIER,
        STRING,
        NUMBER,
        SYMBOL,
        COMMENT,
        /// A string, a quoted identifier or a comment that does not end.
        UNFINISHED
    }

    /// Returns the token's text.
    public String in(String sql) {
        return sql.substring(start, end);
    }
}
