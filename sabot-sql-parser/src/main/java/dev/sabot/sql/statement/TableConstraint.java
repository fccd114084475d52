package dev.sabot.sql.statement;

import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// A constraint of CREATE TABLE; one declared beside its column looks the same as one declared
/// after the columns.
public sealed interface TableConstraint {

    /// Returns the name after CONSTRAINT, or null.
    @Nullable Identifier name();

    /// Returns the place of the constraint.
    SourcePosition position();

    /// PRIMARY KEY or UNIQUE.
    ///
    /// @param primary true for PRIMARY KEY
    /// @param columns the key's columns in order
    /// @param enforced false for NOT ENFORCED
    record Key(
            @Nullable Identifier name,
            boolean primary,
            List<Identifier> columns,
            boolean enforced,
            SourcePosition position)
            implements TableConstraint {

        public Key {
            columns = List.copyOf(columns);
        }
    }

    /// CHECK (condition).
    record Check(@Nullable Identifier name, SqlNode condition, SourcePosition position)
            implements TableConstraint {}
}
