package dev.sabot.sql;

/// One token of a text, for colouring it.
///
/// @param kind what it is
/// @param start the offset of its first character, in UTF-16 units
/// @param end the offset after its last character
public record SqlToken(Kind kind, int start, int end) {

    /// The kinds of token that look different.
    public enum Kind {
        KEYWORD,
        IDENTIFIER,
        STRING,
        NUMBER,
        OPERATOR,
        COMMENT,
        /// What no statement may contain: a string without an end, `1h`, a character unknown.
        ERROR
    }
}
