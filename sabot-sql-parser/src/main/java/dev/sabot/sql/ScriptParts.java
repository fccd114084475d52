package dev.sabot.sql;

import dev.sabot.sql.statement.StatementText;

import java.util.List;

/// The statements of a script, by their semicolons alone: their text may be wrong.
///
/// @param statements the statements in order, those without any token left out
/// @param ending how the script ends
public record ScriptParts(List<StatementText> statements, Ending ending) {

    public ScriptParts {
        statements = List.copyOf(statements);
    }

    /// Returns whether more text is needed before the last statement can run.
    public boolean isIncomplete() {
        return ending != Ending.COMPLETE;
    }

    /// What the end of a script leaves open.
    public enum Ending {
        /// Nothing: the last statement has its semicolon, or there is none.
        COMPLETE,
        /// The last statement has no semicolon, and no bracket open.
        NO_SEMICOLON,
        /// The last statement has no semicolon, and a bracket open.
        OPEN_BRACKET,
        /// A string has no closing quote.
        OPEN_STRING,
        /// A comment has no end.
        OPEN_COMMENT
    }
}
