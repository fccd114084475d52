package dev.sabot.console.text;

/// A piece of a script that is run on its own.
public sealed interface ScriptPart {

    /// Returns the offset of its first character in the script.
    int start();

    /// A statement, without its semicolon.
    record Sql(String sql, int start) implements ScriptPart {}

    /// A line such as `.mode csv`, which stands where a statement could begin.
    record Dot(String command, int start) implements ScriptPart {}
}
