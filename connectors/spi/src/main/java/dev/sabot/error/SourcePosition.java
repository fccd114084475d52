package dev.sabot.error;

/// Names the place in the SQL text an error or a node comes from.
///
/// **Range**: line and column count from 1; the end is inclusive.
public record SourcePosition(int line, int column, int endLine, int endColumn) {

    /// Returns the position of a single character.
    public static SourcePosition at(int line, int column) {
        return new SourcePosition(line, column, line, column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
