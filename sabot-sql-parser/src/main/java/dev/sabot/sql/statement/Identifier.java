package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

/// One simple name, as written and without its quotes; names match case-insensitively.
public record Identifier(String name, SourcePosition position) {

    @Override
    public String toString() {
        return name;
    }
}
