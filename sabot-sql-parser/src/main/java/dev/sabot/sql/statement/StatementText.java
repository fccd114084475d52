package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

/// The text of one statement of a script, from its first token to its last.
///
/// @param sql the text as written, without the terminating semicolon and outer comments
/// @param start the offset of the first character in the script, in UTF-16 units
/// @param position the place in the script
/// @param parameterCount how many `?` the statement holds
public record StatementText(String sql, int start, SourcePosition position, int parameterCount) {

    /// Returns the offset after the last character in the script.
    public int end() {
        return start + sql.length();
    }
}
