package dev.sabot.format.csv;

import org.jspecify.annotations.Nullable;

/// Says how the fields of a file are told apart.
///
/// @param quote the character around fields, or null when there is none
/// @param escape the character that takes the meaning from the next one inside quotes; null or the
///     quote itself when a doubled quote stands for one
/// @param comment the first character of lines to leave out, or null
/// @param skipLines lines to leave out at the start of each file
record Dialect(
        char delimiter,
        @Nullable Character quote,
        @Nullable Character escape,
        @Nullable Character comment,
        int skipLines) {
    Dialect withDelimiter(char other) {
        return new Dialect(other, quote, escape, comment, skipLines);
    }

    /// Says whether quotes inside fields are doubled, as RFC 4180 has it.
    boolean isStandard() {
        return quote == null || escape == null || escape.equals(quote);
    }
}
