package dev.sabot.console.text;

/// A piece of a script that is run on its own.
public sealed interface ScriptPart {

    /// Returns the offset of its first character in the script.
    int start();

    /// A statement, without its semicolon.
    ///
    /// @param isTerminated whether a semicolon follows
    record Sql(String sql, int start, boolean isTerminated) implements ScriptPart {}

    /// A line such as `.mode csv`, which stands between statements.
    record Dot(String command, int start) implements ScriptPart {}
}
