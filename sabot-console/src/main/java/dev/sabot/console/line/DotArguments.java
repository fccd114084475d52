package dev.sabot.console.line;

/// Placeholders for arguments of dot commands that are looked up when they are completed.
public final class DotArguments {
    /// Any file.
    public static final String FILE = "<file>";

    /// Any table.
    public static final String TABLE = "<table>";

    private DotArguments() {}
}
