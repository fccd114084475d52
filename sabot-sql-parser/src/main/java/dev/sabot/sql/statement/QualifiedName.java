package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

import java.util.List;

/// A name of one to three parts: `table`, `schema.table` or `catalog.schema.table`.
public record QualifiedName(List<String> parts, SourcePosition position) {

    public QualifiedName {
        parts = List.copyOf(parts);
    }

    /// Returns the last part.
    public String simpleName() {
        return parts.getLast();
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
